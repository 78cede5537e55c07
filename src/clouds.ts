import type { Connection } from './connection.ts';
import { connectionsOf } from './connections.ts';
import type { Context } from './context.ts';
import { CliError, CliErrors, problemsOf } from './errors.ts';
import { isArray, isJsonObject, type Json, type JsonObject, own } from './json/json.ts';
import type { Line } from './language/words.ts';
import { lookUp } from './naming.ts';
import { sendAll } from './paging.ts';
import { type Prepared, prepare } from './prepare.ts';
import { reads } from './registry/reads.ts';
import { reportNotes } from './report.ts';
import { moreNotes, showClouds } from './show.ts';

/**
 * A read in each of the profiles at once, shown as one list whose first field is the profile. What fails in some is told
 * after the rows of the others. Throws `one-profile` for what changes something.
 */
export async function runInEach(line: Line, context: Context): Promise<void> {
  const prepared = await prepare(line, context);
  if (!prepared) return;
  const { api, statement, build } = prepared;
  const { options, profiles } = context;
  if (!reads(api) || options.dryRun || options.curl)
    throw new CliError('one-profile', { what: api.name }, statement.verb);
  const { notes } = build(statement);
  await reportNotes(notes, context);
  const outcomes = await Promise.allSettled(profiles.map((profile) => readIn(profile, prepared, context)));
  const rows = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  await showClouds(api, statement, rows, context);
  const failures = outcomes.flatMap((outcome, at) =>
    outcome.status === 'rejected' ? failuresIn(profiles[at] ?? '', outcome.reason) : [],
  );
  if (failures.length > 0) throw new CliErrors(failures);
  if (options.failEmpty && rows.length === 0) throw new CliError('nothing-matched', {});
}

async function readIn(profile: string, prepared: Prepared, context: Context): Promise<readonly JsonObject[]> {
  const there = context.inProfile(profile);
  const { ZSTACK_SESSION_ID: _, ZSTACK_ACCESS_KEY_ID: __, ...env } = there.io.env;
  const own = { ...there, io: { ...there.io, env }, unattended: true as const };
  const { connect, close } = connectionsOf({ ...own, registry: context.registry });
  try {
    return await answerOf(profile, prepared, await connect(), own);
  } finally {
    await close();
  }
}

async function answerOf(
  profile: string,
  { api, statement, build }: Prepared,
  connection: Connection,
  context: Context,
): Promise<readonly JsonObject[]> {
  const open = build(statement);
  const { request, asked } =
    open.names.length === 0 ? open : build(statement, await lookUp(open.names, connection, context.registry()));
  if (asked && context.options.all) {
    const found: Json[] = [];
    const envelope = await sendAll(asked, connection, context, async (rows) => void found.push(...rows.values()));
    return rowsFrom({ ...envelope, inventories: found }, profile);
  }
  const { envelope } = await connection.send(request);
  const rows = rowsFrom(envelope, profile);
  if (api.kind === 'query') await reportNotes(moreNotes(statement, envelope, rows.length), context);
  return rows;
}

/** The rows of the one list that an answer holds, else the answer itself as a row. */
function rowsFrom(envelope: JsonObject, profile: string): readonly JsonObject[] {
  const inventories = own(envelope, 'inventories');
  if (!isArray(inventories)) return [{ profile, ...envelope }];
  return inventories.map((row) => (isJsonObject(row) ? { profile, ...row } : { profile, value: row }));
}

/** What is no `CliError` is a fault of the program, wherever it shows. */
function failuresIn(profile: string, reason: unknown): readonly CliError[] {
  const problems = problemsOf(reason);
  if (!problems) throw reason;
  return problems.map((problem) => new CliError('cloud-failed', { profile, problem }, problem.span));
}
