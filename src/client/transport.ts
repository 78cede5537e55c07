import { constants } from 'node:buffer';
import { setFlagsFromString } from 'node:v8';
import type { Connected, default as Connection, Controller, Handler } from 'undici/lib/dispatcher/client.js';
import { CliError } from '../errors.ts';
import { type Approach, connectorOf } from './connect.ts';
import { type Endpoint, originOf } from './wire.ts';

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

/** Connections are opened when needed, kept for the next exchange, and never hold the process when idle. */
export function openTransport(endpoint: Endpoint, approach: Approach): Transport {
  const url = originOf(endpoint);
  const connector = connectorOf(endpoint, approach);
  const lines: Line[] = [];
  let loading: Promise<typeof Connection> | undefined;

  const freeLine = (Client: typeof Connection): Line => {
    const [first] = lines.toSorted((a, b) => a.load - b.load);
    if (first && (first.load === 0 || lines.length === mostLines)) return first;
    const line = { load: 0, connection: new Client(url, { connect }) };
    lines.push(line);
    return line;
  };
  const connect = (_: unknown, connected: Connected): void => {
    connector.open().then((socket) => connected(null, socket), connected);
  };

  return {
    async exchange(outgoing) {
      const { method, target: path, headers, body, readTimeout, signal } = outgoing;
      loading ??= load();
      const Client = await loading;
      signal?.throwIfAborted();
      const line = freeLine(Client);
      line.load++;
      try {
        return await new Promise<Incoming>((resolve, reject) => {
          const timeouts = { headersTimeout: readTimeout, bodyTimeout: readTimeout };
          const request = { method, path, headers, ...(body !== undefined && { body }), ...timeouts };
          line.connection.dispatch(request, new Answer(outgoing, resolve, reject));
        });
      } catch (error) {
        throw failureOf(error, url, readTimeout);
      } finally {
        line.load--;
      }
    },
    async close() {
      connector.abandon();
      await Promise.all(lines.map(({ connection }) => connection.destroy()));
    },
  };
}

/** One connection at a time; `load` counts the exchanges given to it. */
interface Line {
  readonly connection: Connection;
  load: number;
}

/** More pages in flight than this gain nothing. */
const mostLines = 8;

async function load(): Promise<typeof Connection> {
  // V8 11 optimises the WebAssembly of undici's parser in the background and holds back the exit of a short process.
  setFlagsFromString('--wasm-tiering-budget=2000000000');
  return (await import('undici/lib/dispatcher/client.js')).default;
}

/** An error has no use for more, and a gateway's page has no end. */
const errorBytes = 1 << 20;
const keptBytes = 1 << 16;

class Answer implements Handler {
  #controller: Controller | undefined;
  #status = 0;
  #location: string | undefined;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(
    private readonly outgoing: Outgoing,
    private readonly resolve: (incoming: Incoming) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    outgoing.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(new Error('aborted'));
    else this.outgoing.onBegun?.();
  }

  onResponseStart(
    _: Controller,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    const { location } = headers;
    this.#status = status;
    this.#location = Array.isArray(location) ? location[0] : location;
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes <= (this.#status < 300 ? constants.MAX_STRING_LENGTH : errorBytes)) return;
    this.#finish(keptBytes);
    controller.abort(new Error('too large'));
  }

  onResponseEnd(): void {
    this.#finish();
  }

  onResponseError(_: Controller | undefined, error: Error): void {
    this.#over(() => this.reject(error));
  }

  readonly #abort = (): void => {
    this.#over(() => this.reject(this.outgoing.signal?.reason));
    this.#controller?.abort(new Error('aborted'));
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

/** What the caller should know of an error of undici or of a socket. */
function failureOf(error: unknown, url: string, readTimeout: number): unknown {
  if (!(error instanceof Error) || error instanceof CliError || !('code' in error)) return error;
  const code = error.name === 'HTTPParserError' ? 'not-http' : String(error.code);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new CliError('read-timeout', { url, seconds: readTimeout / 1000 });
  if (code === 'UND_ERR_DESTROYED') return new CliError('interrupted', {});
  // A server that wants a certificate says so only after the connection is there.
  if (code.startsWith('ERR_SSL')) return new CliError('tls', { url, reason: code }, undefined, { cause: error });
  const reason = code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code;
  return new CliError('unreachable', { url, reason }, undefined, { cause: error });
}
