import { CliError } from '../errors.ts';
import type { JsonObject } from '../json/json.ts';
import type { Rows } from '../json/rows.ts';
import type { HttpRequest } from '../request/request.ts';
import { begin } from './begin.ts';
import type { Approach } from './connect.ts';
import { type Clock, follow, interruptible, type Job, type JobName } from './job.ts';
import { isUnknown, pollOf } from './poll.ts';
import { answerOf } from './reply.ts';
import type { Incoming, Outgoing, Transport } from './transport.ts';
import { bodyOf, type Endpoint, headersOf, originOf, type Sign, targetOf, urlOf } from './wire.ts';

export interface Reply {
  readonly status: number;
  /** As the server sent it, without `schema`; the answer to ZQL looks like that to a query. */
  readonly envelope: JsonObject;
  /** The job that did it, where there was one. */
  readonly jobUuid?: string;
}

export interface FollowOptions {
  /** Sent where a request needs one. */
  readonly session?: string;
  /** Signs requests where there is no session. */
  readonly sign?: Sign;
  /** Ends the call at once with `interrupted`; a job that was begun goes on. */
  readonly signal?: AbortSignal;
  /** Milliseconds to wait for the end of a job; what the server allows it where nothing is said. */
  readonly timeout?: number;
  /** Told when nobody answers for the job that is followed, and again when somebody does. */
  readonly onTrouble?: (isLasting: boolean) => void;
}

export interface SendOptions extends FollowOptions {
  /** 32 hex digits to be the id of the job; a fresh one where nothing is said. */
  readonly jobUuid?: string;
  /** Awaited before anything is sent that may become a job; where nobody foresaw the job, as soon as it is known. */
  readonly beforeJob?: (job: JobName) => Promise<void>;
  /** Told as soon as the server has accepted a job. */
  readonly onJob?: (job: Job) => void;
  /**
   * Takes the rows of a query as they arrive, so that none is kept; the envelope's list is empty then. While a promise
   * is pending nothing more is read from the server.
   */
  readonly onRows?: (rows: Rows) => void | Promise<void>;
}

export interface Client {
  /** Sends once and follows a job to its end. Throws the problems of connection, reply and job. */
  send(request: HttpRequest, options?: SendOptions): Promise<Reply>;
  /**
   * Sends once, until there is a reply or a job. What only reads is tried again when the connection fails; of anything
   * else whose answer was lost the job is looked for by its id, and nothing is sent twice. Throws `not-accepted` where
   * the server does not know that job.
   */
  begin(request: HttpRequest, options?: SendOptions): Promise<Reply | Job>;
  /** Asks once after a job: `undefined` while it runs. Throws its failure, or `job-lost`. */
  ask(job: JobName, options?: FollowOptions): Promise<Reply | undefined>;
  /** Asks after a job until it ends. Throws its failure, `job-lost` or `job-timeout`. */
  follow(job: Job, options?: FollowOptions): Promise<Reply>;
  /** Ends what is under way and frees the connections. */
  close(): Promise<void>;
}

export function isReply(begun: Reply | Job): begun is Reply {
  return 'envelope' in begun;
}

export interface World extends Clock {
  uuid(): string;
  /** Version of Node, `20.18.0`. */
  readonly node?: string;
}

/** One exchange, as it is told to whoever looks for a mistake. Only what a query compares with is masked. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Milliseconds that it took. */
  readonly ms: number;
  /** What came back, or why nothing did. */
  readonly answer: Incoming | { readonly error: unknown };
}

export interface ClientOptions extends Omit<Approach, 'timeout'> {
  /** Milliseconds to reach the server: name, TCP and TLS together. */
  readonly connectTimeout?: number;
  /** Milliseconds without a byte of the answer. */
  readonly readTimeout?: number;
  readonly userAgent?: string;
  readonly language?: string | undefined;
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** `single` starts sooner, `pooled` carries several exchanges at once; `pooled` where nothing is said. */
  readonly connections?: 'single' | 'pooled';
}

/** Nothing is loaded or connected before the first `send`. */
export function openClient(endpoint: Endpoint, world: World, options: ClientOptions = {}): Client {
  const {
    connectTimeout = 10_000,
    readTimeout,
    userAgent = 'zstack-cli',
    language,
    proxy,
    trust,
    onConnecting,
    onExchange,
    connections = 'pooled',
  } = options;
  const approach = { timeout: connectTimeout, proxy, trust, onConnecting };
  let opening: Promise<Transport> | undefined;
  const open = async (): Promise<Transport> =>
    connections === 'single'
      ? (await import('./single.ts')).openSingle(endpoint, approach)
      : (await import('./pooled.ts')).openPooled(endpoint, approach);
  /** A proxy is told the whole address, and who asks, unless it only passes on what it cannot read. */
  const passing = proxy && endpoint.scheme === 'http' ? proxy : undefined;

  const exchange = async (
    request: HttpRequest,
    { session, sign, signal, jobUuid }: SendOptions & { readonly jobUuid: string },
    { onBegun, onData }: Partial<Pick<Outgoing, 'onBegun' | 'onData'>> = {},
    patience = readTimeout ?? patienceWith(request),
  ): Promise<Incoming> => {
    const credentials = { session, sign, jobUuid, userAgent, language };
    const target = targetOf(endpoint, request);
    const headers = headersOf(request, credentials);
    const body = bodyOf(request, credentials);
    const began = world.now();
    const tell = (answer: Exchange['answer']): void =>
      onExchange?.({
        request,
        url: urlOf(endpoint, request.shown ?? request),
        headers,
        body,
        ms: world.now() - began,
        answer,
      });
    try {
      opening ??= open();
      const incoming = await (await opening).exchange({
        method: request.method,
        target: passing ? originOf(endpoint) + target : target,
        headers: passing?.authorization ? { ...headers, 'Proxy-Authorization': passing.authorization } : headers,
        body,
        readTimeout: patience,
        signal,
        onBegun,
        onData,
      });
      tell(incoming);
      return incoming;
    } catch (error) {
      tell({ error });
      throw error;
    }
  };

  const ask: Client['ask'] = async (job, options = {}) => {
    const request = pollOf(job);
    const patience = Math.min(readTimeout ?? pollPatience, pollPatience);
    const incoming = await exchange(request, { ...options, jobUuid: job.uuid }, {}, patience);
    if (incoming.status === 404 && isUnknown(job, incoming.text))
      throw new CliError('job-lost', { api: job.api, jobUuid: job.uuid });
    // The web server answers before its application does: that page is no word on the job.
    const status = incoming.status === 404 ? 503 : incoming.status;
    const answer = answerOf(request, { ...incoming, status }, job.uuid);
    if (answer.kind === 'accepted') return undefined;
    return { status: incoming.status, envelope: answer.envelope, jobUuid: job.uuid };
  };

  const client: Client = {
    ask: (job, options = {}) => interruptible(job, options.signal, () => ask(job, options)),
    follow: (job, options = {}) =>
      interruptible(job, options.signal, () => follow(job, world, () => ask(job, options), options)),
    async send(request, options = {}) {
      const begun = await client.begin(request, options);
      return isReply(begun) ? begun : client.follow(begun, options);
    },
    begin: (request, options = {}) => begin(request, options, { exchange, ask, world }),
    close: async () => (await opening)?.close(),
  };
  return client;
}

const pollPatience = 30_000;

/** A synchronous call may take five minutes on the server (`api.timeout.syncCallAPI`, ZStack 5.2.1). */
function patienceWith({ timeout }: HttpRequest): number {
  return Math.max(5 * 60_000, timeout ?? 0) + 10_000;
}
