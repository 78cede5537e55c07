import { type Connection, connect, knownEndpoint } from './connection.ts';
import type { Context } from './context.ts';
import { readArgument, readStatement, type Statement } from './language/statement.ts';
import { type Line, lineOfWords, type Word } from './language/words.ts';
import { opensSession, sessionOf } from './login.ts';
import type { Api } from './registry/types.ts';
import { type Reporting, reportNotes, say } from './report.ts';
import { apiOf, buildRequest } from './request/build.ts';
import { mask } from './secrets.ts';
import { showReply, showRequest } from './show.ts';

/** One statement to its end: words, request, the one effect, outcome, text. Problems are thrown. */
export async function run(line: Line, context: Context, reporting: Reporting): Promise<void> {
  const typed = readStatement(line);
  if (!typed) return;
  const { options } = context;
  const registry = context.registry();
  const api = apiOf(typed, registry);
  const isShown = options.dryRun || options.curl;
  const statement = isShown ? typed : await withPassword(api, typed, context);
  const build = (statement: Statement) =>
    buildRequest(api, statement, registry, { validate: options.validate, byUuid: options.byUuid ?? false });

  if (isShown) {
    const session = options.curl ? context.io.uuid() : mask;
    const { request, notes } = build(withSession(api, statement, session));
    await reportNotes(notes, reporting);
    if (!options.curl) return showRequest(request, context);
    const { showCurl } = await import('./curl.ts');
    return showCurl(request, session, knownEndpoint(context), context);
  }
  // What can be wrong is found before anything is opened; only a bare LogOut has to know the session first.
  const early = endsOwnSession(api, statement) ? undefined : build(statement);
  const connection = await connect(context);
  try {
    const { request, notes } = early ?? build(await withOwnSession(statement, connection));
    await reportNotes(notes, reporting);
    const status = statusLine(context);
    const reply = await connection.send(request, { onJob: status.show }).finally(status.clear);
    if (opensSession(api)) {
      const session = sessionOf(reply, statement, connection.endpoint, context.io.now());
      if (session) await connection.keep(session);
    }
    if (api.name === 'LogOut') await connection.forget();
    await showReply(api, statement, reply.envelope, context, reporting);
  } finally {
    await connection.close();
  }
}

function endsOwnSession(api: Api, statement: Statement): boolean {
  return api.name === 'LogOut' && !statement.arguments.some(({ name }) => name === 'sessionUuid');
}

/** A session that the statement names, or that a bare LogOut means, is not to be shown: something stands in its place. */
function withSession(api: Api, statement: Statement, session: string): Statement {
  const others = statement.arguments.filter(({ name }) => name !== 'sessionUuid');
  const isNamed = others.length < statement.arguments.length;
  if (!isNamed && !endsOwnSession(api, statement)) return statement;
  return withWord({ ...statement, arguments: others }, `sessionUuid=${session}`);
}

async function withOwnSession(statement: Statement, connection: Connection): Promise<Statement> {
  return withWord(statement, `sessionUuid=${await connection.requireSession()}`);
}

/** A log-in without its password asks for it where there is a terminal; one with it on the command line is warned about. */
async function withPassword(api: Api, statement: Statement, context: Context): Promise<Statement> {
  if (!opensSession(api)) return statement;
  const secret = api.params.find((param) => param.required && param.secret)?.name;
  if (secret === undefined) return statement;
  if (statement.arguments.some(({ name }) => name === secret)) {
    await say(context, context.text.login.passwordOnArgv);
    return statement;
  }
  const { io, text } = context;
  if (!io.stdin.isTTY || !io.stderr.isTerminal) return statement;
  const { askPassword } = await import('./ask/ask.ts');
  const account = statement.arguments.find(({ name }) => /name|uid/i.test(name))?.value ?? '';
  return withWord(statement, `${secret}=${await askPassword(io, text.ask.password(account))}`);
}

function withWord(statement: Statement, text: string): Statement {
  const [word] = lineOfWords([text]).words as readonly [Word];
  const argument = readArgument(word);
  if (argument instanceof Error) throw argument;
  return { ...statement, arguments: [...statement.arguments, argument] };
}

/** What runs and for how long, on one line of a terminal that vanishes when it ends. */
function statusLine({ io, text }: Context): {
  readonly show: (job: { readonly api: string }) => void;
  readonly clear: () => void;
} {
  const ended = new AbortController();
  const write = (line: string): Promise<void> => io.stderr.write(line).catch(() => undefined);
  const tick = async (api: string): Promise<void> => {
    const began = io.now();
    while (!ended.signal.aborted) {
      await write(`\r\u001b[K${text.waiting(api, Math.floor((io.now() - began) / 1000))}`);
      await io.sleep(1000, ended.signal).catch(() => undefined);
    }
    await write('\r\u001b[K');
  };
  return {
    show: ({ api }) => void (io.stderr.isTerminal && tick(api)),
    clear: () => ended.abort(),
  };
}
