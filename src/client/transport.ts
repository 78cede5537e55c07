import { constants } from 'node:buffer';
import { CliError } from '../errors.ts';

export interface Outgoing {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Milliseconds without a byte of the answer. */
  readonly readTimeout: number;
  readonly signal: AbortSignal | undefined;
  /** Called when the first byte leaves: before it, the server cannot have done anything. */
  readonly onBegun: (() => void) | undefined;
  /**
   * Takes the body of a 200 piece by piece, so that nothing of it is kept; the connection is not read while a promise
   * is pending, and what is thrown ends the exchange.
   */
  readonly onData?: ((piece: Buffer) => void | Promise<void>) | undefined;
}

export interface Incoming {
  readonly status: number;
  readonly location?: string;
  /** UTF-8 without a byte order mark; no more than the beginning when it was too large to be kept. */
  readonly text: string;
}

/** One exchange with one server, never repeated. */
export interface Transport {
  /** Fails with `unreachable`, `connect-timeout`, `tls`, `read-timeout`, or the reason of the signal. */
  exchange(outgoing: Outgoing): Promise<Incoming>;
  close(): Promise<void>;
}

/** The connection on which an answer comes in. */
export interface Source {
  pause(): void;
  resume(): void;
  abort(error: Error): void;
}

/** An error has no use for more, and a gateway's page has no end. */
const errorBytes = 1 << 20;
const keptBytes = 1 << 16;

/** Receives one answer from whichever library brings it. */
export class Reception {
  #source: Source | undefined;
  #status = 0;
  #location: string | undefined;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #isOver = false;
  /** The consumer that holds the connection back. */
  #pending: Promise<void> | undefined;

  constructor(
    private readonly outgoing: Outgoing,
    private readonly resolve: (incoming: Incoming) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    outgoing.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  get isHeld(): boolean {
    return this.#pending !== undefined;
  }

  /** The request is about to leave. */
  begin(source: Source): void {
    this.#source = source;
    if (this.#isOver) source.abort(new Error('aborted'));
    else this.outgoing.onBegun?.();
  }

  start(status: number, location: string | string[] | undefined): void {
    this.#status = status;
    this.#location = Array.isArray(location) ? location[0] : location;
  }

  take(chunk: Buffer, source: Source): void {
    if (this.#isOver) return;
    if (this.outgoing.onData && this.#status === 200) {
      this.#pass(chunk, source, this.outgoing.onData);
      return;
    }
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes <= (this.#status < 300 ? constants.MAX_STRING_LENGTH : errorBytes)) return;
    this.#finish(keptBytes);
    source.abort(new Error('too large'));
  }

  end(): void {
    const pending = this.#pending;
    if (pending)
      pending.then(
        () => this.#finish(),
        () => undefined,
      );
    else this.#finish();
  }

  fail(error: unknown): void {
    this.#over(() => this.reject(error));
  }

  #pass(chunk: Buffer, source: Source, onData: (piece: Buffer) => void | Promise<void>): void {
    const broken = (error: unknown): void => {
      this.fail(error);
      source.abort(new Error('refused'));
    };
    try {
      // A library may hand over one more piece although it was asked to pause.
      const taken = this.#pending ? this.#pending.then(() => onData(chunk)) : onData(chunk);
      if (!taken) return;
      source.pause();
      const pending = taken.then(() => {
        if (this.#pending !== pending) return;
        this.#pending = undefined;
        source.resume();
      });
      this.#pending = pending;
      pending.catch(broken);
    } catch (error) {
      broken(error);
    }
  }

  readonly #abort = (): void => {
    this.fail(this.outgoing.signal?.reason);
    this.#source?.abort(new Error('aborted'));
  };

  #finish(bytes = this.#bytes): void {
    this.#over(() => {
      const text = Buffer.concat(this.#chunks, bytes)
        .toString('utf8')
        .replace(/^\ufeff/, '');
      this.resolve({ status: this.#status, text, ...(this.#location !== undefined && { location: this.#location }) });
    });
  }

  #over(settle: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.outgoing.signal?.removeEventListener('abort', this.#abort);
    settle();
    this.#chunks = [];
  }
}

/** What the caller should know of an error of a library or of a socket. */
export function failureOf(error: unknown, url: string, readTimeout: number): unknown {
  if (!(error instanceof Error) || error instanceof CliError || error instanceof DOMException || !('code' in error))
    return error;
  const code = String(error.code);
  if (timeouts.has(code)) return new CliError('read-timeout', { url, seconds: readTimeout / 1000 });
  if (code === 'UND_ERR_DESTROYED') return new CliError('interrupted', {});
  // A server that wants a certificate says so only after the connection is there.
  if (code.startsWith('ERR_SSL')) return new CliError('tls', { url, reason: code }, undefined, { cause: error });
  const isParser = error.name === 'HTTPParserError' || code.startsWith('HPE_');
  const reason = isParser ? 'not-http' : code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code;
  return new CliError('unreachable', { url, reason }, undefined, { cause: error });
}

const timeouts: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);
