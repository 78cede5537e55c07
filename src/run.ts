import { type Connection, connect } from './connection.ts';
import type { Context } from './context.ts';
import { readArgument, type Statement } from './language/statement.ts';
import { type Line, lineOfWords, type Word } from './language/words.ts';
import { opensSession, sessionOf } from './login.ts';
import { namesNote, type Prepared, prepare } from './prepare.ts';
import type { Api } from './registry/types.ts';
import { type Reporting, reportNotes, say } from './report.ts';
import type { Built } from './request/build.ts';
import { showReply, showRequest } from './show.ts';
import { showSkeleton } from './skeleton.ts';

/** One statement to its end: words, request, the one effect, outcome, text. Problems are thrown. */
export async function run(line: Line, context: Context, reporting: Reporting): Promise<void> {
  const { options } = context;
  if (options.generateInput !== undefined) return showSkeleton(line, options.generateInput, context);
  const prepared = await prepare(line, context);
  if (!prepared) return;
  const { api, statement: typed, build } = prepared;
  const statement = options.dryRun ? typed : await withPassword(api, typed, context);

  if (options.dryRun) {
    const { request, notes, names } = build(statement);
    await reportNotes([...notes, ...namesNote(names)], reporting);
    return showRequest(request, context);
  }
  // What can be wrong is found before anything is opened; only a bare LogOut has to know the session first.
  const early = endsOwnSession(api, statement) ? undefined : build(statement);
  const connection = await connect(context);
  try {
    const asked = early ? statement : await withOwnSession(statement, connection);
    const { request, notes } = await named(early ?? build(asked), asked, prepared, connection, context);
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

/** The request with the uuids of the resources that are named in it. */
async function named(
  built: Built,
  statement: Statement,
  { build }: Prepared,
  connection: Connection,
  context: Context,
): Promise<Built> {
  if (built.names.length === 0) return built;
  const { lookUp } = await import('./naming.ts');
  return build(statement, await lookUp(built.names, connection, context.registry()));
}

function endsOwnSession(api: Api, statement: Statement): boolean {
  return api.name === 'LogOut' && !statement.arguments.some(({ name }) => name === 'sessionUuid');
}

async function withOwnSession(statement: Statement, connection: Connection): Promise<Statement> {
  return withWord(statement, `sessionUuid=${await connection.requireSession()}`);
}

/** A log-in without its password asks for it where there is a terminal; one with it on the command line is warned about. */
async function withPassword(api: Api, statement: Statement, context: Context): Promise<Statement> {
  if (!opensSession(api)) return statement;
  const secret = api.params.find((param) => param.required && param.secret)?.name;
  if (secret === undefined) return statement;
  const given = statement.arguments.find(({ name }) => name === secret);
  if (given) {
    if (given.origin === undefined) await say(context, context.text.login.passwordOnArgv);
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
