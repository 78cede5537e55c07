import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Incoming } from './rest/incoming.ts';

/** What goes back: no media type is told, as RestServer of ZStack 5.2.1 tells none. */
export interface Outgoing {
  readonly status: number;
  /** Pieces are made while the client reads them, and no more once it has gone. */
  readonly body: string | AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpServer {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Ends at once; requests under way are broken off. */
  stop(): Promise<void>;
}

/** Serves HTTP; fails with the system's error where it cannot listen. `answer` must not throw. */
export function serve(
  place: { readonly host: string; readonly port: number },
  answer: (incoming: Incoming) => Promise<Outgoing>,
): Promise<HttpServer> {
  const server = createServer({ maxHeaderSize: largestHead, requestTimeout: 120_000 }, (request, response) => {
    void receive(request, response, answer);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.port, place.host, () => {
      server.off('error', reject);
      const { address, port, family } = server.address() as AddressInfo;
      resolve({
        origin: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (incoming: Incoming) => Promise<Outgoing>,
): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const {
    status,
    body: text,
    headers = {},
  } = await answer({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: request.headers as Readonly<Record<string, string | undefined>>,
    body,
  });
  if (typeof text === 'string') {
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) }).end(text);
    return;
  }
  response.writeHead(status, headers);
  try {
    for await (const piece of coalesced(text)) {
      if (response.destroyed) return;
      if (!response.write(piece)) await drained(response);
    }
    response.end();
  } catch {
    // The status has gone out: a body that breaks off is all that can still tell.
    response.destroy();
  }
}

async function* coalesced(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let whole = '';
  for await (const piece of pieces) {
    whole += piece;
    if (whole.length < worthWriting) continue;
    yield whole;
    whole = '';
  }
  yield whole;
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

/** Characters. */
const worthWriting = 0x8000;

/** Nothing where the body is larger than the node takes, or broke off. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largestBody) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Bytes of request line and headers. Source: install.sh of zstack-utility, ZStack 5.2.1. */
const largestHead = 65_536;
const largestBody = 32 * 1024 * 1024;
