import { Agent, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { CliError } from '../errors.ts';
import { type Approach, connectorOf } from './connect.ts';
import { failureOf, type Incoming, type Outgoing, Reception, type Source, type Transport } from './transport.ts';
import { type Endpoint, originOf } from './wire.ts';

/**
 * Node's own HTTP, for a process that asks one thing and ends: it is there a third sooner than undici. The connection
 * is kept for the next exchange and never holds the process when idle.
 */
export function openSingle(endpoint: Endpoint, approach: Approach): Transport {
  const url = originOf(endpoint);
  const connector = connectorOf(endpoint, approach);
  const agent = new Connecting(() => connector.open());
  const gate = new Gate(8);
  let isClosed = false;
  const exchange = (outgoing: Outgoing): Promise<Incoming> =>
    new Promise((resolve, reject) => {
      const { method, target: path, headers, body, readTimeout } = outgoing;
      const reception = new Reception(outgoing, resolve, reject);
      const { host, port } = endpoint;
      const sent = request({ host, port, method, path, headers, agent });
      const abort = (): void => void sent.destroy();
      const waiting: Source = { pause: () => undefined, resume: () => undefined, abort };
      sent.once('socket', () => reception.begin(waiting));
      sent.once('response', (response) => {
        const source: Source = { pause: () => response.pause(), resume: () => response.resume(), abort };
        reception.start(response.statusCode ?? 0, response.headers.location);
        response.on('data', (chunk: Buffer) => reception.take(chunk, source));
        response.once('end', () => reception.end());
        response.on('error', (error) => reception.fail(error));
      });
      sent.on('error', (error) => reception.fail(error));
      // Nobody asked to speak anything else.
      sent.once('upgrade', (_, socket) => {
        socket.destroy();
        reception.fail(new Upgraded());
      });
      sent.setTimeout(readTimeout, () => {
        if (!reception.isHeld) sent.destroy(new TimedOut());
      });
      sent.end(body);
    });

  return {
    async exchange(outgoing) {
      try {
        return await gate.through(outgoing.signal, () => exchange(outgoing));
      } catch (error) {
        throw isClosed ? new CliError('interrupted', {}) : failureOf(error, url, outgoing.readTimeout);
      }
    },
    async close() {
      isClosed = true;
      connector.abandon();
      agent.destroy();
    },
  };
}

/** Lets so many through at once; the agent's own limit does not count connections that are still being opened. */
class Gate {
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  constructor(private readonly most: number) {}

  async through<T>(signal: AbortSignal | undefined, act: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    while (this.#inside >= this.most) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
      signal?.throwIfAborted();
    }
    this.#inside++;
    try {
      return await act();
    } finally {
      this.#inside--;
      for (const wake of this.#waiting) wake();
      this.#waiting.clear();
    }
  }
}

/** Takes connections from elsewhere, so that name look-up and TLS are the same for both transports. */
class Connecting extends Agent {
  constructor(private readonly open: () => Promise<Duplex>) {
    super({ keepAlive: true });
  }

  override createConnection(_: unknown, connected: (error: Error | null, socket: Duplex) => void): undefined {
    this.open().then(
      (socket) => connected(null, socket),
      (error) => connected(error, undefined as never),
    );
  }
}

class Upgraded extends Error {
  readonly code = 'HPE_PAUSED_UPGRADE';
}

class TimedOut extends Error {
  readonly code = 'ETIMEDOUT';
}
