import { longest } from '../client/job.ts';
import { endpointOf } from '../client/wire.ts';
import { connect } from '../connect.ts';
import type { Connect, Connection } from '../connection.ts';
import type { Context } from '../context.ts';
import { CliError, isProblem } from '../errors.ts';
import type { JsonObject } from '../json/json.ts';
import type { Api } from '../registry/types.ts';
import type { JobRecord, JobState } from '../settings/jobs.ts';
import { followed } from './call.ts';
import { findLongJob, followLong, longJobIn } from './long.ts';

/** What a job came to: the answer of an API, where anybody knows which. */
export interface Ended {
  readonly api: Api | undefined;
  readonly envelope: JsonObject;
}

/** Follows a job to its end, for `timeout` ms at most. Throws its failure, too. */
export async function endOfJob(
  uuid: string,
  record: (Pick<JobRecord, 'api' | 'message' | 'long'> & { readonly state?: JobState }) | undefined,
  connection: Connection,
  context: Context,
  timeout?: number,
): Promise<Ended> {
  if (record?.long) return endOfLong(uuid, connection, context, timeout);
  try {
    const { api = uuid, message } = record ?? {};
    const job = { uuid, api, ...(message !== undefined && { message }), seconds: longest / 1000 };
    const { envelope } = await followed(job, connection, context, timeout);
    return await endOfReply(record && context.registry().api(record.api), envelope, connection, context, timeout);
  } catch (error) {
    if (!isProblem(error, 'job-lost')) throw error;
    // Nothing on this machine says that the uuid is not that of a long job.
    if (!record) return endOfLong(uuid, connection, context, timeout);
    const { state } = record;
    throw state === 'succeeded' || state === 'failed' ? new CliError('job-lost', { ...error.facts, state }) : error;
  }
}

/** What an API came to: a long job that it submitted is followed as well. */
export async function endOfReply(
  api: Api | undefined,
  envelope: JsonObject,
  connection: Connection,
  context: Context,
  timeout?: number,
): Promise<Ended> {
  const longJob = longJobIn(api, { envelope });
  if (!longJob) return { api, envelope };
  return {
    api: context.registry().api(longJob.api),
    envelope: await followLong(longJob, connection, context, timeout),
  };
}

/** Asks where the job was begun, whatever the options say: it is nowhere else. */
export async function withConnection<T>(
  record: JobRecord | undefined,
  context: Context,
  open: Connect,
  act: (connection: Connection) => Promise<T>,
): Promise<T> {
  if (!record) return act(await open());
  const { sandbox: _, ...options } = context.options;
  const connection = await connect(
    record.profile === 'sandbox'
      ? { ...context, options: { ...options, sandbox: true } }
      : { ...context, options, endpoint: () => endpointOf(record.url) },
  );
  try {
    return await act(connection);
  } finally {
    await connection.close();
  }
}

async function endOfLong(uuid: string, connection: Connection, context: Context, timeout?: number): Promise<Ended> {
  const longJob = await findLongJob(uuid, connection, context);
  if (!longJob) throw new CliError('job-lost', { api: uuid, jobUuid: uuid });
  return {
    api: context.registry().api(longJob.api),
    envelope: await followLong(longJob, connection, context, timeout),
  };
}
