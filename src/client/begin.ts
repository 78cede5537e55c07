import { CliError, isProblem } from '../errors.ts';
import type { HttpRequest } from '../request/request.ts';
import type { Client, Reply, SendOptions, World } from './client.ts';
import { interruptible, type Job, type JobName, longest } from './job.ts';
import { partingOf, withoutRows } from './parting.ts';
import { findOut, leavesOpen, retried } from './patience.ts';
import { type Answer, answerOf } from './reply.ts';
import { spareMemory } from './sparing.ts';
import type { Incoming, Outgoing } from './transport.ts';

/** What a call goes out on. */
export interface Wire {
  readonly exchange: ExchangeOnce;
  readonly ask: Client['ask'];
  readonly world: World;
}

/** One exchange of a request, never repeated. */
export type ExchangeOnce = (
  request: HttpRequest,
  options: SendOptions & { readonly jobUuid: string },
  watched?: Partial<Pick<Outgoing, 'onBegun' | 'onData'>>,
) => Promise<Incoming>;

/** `begin` of a client. */
export async function begin(request: HttpRequest, options: SendOptions, wire: Wire): Promise<Reply | Job> {
  const { api, method, message } = request;
  const { signal, beforeJob, onJob } = options;
  // A GET carries no id of a job, and making one costs a short command milliseconds.
  const { jobUuid = method === 'GET' ? '' : wire.world.uuid() } = options;
  const job: JobName = { uuid: jobUuid, api, ...(message !== undefined && { message }) };
  const foreseen = request.needPoll && method !== 'GET';
  const accepted = (uuid = jobUuid, timeout = request.timeout ?? longest): Job => {
    const begun = { ...job, uuid, seconds: timeout / 1000 };
    onJob?.(begun);
    return begun;
  };
  /** From the first byte on, the server may have taken it. */
  let mayExist = false as boolean;
  const onBegun = (): void => {
    mayExist = foreseen;
  };

  if (foreseen) await beforeJob?.(job);
  try {
    const answer = await answered(request, { ...options, jobUuid }, onBegun, wire);
    if (answer.kind === 'done') return { status: answer.status, envelope: answer.envelope };
    const uuid = answer.jobUuid ?? (method === 'GET' ? undefined : jobUuid);
    if (uuid === undefined) throw new CliError('bad-reply', { api, status: answer.status, body: '' });
    if (!foreseen) await beforeJob?.({ ...job, uuid });
    return accepted(uuid, answer.timeout);
  } catch (error) {
    if (signal?.aborted) throw new CliError('interrupted', { api, ...(mayExist && { jobUuid }) });
    if (!mayExist) throw error;
    if (isDuplicate(error, jobUuid)) return accepted();
    if (!leavesOpen(error)) throw error;
    const lookedFor = (): Promise<Reply | undefined> =>
      findOut(job, () => wire.ask(job, options), mentioning(jobUuid, error), wire.world, signal);
    return (await interruptible(job, signal, lookedFor)) ?? accepted();
  }
}

/** The answer to one request; what only reads is asked again, as long as none of its rows was given away. */
async function answered(
  request: HttpRequest,
  options: SendOptions & { readonly jobUuid: string },
  onBegun: () => void,
  { exchange, world }: Wire,
): Promise<Answer & { readonly status: number }> {
  const { api, method, needPoll, reply, message } = request;
  const { onRows, signal } = options;
  let hasRows = false;
  const giveRows: typeof onRows =
    onRows &&
    ((rows) => {
      hasRows = true;
      return onRows(rows);
    });
  const once = async (): Promise<Answer & { readonly status: number }> => {
    const parting =
      giveRows && message === undefined
        ? partingOf(api, reply, giveRows, () => spareMemory(world.node ?? ''))
        : undefined;
    const whole = await exchange(request, options, { onBegun, onData: parting?.onData });
    const incoming = parting && whole.status === 200 ? { ...whole, text: parting.frame() } : whole;
    return { ...answerOf(request, incoming), status: incoming.status };
  };
  const reads = method === 'GET' && !needPoll;
  const answer = await (reads ? retried(once, world, () => !hasRows, signal) : once());
  // The answer to a message is a text within a text, so that its rows come all at once.
  return giveRows && message !== undefined && answer.kind === 'done'
    ? { ...answer, envelope: await withoutRows(answer.envelope, giveRows) }
    : answer;
}

/** The server refuses an id that it has a job of already, so this request was taken before: RestServer.java, ZStack 5.2.1. */
function isDuplicate(error: unknown, jobUuid: string): boolean {
  return isProblem(error, 'http-failed') && error.facts.body.startsWith(`Duplicate job uuid[${jobUuid}]`);
}

/** A connection that broke leaves it open whether the job was begun: its id is what can still find out. */
function mentioning(jobUuid: string, error: unknown): unknown {
  const { cause } = error instanceof Error ? error : {};
  if (isProblem(error, 'unreachable'))
    return new CliError(error.code, { ...error.facts, jobUuid }, undefined, { cause });
  if (isProblem(error, 'read-timeout'))
    return new CliError(error.code, { ...error.facts, jobUuid }, undefined, { cause });
  if (isProblem(error, 'http-failed'))
    return new CliError(error.code, { ...error.facts, jobUuid }, undefined, { cause });
  return error;
}
