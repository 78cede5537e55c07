import { timeLimit } from '../client/patience.ts';
import type { Connect, Connection } from '../connection.ts';
import type { Context } from '../context.ts';
import { isProblem } from '../errors.ts';
import { isOpen, type JobRecord, type JobState } from '../settings/jobs.ts';
import { withConnection } from './attach.ts';
import { settled, stateAfter } from './call.ts';
import { findLongJob } from './long.ts';

/** Asks after the jobs that may still run, each management node at once; what gives no answer in time stays as it was known. */
export async function refresh(context: Context, open: Connect): Promise<void> {
  const { io } = context;
  const nodes = new Map<string, readonly JobRecord[]>();
  for (const record of context.jobs().all().filter(isOpen).slice(0, most)) {
    const node = `${record.profile} ${record.url}`;
    nodes.set(node, [...(nodes.get(node) ?? []), record]);
  }
  const limit = timeLimit(patience, io, io.interrupted);
  const asking = [...nodes.values()].map((records) =>
    withConnection(records[0], context, open, (connection) =>
      Promise.all(records.map((record) => refreshOne(record, connection, context, limit.signal))),
    ).catch(() => undefined),
  );
  await Promise.all(asking);
  limit.end();
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
      settled(uuid, longStates.get(state ?? '') ?? (state === undefined ? 'lost' : 'running'), context);
    } else {
      const reply = await connection.ask({ uuid, api, ...(message !== undefined && { message }) }, signal);
      settled(uuid, reply ? 'succeeded' : 'running', context);
    }
  } catch (error) {
    const isOver = (['job-lost', 'api-failed', 'reply-cut'] as const).some((code) => isProblem(error, code));
    const state = isOver ? stateAfter(error) : undefined;
    if (state) settled(uuid, state, context);
  }
}

const longStates: ReadonlyMap<string, JobState> = new Map([
  ['Succeeded', 'succeeded'],
  ['Failed', 'failed'],
  ['Canceled', 'failed'],
]);

/** Jobs asked after, and milliseconds for all of them. */
const most = 40;
const patience = 2000;
