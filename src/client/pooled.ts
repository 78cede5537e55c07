import { setFlagsFromString } from 'node:v8';
import type { Connected, default as Connection, Controller, Handler } from 'undici/lib/dispatcher/client.js';
import { type Approach, connectorOf } from './connect.ts';
import { failureOf, type Incoming, type Outgoing, Reception, type Transport } from './transport.ts';
import { type Endpoint, originOf } from './wire.ts';

/**
 * undici on several connections, for sessions and for pages: they are opened when needed, kept for the next exchange,
 * and never hold the process when idle.
 */
export function openPooled(endpoint: Endpoint, approach: Approach): Transport {
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

class Answer implements Handler {
  readonly #reception: Reception;

  constructor(outgoing: Outgoing, resolve: (incoming: Incoming) => void, reject: (error: unknown) => void) {
    this.#reception = new Reception(outgoing, resolve, reject);
  }

  onRequestStart(controller: Controller): void {
    this.#reception.begin(controller);
  }

  onResponseStart(
    _: Controller,
    status: number,
    { location }: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#reception.start(status, location);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#reception.take(chunk, controller);
  }

  onResponseEnd(): void {
    this.#reception.end();
  }

  onResponseError(_: Controller | undefined, error: Error): void {
    this.#reception.fail(error);
  }
}
