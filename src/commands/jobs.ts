import type { Connect, Connection } from '../connection.ts';
import type { Context } from '../context.ts';
import { isProblem } from '../errors.ts';
import { withConnection } from '../jobs/attach.ts';
import { settled, stateAfter } from '../jobs/call.ts';
import { findLongJob } from '../jobs/long.ts';
import type { JsonObject } from '../json/json.ts';
import { isOpen, type JobRecord, type JobState } from '../settings/jobs.ts';
import { showRows } from '../show.ts';
import type { Command } from './command.ts';
import { choiceOf } from './words.ts';

/** `jobs`: those begun in any shell, the latest first; those that may still run are asked after for a moment. */
export const jobs: Command = {
  arguments: [],
  options: ['output'],
  async run(line, context, connect) {
    choiceOf(line, []);
    await refresh(context, connect);
    const { io } = context;
    const rows = context
      .jobs()
      .all()
      .map((record) => rowOf(record, io.now()));
    await showRows('jobs', rows, ['uuid', 'api', 'state', 'startedAt', 'seconds', 'profile'], context);
  },
};

function rowOf({ uuid, api, state, startedAt, endedAt, profile, url, long }: JobRecord, now: number): JsonObject {
  return {
    uuid,
    api,
    state,
    startedAt: new Date(startedAt).toISOString(),
    ...(endedAt !== undefined && { endedAt: new Date(endedAt).toISOString() }),
    seconds: Math.round(((endedAt ?? now) - startedAt) / 1000),
    profile,
    url,
    ...(long && { longJob: true }),
  };
}

/** Asks each management node at once; what gives no answer in time stays as it was known. */
async function refresh(context: Context, open: Connect): Promise<void> {
  const { io } = context;
  const nodes = new Map<string, readonly JobRecord[]>();
  for (const record of context.jobs().all().filter(isOpen).slice(0, most)) {
    const node = `${record.profile} ${record.url}`;
    nodes.set(node, [...(nodes.get(node) ?? []), record]);
  }
  const ended = new AbortController();
  const tooLate = new AbortController();
  void io.sleep(patience, ended.signal).then(
    () => tooLate.abort(),
    () => undefined,
  );
  const signal = AbortSignal.any([io.interrupted, tooLate.signal]);
  const asking = [...nodes.values()].map((records) =>
    withConnection(records[0], context, open, (connection) =>
      Promise.all(records.map((record) => refreshOne(record, connection, context, signal))),
    ).catch(() => undefined),
  );
  await Promise.all(asking);
  ended.abort();
}

async function refreshOne(
  { uuid, api, message, long }: JobRecord,
  connection: Connection,
  context: Context,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (long) {
      const state = (await findLongJob(uuid, connection, context, signal))?.state;
      settled(uuid, longStates[state ?? ''] ?? (state === undefined ? 'lost' : 'running'), context);
    } else {
      const reply = await connection.ask({ uuid, api, ...(message !== undefined && { message }) }, signal);
      settled(uuid, reply ? 'succeeded' : 'running', context);
    }
  } catch (error) {
    const state = isProblem(error, 'job-lost') || isProblem(error, 'api-failed') ? stateAfter(error) : undefined;
    if (state) settled(uuid, state, context);
  }
}

const longStates: Readonly<Record<string, JobState>> = { Succeeded: 'succeeded', Failed: 'failed', Canceled: 'failed' };

/** Jobs asked after, and milliseconds for all of them. */
const most = 40;
const patience = 2000;
