import { isReply } from './client/client.ts';
import { lastingEndpoint } from './connect.ts';
import type { Connect, Connection } from './connection.ts';
import { type Context, canAsk } from './context.ts';
import { CliError, type Note } from './errors.ts';
import { endOfReply } from './jobs/attach.ts';
import { call } from './jobs/call.ts';
import type { Statement } from './language/statement.ts';
import { lineOfWords } from './language/words.ts';
import { sessionOf } from './login/session.ts';
import { endsOwnSession, withSession, withWord } from './own-session.ts';
import type { Prepared } from './prepare.ts';
import type { Printer } from './print.ts';
import { opensSession } from './registry/reads.ts';
import type { Api } from './registry/types.ts';
import { reportAsked, reportNotes, say } from './report.ts';
import type { Built } from './request/build.ts';
import type { HttpRequest } from './request/request.ts';
import { guard, impactOf, refuseUnattended } from './safety/guard.ts';
import { impactJson } from './safety/impact.ts';
import { inverseOf } from './safety/inverse.ts';
import { withoutSecrets } from './secrets.ts';
import { endReply, moreNotes, openReply, showEnded, showJob, showOwn } from './show.ts';

/** The one effect of a statement, and what follows from it. */
export async function send(prepared: Prepared, context: Context, connect: Connect): Promise<void> {
  const { options } = context;
  const { api, build } = prepared;
  const statement = await withPassword(api, prepared.statement, context);
  // What can be wrong is found before anything is opened; only a bare LogOut has to know the session first.
  if (options.all && api.kind !== 'query') throw new CliError('only-for-queries', { option: '--all', api: api.name });
  const printer = await openReply(api, statement, context);
  const early = endsOwnSession(api, statement) ? undefined : build(statement);
  if (options.explainImpact !== true) refuseUnattended(api, statement, context);
  const connection = await connect();
  const asked = early ? statement : await withOwnSession(statement, connection);
  const built = await named(early ?? build(asked), asked, prepared, connection, context);
  if (options.explainImpact)
    return showOwn(impactJson(await impactOf(api, built.request, connection, context)), context);
  await reportNotes(built.notes, context);
  try {
    if (built.asked) await runQuery({ statement, ...built, asked: built.asked }, printer, connection, context);
    else await runCall({ api, statement, request: built.request }, printer, connection, context);
  } catch (error) {
    throw withoutSecrets(error, built);
  }
}

interface ApiCall {
  readonly api: Api;
  readonly statement: Statement;
  readonly request: HttpRequest;
}

/** A call of what is no query, and what follows from its answer. */
async function runCall(
  { api, statement, request }: ApiCall,
  printer: Printer,
  connection: Connection,
  context: Context,
): Promise<void> {
  await guard(api, request, connection, context);
  const answer = await call(request, connection, context);
  if (api.kind !== 'query' && api.kind !== 'get') {
    const { forgetChanged } = await import('./live/live.ts');
    forgetChanged(api, context);
  }
  if (!isReply(answer)) return showJob(answer, context);
  if (opensSession(api)) {
    const session = sessionOf(
      answer,
      api,
      statement,
      connection.endpoint,
      context.io.now(),
      connection.loginWords(),
      context.registry(),
    );
    if (session) await connection.keep(session);
  }
  if (api.name === 'LogOut') await connection.forget();
  const ended = await endOfReply(api, answer.envelope, connection, context, context.options.timeout);
  if (ended.api === api) await endReply(printer, ended.envelope, context, context);
  else await showEnded(ended.api, ended.envelope, context);
  await sayUndo(api, statement, context);
}

interface QueryCall extends Built {
  readonly statement: Statement;
  readonly asked: NonNullable<Built['asked']>;
}

/** Rows go on to stdout while they come. */
async function runQuery(
  { statement, asked, request }: QueryCall,
  printer: Printer,
  connection: Connection,
  context: Context,
): Promise<void> {
  const { io, options } = context;
  setImmediate(printer.prepare);
  const { sendAll } = options.all ? await import('./paging.ts') : { sendAll: undefined };
  const envelope = sendAll
    ? await sendAll(asked, connection, context, printer.rows)
    : (await connection.send(request, { onRows: printer.rows })).envelope;
  const { rows } = await endReply(printer, envelope, context, context);
  if (!options.all) await reportNotes(moreNotes(statement, envelope, rows), context);
  if (rows > 0 || asked.query.count) return;
  if (options.why ?? io.stderr.isTerminal) {
    const { whyNothing } = await import('./why.ts');
    const why = await whyNothing(asked, connection);
    const notes: readonly Note[] = why.length > 0 ? why : [{ code: 'nothing-found', facts: {} }];
    await (options.why ? reportAsked : reportNotes)(notes, context);
  }
  if (options.failEmpty) throw new CliError('nothing-matched', {});
}

/** A curl command has to work, so that names are looked up for it where there are some; else nothing is asked. */
export async function printCurl(prepared: Prepared, context: Context, connect: Connect): Promise<void> {
  const { api, statement, build } = prepared;
  const endpoint = lastingEndpoint(context);
  const session = context.io.uuid();
  const whole = withSession(api, statement, session);
  const built = build(whole);
  const isNamed = built.names.length > 0;
  const known = isNamed ? await named(built, whole, prepared, await connect(), context) : built;
  await reportNotes(known.notes, context);
  const { showCurl } = await import('./curl.ts');
  await showCurl(known, session, endpoint, context);
}

/** After something was stopped, detached or disabled: the line that takes it back. */
async function sayUndo(api: Api, statement: Statement, context: Context): Promise<void> {
  const { io, options, text } = context;
  const words = io.stderr.isTerminal ? inverseOf(api, statement, context.registry()) : undefined;
  if (!words) return;
  const program = options.sandbox ? ['zstack-cli', '--sandbox'] : ['zstack-cli'];
  await say(context, text.safety.undo(lineOfWords([...program, ...words]).text));
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
    if (given.origin === undefined && !context.isPrivate) await say(context, context.text.login.passwordOnArgv);
    return statement;
  }
  const { io, text } = context;
  if (!canAsk(context)) return statement;
  const { askPassword } = await import('./ask/ask.ts');
  const account = statement.arguments.find(({ name }) => /name|uid/i.test(name))?.value ?? '';
  return withWord(statement, `${secret}=${await askPassword(io, text.ask.password(account))}`);
}
