import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { endpointOf } from '../../src/client/wire.ts';
import { answer, clientOf, create, httpNode, jobUuid, jumpingWorld, query, rawNode, world } from './world.ts';

describe('a connection', () => {
  test('that is refused', async () => {
    const endpoint = endpointOf('127.0.0.1:1');
    await expect(clientOf(endpoint).send(create)).rejects.toMatchObject({
      code: 'unreachable',
      facts: { url: 'http://127.0.0.1:1', reason: 'ECONNREFUSED' },
    });
    const error = await clientOf(endpoint)
      .send(create)
      .catch((error) => error);
    expect(error.facts).not.toHaveProperty('jobUuid');
  });

  test('to a name nobody knows', async () => {
    const endpoint = endpointOf('nowhere.invalid');
    await expect(clientOf(endpoint).send(query)).rejects.toMatchObject({
      code: 'unreachable',
      facts: { reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) },
    });
  });

  test('that never opens', async () => {
    const endpoint = { ...(await rawNode(() => {})).endpoint, scheme: 'https' } as const;
    await expect(clientOf(endpoint, { connectTimeout: 100 }).send(query)).rejects.toMatchObject({
      code: 'connect-timeout',
      facts: { url: expect.stringMatching(/^https:/), seconds: 0.1 },
    });
  });

  test.each([
    ['is reset before an answer', (): string => ''],
    ['is reset within the headers', (): string => 'HTTP/1.1 200 OK\r\nConte'],
    ['is reset within the body', (): string => 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"a"'],
  ])('that %s', async (_, text) => {
    const node = await rawNode((socket) => {
      socket.once('data', () => socket.write(text(), () => setTimeout(() => socket.resetAndDestroy(), 20)));
    });
    const world = jumpingWorld();
    await expect(clientOf(node.endpoint, {}, world).send(query)).rejects.toMatchObject({
      code: 'unreachable',
      facts: { reason: 'ECONNRESET' },
    });
    expect(world.slept).toEqual([200, 400, 800]);
    expect(node.connections()).toBe(4);
  });

  test.each([
    ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"a"'],
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\n'],
  ])('that ends within a body of %s', async (_, text) => {
    const node = await rawNode((socket) => socket.once('data', () => socket.end(text)));
    await expect(clientOf(node.endpoint).send(query)).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('to something that is not HTTP', async () => {
    const node = await rawNode((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    await expect(clientOf(node.endpoint).send(query)).rejects.toMatchObject({
      code: 'unreachable',
      facts: { reason: 'not-http' },
    });
  });

  test.each([
    ['headers', ''],
    ['body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"a"'],
  ])('whose %s do not come', async (_, text) => {
    const seen: string[] = [];
    const node = await rawNode((socket) =>
      socket.once('data', (data) => {
        seen.push(String(data));
        socket.write(text);
      }),
    );
    await expect(clientOf(node.endpoint, { readTimeout: 100 }, jumpingWorld()).send(create)).rejects.toMatchObject({
      code: 'read-timeout',
      facts: { seconds: 0.1, jobUuid },
    });
    expect(seen.filter((text) => text.startsWith('POST'))).toHaveLength(1);
  });

  test('whose answer comes slowly but comes', async () => {
    const node = await httpNode((_, response) => {
      const pieces = [...'{"slow":true}'];
      const timer = setInterval(() => {
        const piece = pieces.shift();
        if (piece !== undefined) return void response.write(piece);
        clearInterval(timer);
        response.end();
      }, 10);
    });
    expect((await clientOf(node.endpoint).send(query)).envelope).toEqual({ slow: true });
  });

  test('with a certificate nobody vouches for', async () => {
    const { key, cert } = await selfSigned();
    const server = createServer({ key, cert }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    try {
      await expect(clientOf(endpointOf(`https://127.0.0.1:${port}`)).send(query)).rejects.toMatchObject({
        code: 'tls',
        facts: { url: `https://127.0.0.1:${port}`, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      });
    } finally {
      server.close();
    }
  });

  test.each([
    ['resets', (socket: Socket): unknown => socket.resetAndDestroy()],
    ['ends', (socket: Socket): unknown => socket.end()],
  ])('by TLS that the other side %s at once', async (_, stop) => {
    const { endpoint } = await rawNode((socket) => socket.once('data', () => stop(socket)));
    await expect(clientOf({ ...endpoint, scheme: 'https' }).send(query)).rejects.toMatchObject({
      code: 'unreachable',
      facts: { reason: 'ECONNRESET' },
    });
  });

  test('by TLS to a port without it', async () => {
    const { endpoint } = await httpNode(answer(200, '{}'));
    await expect(clientOf({ ...endpoint, scheme: 'https' }).send(query)).rejects.toMatchObject({ code: 'tls' });
  });

  test('that failed is tried anew by the next call', async () => {
    const { endpoint } = await httpNode((_, response) => response.socket?.destroy(), answer(200, '{}'));
    const client = clientOf(endpoint);
    await expect(client.send(sync)).rejects.toMatchObject({ code: 'unreachable', facts: { reason: 'ECONNRESET' } });
    expect((await client.send(sync)).envelope).toEqual({});
  });
});

/** A change that leaves no job behind. */
const sync = { ...create, needPoll: false };

describe('an interruption', () => {
  /** Aborts when `ready` says so; tells what came of it and after how many milliseconds. */
  const interrupted = async (
    endpoint: Parameters<typeof clientOf>[0],
    ready: (abort: () => void) => void,
    request = create,
  ) => {
    const controller = new AbortController();
    let since = 0;
    ready(() => {
      since = performance.now();
      controller.abort();
    });
    const error = await clientOf(endpoint, {}, world)
      .send(request, { signal: controller.signal, onJob: () => ready(() => {}) })
      .catch((error) => error);
    return { error, after: performance.now() - since };
  };
  const soon = 100;

  test('before the call sends nothing', async () => {
    const node = await httpNode(answer(200, '{}'));
    const { error } = await interrupted(node.endpoint, (abort) => abort());
    expect(error).toMatchObject({ code: 'interrupted', facts: { api: 'CreateZone' } });
    expect(error.facts).not.toHaveProperty('jobUuid');
    expect(node.connections()).toBe(0);
  });

  test('while connecting names no job', async () => {
    let stop = (): void => {};
    const node = await rawNode(() => setTimeout(() => stop(), 30));
    const endpoint = { ...node.endpoint, scheme: 'https' } as const;
    const { error, after } = await interrupted(endpoint, (abort) => (stop = abort));
    expect(error).toMatchObject({ code: 'interrupted' });
    expect(error.facts).toEqual({ api: 'CreateZone' });
    expect(after).toBeLessThan(soon);
  });

  test('at any moment tells of a job exactly when the request may have arrived', async () => {
    let arrived = '';
    const node = await rawNode((socket) => socket.on('data', (data) => (arrived += data)));
    const client = clientOf(node.endpoint);
    const told: boolean[] = [];
    for (let moment = 0; moment < 60; moment++) {
      arrived = '';
      const controller = new AbortController();
      const call = client.send(create, { signal: controller.signal }).catch((error) => error);
      for (let tick = 0; tick < moment % 20; tick++) await Promise.resolve();
      for (let turn = 0; turn < moment / 20; turn++) await new Promise(setImmediate);
      controller.abort();
      const { code, facts } = await call;
      expect(code).toBe('interrupted');
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (arrived !== '') expect(facts).toEqual({ api: 'CreateZone', jobUuid });
      told.push('jobUuid' in facts);
    }
    expect(new Set(told)).toEqual(new Set([false, true]));
  });

  test.each([
    ['while waiting for headers', ''],
    ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"a"'],
  ])('%s names the job that may exist', async (_, text) => {
    let stop = (): void => {};
    let closed = false;
    const node = await rawNode((socket) => {
      socket.once('data', () => socket.write(text, () => setTimeout(stop, 30)));
      socket.on('close', () => (closed = true));
    });
    const { error, after } = await interrupted(node.endpoint, (abort) => (stop = abort));
    expect(error).toMatchObject({ code: 'interrupted', facts: { api: 'CreateZone', jobUuid } });
    expect(after).toBeLessThan(soon);
    await vi.waitUntil(() => closed);
  });

  test('while a job runs names it, and asks no more', async () => {
    const controller = new AbortController();
    const node = await httpNode(answer(202, '{}'), answer(202, '{}'));
    const call = clientOf(node.endpoint).send(create, { signal: controller.signal });
    await vi.waitUntil(() => node.seen.length === 2);
    const since = performance.now();
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'interrupted', facts: { jobUuid } });
    expect(performance.now() - since).toBeLessThan(soon);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(node.seen).toHaveLength(2);
  });

  test('while waiting for a connection sends nothing, not even later', async () => {
    const held: ServerResponse[] = [];
    const node = await httpNode((_, response, nth) => void (nth > 8 ? response.end('{}') : held.push(response)));
    const client = clientOf(node.endpoint);
    const calls = Array.from({ length: 8 }, () => client.send(query));
    const controller = new AbortController();
    const late = client.send(create, { signal: controller.signal }).catch((error) => error);
    await vi.waitUntil(() => held.length === 8);
    controller.abort();
    expect((await late).facts).toEqual({ api: 'CreateZone' });
    for (const response of held) response.end('{}');
    await Promise.all(calls);
    await client.send(query);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(node.seen.map(({ method }) => method)).not.toContain('POST');
  });

  test('of a query names no job, and the client is good for the next', async () => {
    const node = await httpNode(() => {}, answer(200, '{}'));
    const controller = new AbortController();
    const client = clientOf(node.endpoint);
    const call = client.send(query, { signal: controller.signal });
    await vi.waitUntil(() => node.seen.length === 1);
    controller.abort();
    const error = await call.catch((error) => error);
    expect(error.facts).toEqual({ api: 'QueryZone' });
    expect((await client.send(query)).status).toBe(200);
  });

  test('by closing the client ends a connection that is being opened', async () => {
    let ended = false;
    const node = await rawNode((socket) => socket.resume().on('close', () => (ended = true)));
    const client = clientOf({ ...node.endpoint, scheme: 'https' });
    const call = client.send(query).catch((error) => error);
    await vi.waitUntil(() => node.connections() === 1);
    await client.close();
    expect((await call).code).toBe('interrupted');
    await vi.waitUntil(() => ended);
  });

  test('by closing the client ends the call', async () => {
    const node = await httpNode(() => {});
    const client = clientOf(node.endpoint);
    const call = client.send(query);
    await vi.waitUntil(() => node.seen.length === 1);
    await client.close();
    await expect(call).rejects.toMatchObject({ code: 'interrupted' });
  });
});

async function selfSigned(): Promise<{ key: string; cert: string }> {
  const form = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const { stdout } = await promisify(execFile)('openssl', [
    ...form,
    '-subj',
    '/CN=localhost',
    '-keyout',
    '-',
    '-out',
    '-',
  ]);
  const [key = '', cert = ''] = stdout.match(/-----BEGIN[\s\S]*?-----END [^-]*-----/g) ?? [];
  return { key, cert };
}
