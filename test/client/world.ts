import http from 'node:http';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Client, type ClientOptions, openClient, type World } from '../../src/client/client.ts';
import { type Endpoint, endpointOf } from '../../src/client/wire.ts';
import type { HttpRequest } from '../../src/request/request.ts';

export const jobUuid = '1d2c3b4a5f6e4708a9b0c1d2e3f4a5b6';

/** The real clock, and always the same uuid. */
export const world: World = {
  now: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal && { signal }),
  uuid: () => jobUuid,
};

/** A clock that jumps as far as it is asked to sleep, and remembers how far. */
export function jumpingWorld(): World & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      slept.push(ms);
      now += ms;
      await delay(0, undefined, signal && { signal });
    },
    uuid: () => jobUuid,
  };
}

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Node {
  readonly endpoint: Endpoint;
  readonly seen: Seen[];
  /** Connections that were opened. */
  connections(): number;
}

export type Reaction = (seen: Seen, response: http.ServerResponse, nth: number) => void;

/** An HTTP server that answers the nth request with the nth reaction, and with the last one from then on. */
export async function httpNode(...reactions: readonly Reaction[]): Promise<Node> {
  const seen: Seen[] = [];
  let connections = 0;
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { method = '', url = '', headers } = request;
    const nth = seen.push({ method, url, headers, body });
    reactions[Math.min(nth, reactions.length) - 1]?.({ method, url, headers, body }, response, nth);
  });
  server.on('connection', () => connections++);
  return { endpoint: await listen(server), seen, connections: () => connections };
}

/** A TCP server for what no HTTP library would send. */
export async function rawNode(connected: (socket: net.Socket) => void): Promise<Node> {
  let connections = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    connected(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { endpoint: await listen(server), seen: [], connections: () => connections };
}

async function listen(server: net.Server | http.Server): Promise<Endpoint> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    if (server instanceof http.Server) server.closeAllConnections();
    server.close();
  });
  return endpointOf({ host: '127.0.0.1', port: (server.address() as net.AddressInfo).port });
}

let transport: 'single' | 'pooled' = 'pooled';

/** From now on clients of this file use that transport. */
export function useTransport(kind: 'single' | 'pooled'): void {
  transport = kind;
}

/** A client that is closed when the test is over. */
export function clientOf(endpoint: Endpoint, options: ClientOptions = {}, its = world): Client {
  const client = openClient(endpoint, its, { connections: transport, ...options });
  onTestFinished(() => client.close());
  return client;
}

export const answer =
  (status: number, body: string, headers: http.OutgoingHttpHeaders = {}): Reaction =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

const common = { query: [], needSession: true, reply: 'envelope', secrets: [] } as const;
export const query: HttpRequest = { ...common, api: 'QueryZone', method: 'GET', path: '/zones', needPoll: false };
export const create: HttpRequest = {
  ...common,
  api: 'CreateZone',
  method: 'POST',
  path: '/zones',
  body: { params: { name: '区域' } },
  needPoll: true,
};
