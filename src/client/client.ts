import { CliError, isProblem } from '../errors.ts';
import type { JsonObject } from '../json/json.ts';
import type { HttpRequest } from '../request/request.ts';
import { type Clock, follow, type Job, longest } from './job.ts';
import { answerOf } from './reply.ts';
import { type Incoming, openTransport } from './transport.ts';
import { bodyOf, type Endpoint, headersOf, targetOf } from './wire.ts';

export interface Reply {
  readonly status: number;
  /** As the server sent it, without `schema`; the answer to ZQL looks like that to a query. */
  readonly envelope: JsonObject;
  /** The job that did it, where there was one. */
  readonly jobUuid?: string;
}

export interface SendOptions {
  readonly session?: string;
  /** Ends the call at once with `interrupted`; a job that was begun goes on. */
  readonly signal?: AbortSignal;
  /** Told as soon as the server has accepted a job. */
  readonly onJob?: (job: Job) => void;
  /** 32 hex digits to be the id of the job; a fresh one where nothing is said. */
  readonly jobUuid?: string;
}

export interface Client {
  /** Sends once and follows a job to its end. Throws the problems of connection, reply and job. */
  send(request: HttpRequest, options?: SendOptions): Promise<Reply>;
  /** Ends what is under way and frees the connections. */
  close(): Promise<void>;
}

export interface World extends Clock {
  uuid(): string;
}

export interface ClientOptions {
  /** Milliseconds to reach the server: name, TCP and TLS together. */
  readonly connectTimeout?: number;
  /** Milliseconds without a byte of the answer. */
  readonly readTimeout?: number;
  readonly userAgent?: string;
}

/** Nothing is loaded or connected before the first `send`. */
export function openClient(endpoint: Endpoint, world: World, options: ClientOptions = {}): Client {
  const { connectTimeout = 10_000, readTimeout, userAgent = 'zstack-cli' } = options;
  const transport = openTransport(endpoint, connectTimeout);

  return {
    async send(request, { session, signal, onJob, jobUuid: chosen = world.uuid() } = {}) {
      const { api } = request;
      const credentials = { session, jobUuid: chosen, userAgent };
      /** The job that exists, or for all that is known may exist. */
      let jobUuid: string | undefined;

      const exchange = (request: HttpRequest, patience: number, onBegun?: () => void): Promise<Incoming> =>
        transport.exchange({
          method: request.method,
          target: targetOf(endpoint, request),
          headers: headersOf(request, credentials),
          body: bodyOf(request, credentials),
          readTimeout: patience,
          signal,
          onBegun,
        });

      const poll = async (job: Job): Promise<Reply | undefined> => {
        const incoming = await exchange(pollOf(request, job), Math.min(readTimeout ?? pollPatience, pollPatience));
        if (incoming.status === 404) throw new CliError('job-lost', { api, jobUuid: job.uuid });
        const answer = answerOf(request, incoming, job.uuid);
        if (answer.kind === 'accepted') return undefined;
        return { status: incoming.status, envelope: answer.envelope, jobUuid: job.uuid };
      };

      try {
        const incoming = await exchange(request, readTimeout ?? patienceWith(request), () => {
          if (request.needPoll && request.method !== 'GET') jobUuid = chosen;
        });
        const answer = answerOf(request, incoming);
        if (answer.kind === 'done') return { status: incoming.status, envelope: answer.envelope };

        jobUuid = answer.jobUuid ?? (request.method === 'GET' ? undefined : chosen);
        if (jobUuid === undefined) throw new CliError('bad-reply', { api, status: incoming.status, body: '' });
        const job = { uuid: jobUuid, api, seconds: (answer.timeout ?? request.timeout ?? longest) / 1000 };
        onJob?.(job);
        return await follow(job, world, () => poll(job), signal);
      } catch (error) {
        if (signal?.aborted) throw new CliError('interrupted', { api, ...(jobUuid && { jobUuid }) });
        throw jobUuid === undefined ? error : mentioning(jobUuid, error);
      }
    },
    close: () => transport.close(),
  };
}

/** A synchronous call may take five minutes on the server (`api.timeout.syncCallAPI`, ZStack 5.2.1). */
function patienceWith({ timeout }: HttpRequest): number {
  return Math.max(5 * 60_000, timeout ?? 0) + 10_000;
}

const pollPatience = 30_000;

/** The server asks for no session here; one is sent as the vendor's SDK does (ZSClient.java, ZStack 5.2.1). */
function pollOf({ api, needSession, reply, message }: HttpRequest, { uuid }: Job): HttpRequest {
  const path = `${message === undefined ? '/api-jobs' : '/result'}/${encodeURIComponent(uuid)}`;
  const common = { api, method: 'GET', path, query: [], needSession, needPoll: false, reply, secrets: [] } as const;
  return message === undefined ? common : { ...common, message };
}

/** A connection that broke leaves it open whether the job was begun: its id is what can still find out. */
function mentioning(jobUuid: string, error: unknown): unknown {
  const { cause } = error instanceof Error ? error : {};
  if (isProblem(error, 'unreachable'))
    return new CliError(error.code, { ...error.facts, jobUuid }, undefined, { cause });
  if (isProblem(error, 'read-timeout'))
    return new CliError(error.code, { ...error.facts, jobUuid }, undefined, { cause });
  return error;
}
