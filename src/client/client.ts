import { CliError, isProblem } from '../errors.ts';
import { isArray, type JsonObject, own } from '../json/json.ts';
import { type Rows, rowsOf } from '../json/rows.ts';
import { RowScanner, type Shape } from '../json/scanner.ts';
import type { HttpRequest } from '../request/request.ts';
import { isPage } from './body.ts';
import type { Approach } from './connect.ts';
import { type Clock, follow, type Job, type JobName, longest } from './job.ts';
import { findOut, leavesOpen, retried } from './patience.ts';
import { type Answer, answerOf } from './reply.ts';
import type { Incoming, Outgoing, Transport } from './transport.ts';
import { bodyOf, type Endpoint, headersOf, originOf, type Sign, targetOf } from './wire.ts';

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
}

/** One exchange, as it is told to whoever looks for a mistake. Nothing in it is masked. */
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
    onExchange,
    connections = 'pooled',
  } = options;
  const approach = { timeout: connectTimeout, proxy, trust };
  let opening: Promise<Transport> | undefined;
  const open = async (): Promise<Transport> =>
    connections === 'single'
      ? (await import('./single.ts')).openSingle(endpoint, approach)
      : (await import('./pooled.ts')).openPooled(endpoint, approach);
  /** A proxy is told the whole address, and who asks, unless it only passes on what it cannot read. */
  const passing = proxy && endpoint.scheme === 'http' ? proxy : undefined;

  const exchange = async (
    request: HttpRequest,
    readTimeout: number,
    { session, sign, signal, jobUuid }: SendOptions & { readonly jobUuid: string },
    { onBegun, onData }: Partial<Pick<Outgoing, 'onBegun' | 'onData'>> = {},
  ): Promise<Incoming> => {
    const credentials = { session, sign, jobUuid, userAgent, language };
    const target = targetOf(endpoint, request);
    const headers = headersOf(request, credentials);
    const body = bodyOf(request, credentials);
    const began = world.now();
    const tell = (answer: Exchange['answer']): void =>
      onExchange?.({ request, url: originOf(endpoint) + target, headers, body, ms: world.now() - began, answer });
    try {
      opening ??= open();
      const incoming = await (await opening).exchange({
        method: request.method,
        target: passing ? originOf(endpoint) + target : target,
        headers: passing?.authorization ? { ...headers, 'Proxy-Authorization': passing.authorization } : headers,
        body,
        readTimeout,
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
    const incoming = await exchange(request, patience, { ...options, jobUuid: job.uuid });
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
    async begin(request, options = {}) {
      const { api, method } = request;
      // A GET carries no id of a job, and making one costs a short command milliseconds.
      const { signal, jobUuid: chosen = method === 'GET' ? '' : world.uuid(), beforeJob, onJob, onRows } = options;
      const foreseen = request.needPoll && method !== 'GET';
      const job = { uuid: chosen, api, ...(request.message !== undefined && { message: request.message }) };
      let mayExist = false as boolean;
      /** Rows that were given away cannot be taken back. */
      let hasRows = false;
      const giveRows: SendOptions['onRows'] =
        onRows &&
        ((rows) => {
          hasRows = true;
          return onRows(rows);
        });
      const sendOnce = async (): Promise<Answer & { readonly status: number }> => {
        const parting = giveRows && request.message === undefined ? partingOf(api, request.reply, giveRows) : undefined;
        const whole = await exchange(
          request,
          readTimeout ?? patienceWith(request),
          { ...options, jobUuid: chosen },
          {
            onBegun: () => {
              mayExist = foreseen;
            },
            onData: parting?.onData,
          },
        );
        const incoming = parting && whole.status === 200 ? { ...whole, text: parting.frame() } : whole;
        return { ...answerOf(request, incoming), status: incoming.status };
      };
      const accepted = (uuid: string, timeout = request.timeout ?? longest): Job => {
        const begun = { ...job, uuid, seconds: timeout / 1000 };
        onJob?.(begun);
        return begun;
      };
      /** The job whose answer was lost, or what came of it meanwhile. */
      const lookedFor = async (broken: unknown): Promise<Reply | Job> => {
        const found = await findOut(job, () => ask(job, options), mentioning(chosen, broken), world, signal);
        return found ?? accepted(chosen);
      };

      if (foreseen) await beforeJob?.(job);
      try {
        const reads = method === 'GET' && !request.needPoll;
        const answer = await (reads ? retried(sendOnce, world, () => !hasRows, signal) : sendOnce());
        if (answer.kind === 'done') {
          const { status, envelope } = answer;
          // The answer to a message is a text within a text, so that its rows come all at once.
          const isWhole = giveRows && request.message !== undefined;
          return { status, envelope: isWhole ? await withoutRows(envelope, giveRows) : envelope };
        }
        const uuid = answer.jobUuid ?? (method === 'GET' ? undefined : chosen);
        if (uuid === undefined) throw new CliError('bad-reply', { api, status: answer.status, body: '' });
        if (!foreseen) await beforeJob?.({ ...job, uuid });
        return accepted(uuid, answer.timeout);
      } catch (error) {
        if (signal?.aborted) throw new CliError('interrupted', { api, ...(mayExist && { jobUuid: chosen }) });
        if (!mayExist) throw error;
        if (isDuplicate(error, chosen)) return accepted(chosen);
        if (!leavesOpen(error)) throw error;
        return await interruptible(job, signal, () => lookedFor(error));
      }
    },
    close: async () => (await opening)?.close(),
  };
  return client;
}

/** An interruption is told as one, with the job that goes on. */
async function interruptible<T>(
  { api, uuid }: JobName,
  signal: AbortSignal | undefined,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw signal?.aborted ? new CliError('interrupted', { api, jobUuid: uuid }) : error;
  }
}

/** Gives the rows of an answer away while it comes, and keeps the rest. Throws `bad-reply` where they are no rows. */
function partingOf(api: string, shape: Shape, onRows: (rows: Rows) => void | Promise<void>) {
  const scanner = new RowScanner(shape);
  const unreadable = (error: unknown): never => {
    throw error instanceof SyntaxError ? new CliError('bad-reply', { api, status: 200, body: '' }) : error;
  };
  const give = (found: readonly Rows[]): void | Promise<void> => {
    for (const [at, rows] of found.entries()) {
      const taken = onRows(rows);
      if (taken) return taken.then(() => give(found.slice(at + 1)));
    }
  };
  return {
    onData: (piece: Buffer): void | Promise<void> => {
      try {
        const found = scanner.push(piece);
        if (scanner.kept > mostKept) throw new CliError('bad-reply', { api, status: 200, body: '' });
        return give(found)?.catch(unreadable);
      } catch (error) {
        return unreadable(error);
      }
    },
    frame: () =>
      scanner
        .frame()
        .toString('utf8')
        .replace(/^\ufeff/, ''),
  };
}

/** The envelope with an empty list, when the rows in it have been given away. */
async function withoutRows(envelope: JsonObject, onRows: (rows: Rows) => void | Promise<void>): Promise<JsonObject> {
  const rows = own(envelope, 'inventories');
  if (!isArray(rows)) return envelope;
  await onRows(rowsOf(rows));
  return { ...envelope, inventories: [] };
}

/** Bytes that are no row, or one row alone. */
const mostKept = 256 << 20;

/** A synchronous call may take five minutes on the server (`api.timeout.syncCallAPI`, ZStack 5.2.1). */
function patienceWith({ timeout }: HttpRequest): number {
  return Math.max(5 * 60_000, timeout ?? 0) + 10_000;
}

const pollPatience = 30_000;

/** The server asks for no session here; one is sent as the vendor's SDK does (ZSClient.java, ZStack 5.2.1). */
export function pollOf({ api, uuid, message }: JobName): HttpRequest {
  const common = { api, method: 'GET', query: [], needSession: true, needPoll: false, secrets: [] } as const;
  const id = encodeURIComponent(uuid);
  return message === undefined
    ? { ...common, path: `/api-jobs/${id}`, reply: 'envelope' }
    : { ...common, path: `/result/${id}`, reply: 'envelope', message };
}

/** REST says it in a text, the message endpoint on a page. Source: RestServer.java, RESTApiFacadeImpl.java, ZStack 5.2.1. */
function isUnknown({ message }: JobName, text: string): boolean {
  return message === undefined ? !isPage(text) : text.includes('No api result');
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
