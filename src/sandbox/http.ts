import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Incoming } from './rest/incoming.ts';

/** What goes back: no media type is told, as RestServer of ZStack 5.2.1 tells none. */
export interface Outgoing {
  readonly status: number;
  /** Pieces are made while the client reads them, and no more once it has gone. */
  readonly body: string | AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks in the middle of the body. */
  readonly isTruncated?: boolean;
  /** Milliseconds for which nobody listens afterwards. */
  readonly deafFor?: number;
}

export interface HttpServer {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Ends at once; requests under way are broken off. */
  stop(): Promise<void>;
}

/** Serves HTTP; an answer with status 0 is a connection that breaks. Fails with the system's error where it cannot listen. `answer` must not throw. */
export function serve(
  place: { readonly host: string; readonly port: number },
  answer: (incoming: Incoming) => Promise<Outgoing>,
): Promise<HttpServer> {
  const server = createServer({ maxHeaderSize: largestHead, requestTimeout: 120_000 }, (request, response) => {
    void receive(request, response, answer).then((deafFor) => {
      if (deafFor > 0) fallSilent(server, place, deafFor);
    });
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
            server.close(() => stopped()).closeAllConnections();
          }),
      });
    });
  });
}

/** Closes the port for a while. */
function fallSilent(server: Server, place: { readonly host: string }, deafFor: number): void {
  const { port } = server.address() as AddressInfo;
  server.close().closeAllConnections();
  setTimeout(() => server.listen(port, place.host), deafFor).unref();
}

/** Gives the milliseconds for which nobody is to listen afterwards. */
async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (incoming: Incoming) => Promise<Outgoing>,
): Promise<number> {
  const body = await bodyOf(request);
  if (body === undefined) {
    response.writeHead(413).end();
    return 0;
  }
  const answered = await answer({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: request.headers as Readonly<Record<string, string | undefined>>,
    body,
  });
  await send(response, answered);
  return answered.deafFor ?? 0;
}

async function send(response: ServerResponse, { status, body, headers = {}, isTruncated }: Outgoing): Promise<void> {
  if (status === 0) {
    response.destroy();
    return;
  }
  if (typeof body === 'string') {
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
    if (isTruncated) response.write(body.slice(0, body.length / 2), () => response.destroy());
    else response.end(body);
    return;
  }
  response.writeHead(status, headers);
  try {
    for await (const piece of body) {
      if (response.destroyed) return;
      if (!response.write(piece)) await drained(response);
      // What the system takes at once is drained before anybody else had a turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (isTruncated) response.destroy();
    }
    response.end();
  } catch {
    // The status has gone out: a body that breaks off is all that can still tell.
    response.destroy();
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

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
