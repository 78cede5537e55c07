import { isReply, type Reply } from '../client/client.ts';
import type { Job, JobName } from '../client/job.ts';
import { addressOf } from '../client/wire.ts';
import type { Connection } from '../connection.ts';
import { type Context, profileOf } from '../context.ts';
import { CliError, isProblem } from '../errors.ts';
import { reportNotes } from '../report.ts';
import { requestOfWords } from '../request/own.ts';
import type { HttpRequest } from '../request/request.ts';
import type { JobState } from '../settings/jobs.ts';
import { type Progress, progressOf } from './progress.ts';
import { openWatch, type Tell } from './watch.ts';

/**
 * Sends a request and follows the job that it begins: kept on disk before it is sent, told on stderr while it runs.
 * Comes back with the job itself where nobody wants to wait.
 */
export async function call(request: HttpRequest, connection: Connection, context: Context): Promise<Reply | Job> {
  const watch = openWatch(context);
  const trouble = openTrouble();
  let begun: string | undefined;
  const settle = (state: JobState): void => {
    if (begun !== undefined) settled(begun, state, context);
  };
  const jobUuid = context.job?.uuid;
  const { timeout } = context.options;
  const sending = {
    ...(timeout !== undefined && { timeout }),
    ...(jobUuid !== undefined && { jobUuid }),
    onTrouble: trouble.set,
    beforeJob: async (job: JobName): Promise<void> => {
      // There is a second one where the first was refused for its session.
      settle('failed');
      begun = job.uuid;
      context.job?.begun(job);
      await keep(job, connection, context);
    },
    onJob: (job: Job): void => {
      settle('running');
      if (context.options.wait)
        watch.show(telling(job, context, trouble), (signal) => askProgress(job.uuid, connection, context, signal));
    },
  };
  try {
    const answer = await (context.options.wait
      ? connection.send(request, sending)
      : connection.begin(request, sending));
    if (isReply(answer)) settle('succeeded');
    return answer;
  } catch (error) {
    const state = stateAfter(error);
    if (state) settle(state);
    throw error;
  } finally {
    await watch.end();
  }
}

/** Follows a job that was begun before, for `timeout` ms at most. */
export async function followed(job: Job, connection: Connection, context: Context, timeout?: number): Promise<Reply> {
  const watch = openWatch(context);
  const trouble = openTrouble();
  try {
    // Who comes back to a job learns at once that its server is not there.
    const ended = await connection.ask(job);
    if (!ended)
      watch.show(telling(job, context, trouble), (signal) => askProgress(job.uuid, connection, context, signal));
    const following = { onTrouble: trouble.set, ...(timeout !== undefined && { timeout }) };
    const reply = ended ?? (await connection.follow(job, following));
    settled(job.uuid, 'succeeded', context);
    return reply;
  } catch (error) {
    const state = stateAfter(error);
    if (state) settled(job.uuid, state, context);
    throw error;
  } finally {
    await watch.end();
  }
}

/** On a terminal with as much of the uuid as `attach` needs. */
export function telling({ uuid, api }: JobName, { io, text }: Context, trouble: Trouble): Tell {
  const job = { uuid: io.stderr.isTerminal ? uuid.slice(0, 8) : uuid, api };
  return (seconds, progress) =>
    text.job.running(job, seconds, trouble.isLasting() ? { ...progress, caption: text.job.unanswered } : progress);
}

/** Whether nobody answers just now. */
export interface Trouble {
  set(isLasting: boolean): void;
  isLasting(): boolean;
}

export function openTrouble(): Trouble {
  let lasting = false;
  return {
    set: (isLasting) => {
      lasting = isLasting;
    },
    isLasting: () => lasting,
  };
}

/** How far the call with that id is. The session has to be there: progress is not worth a log-in. */
export async function askProgress(
  apiId: string,
  connection: Connection,
  context: Context,
  signal: AbortSignal,
): Promise<Progress> {
  if (connection.storedSession() === undefined) return {};
  const request = requestOfWords(['GetTaskProgress', `apiId=${apiId}`], context.registry());
  return progressOf((await connection.send(request, { signal })).envelope);
}

/** Writes a job down before it begins. Where that cannot be done, its id is told at least, and the call goes on. */
export async function keep(
  { uuid, api, message, long }: JobName & { readonly long?: true },
  connection: Connection,
  context: Context,
): Promise<void> {
  const { io, options } = context;
  try {
    context.jobs().begin({
      uuid,
      api,
      ...(long && { long }),
      ...(message !== undefined && { message }),
      profile: profileOf(options),
      url: addressOf(connection.endpoint),
      state: long ? 'running' : 'sent',
      startedAt: io.now(),
    });
  } catch (error) {
    if (!isProblem(error, 'settings-unwritable')) throw error;
    await reportNotes([{ code: 'job-not-kept', facts: { ...error.facts, jobUuid: uuid } }], context);
  }
}

/** What the record says is a help, and no reason to spoil an answer. */
export function settled(uuid: string, state: JobState, context: Context): void {
  try {
    context.jobs().settle(uuid, state);
  } catch (error) {
    if (!isProblem(error, 'settings-unwritable')) throw error;
  }
}

/** What an error says of the job; nothing where it may still run. */
export function stateAfter(error: unknown): JobState | undefined {
  if (isProblem(error, 'job-lost') || isProblem(error, 'not-accepted')) return 'lost';
  if (isProblem(error, 'api-failed')) return 'failed';
  // Errors are never that long.
  if (isProblem(error, 'reply-cut')) return 'succeeded';
  return error instanceof CliError && 'jobUuid' in error.facts ? undefined : 'failed';
}
