import type { Reply } from '../client/client.ts';
import { follow, type Job } from '../client/job.ts';
import type { Connection } from '../connection.ts';
import type { Context } from '../context.ts';
import { CliError, isProblem, type ServerError } from '../errors.ts';
import { isArray, isJsonObject, type Json, type JsonObject, own, parseJson } from '../json/json.ts';
import type { Api } from '../registry/types.ts';
import { requestOfWords } from '../request/own.ts';
import { askProgress, keep, openTrouble, settled, telling } from './call.ts';
import { openWatch } from './watch.ts';

/** A job that the server keeps by itself, after the call that submitted it. Source: LongJobInventory.java, ZStack 5.2.1. */
export interface LongJob {
  readonly uuid: string;
  /** The API that it runs, as people call it. */
  readonly api: string;
  /** Key of its progress. */
  readonly apiId: string | undefined;
  readonly state: string;
  readonly inventory: JsonObject;
}

/** The long job that a success of the API left running; of an API that nobody knows, what looks like one. */
export function longJobIn(api: Api | undefined, { envelope }: Pick<Reply, 'envelope'>): LongJob | undefined {
  const inventory = own(envelope, 'inventory');
  if (!isJsonObject(inventory)) return undefined;
  const starts = api
    ? api.result?.inventory === 'LongJobInventory' && api.name !== 'UpdateLongJob'
    : own(inventory, 'jobName') !== undefined && own(inventory, 'jobData') !== undefined;
  return starts ? longJobOf(inventory) : undefined;
}

/** Reads a LongJobInventory. */
export function longJobOf(inventory: JsonObject): LongJob | undefined {
  const [uuid, jobName, state, apiId] = ['uuid', 'jobName', 'state', 'apiId'].map((name) => own(inventory, name));
  if (typeof uuid !== 'string' || typeof state !== 'string') return undefined;
  return {
    uuid,
    api: typeof jobName === 'string' ? jobName.replace(/^API|Msg$/g, '') : 'LongJob',
    apiId: typeof apiId === 'string' ? apiId : undefined,
    state,
    inventory,
  };
}

/** The long job of that uuid as it is now. */
export async function findLongJob(
  uuid: string,
  connection: Connection,
  context: Context,
  signal: AbortSignal = context.io.interrupted,
): Promise<LongJob | undefined> {
  const request = requestOfWords(['QueryLongJob', `uuid=${uuid}`], context.registry());
  const { envelope } = await connection.send(request, { signal });
  const rows = own(envelope, 'inventories');
  const [first] = isArray(rows) ? rows : [];
  return isJsonObject(first) ? longJobOf(first) : undefined;
}

/**
 * Follows a long job to its end, for `timeout` ms at most, and gives what the API that it runs would have answered.
 * Throws `long-job-failed`, `job-lost` or `job-timeout`.
 */
export async function followLong(
  longJob: LongJob,
  connection: Connection,
  context: Context,
  timeout?: number,
): Promise<JsonObject> {
  const { uuid, api, apiId } = longJob;
  const { io } = context;
  await keep({ uuid, api, long: true }, connection, context);
  const watch = openWatch(context);
  const trouble = openTrouble();
  watch.show(telling(longJob, context, trouble), async (signal) =>
    apiId ? askProgress(apiId, connection, context, signal) : {},
  );
  try {
    const job: Job = { uuid, api, seconds: longest };
    const poll = async (): Promise<JsonObject | undefined> => {
      const now = await findLongJob(uuid, connection, context);
      if (!now) throw new CliError('job-lost', { api, jobUuid: uuid });
      return finalStates.has(now.state) ? now.inventory : undefined;
    };
    const inventory = finalStates.has(longJob.state)
      ? longJob.inventory
      : await follow(job, io, poll, { signal: io.interrupted, timeout, onTrouble: trouble.set });
    const result = resultOf(inventory, api, uuid);
    settled(uuid, 'succeeded', context);
    return result;
  } catch (error) {
    if (io.interrupted.aborted) throw new CliError('interrupted', { api, jobUuid: uuid });
    if (isProblem(error, 'long-job-failed')) settled(uuid, 'failed', context);
    if (isProblem(error, 'job-lost')) settled(uuid, 'lost', context);
    throw error;
  } finally {
    await watch.end();
  }
}

/** Seconds that a long job may take (`longJob.xml`, ZStack 5.2.1). */
const longest = 259_200;

/** LongJobState.java, ZStack 5.2.1. */
const finalStates = new Set(['Succeeded', 'Failed', 'Canceled']);

/**
 * `jobResult` is JSON as text: of the finished event, or of an error `{"message":{…},"detail":…,"cause":…}`. A success
 * that says nothing more shows the long job itself. Sources: LongJobManagerImpl.java, JobResultError.java, ZStack 5.2.1.
 */
function resultOf(inventory: JsonObject, api: string, jobUuid: string): JsonObject {
  const state = String(own(inventory, 'state'));
  const result = parsed(own(inventory, 'jobResult'));
  if (state !== 'Succeeded')
    throw new CliError('long-job-failed', { api, jobUuid, canceled: state === 'Canceled', error: errorIn(result) });
  if (!isJsonObject(result)) return { inventory };
  const { success: _, ...envelope } = result;
  const inner = own(envelope, 'inventory');
  return inner === undefined ? envelope : { inventory: inner };
}

function parsed(text: Json | undefined): Json | undefined {
  try {
    return typeof text === 'string' ? parseJson(text) : undefined;
  } catch {
    return typeof text === 'string' ? text : undefined;
  }
}

function errorIn(result: Json | undefined): ServerError {
  if (typeof result === 'string') return { details: result };
  if (!isJsonObject(result)) return {};
  const message = own(result, 'message');
  const told = isJsonObject(message) ? (own(message, 'message_en') ?? own(message, 'message_cn')) : message;
  const [code, details, cause] = ['code', 'detail', 'cause'].map((name) => own(result, name));
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof details === 'string' && { details }),
    ...(typeof told === 'string' && { elaboration: told }),
    ...(typeof cause === 'string' && { rootCause: cause }),
  };
}
