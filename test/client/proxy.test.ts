import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { proxyFor, proxyOf } from '../../src/client/proxy.ts';
import { endpointOf } from '../../src/client/wire.ts';
import { openMint } from '../harness/certificates.ts';
import { clientOf, query } from './world.ts';

const mint = openMint();
const pair = mint.make('node', { names: 'DNS:node.test' });
afterAll(() => mint.remove());

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy that knows where `node.test` is, which nobody else does, and what it was told. */
async function proxy(password?: string): Promise<{ readonly url: string; readonly told: string[] }> {
  const told: string[] = [];
  const sockets = new Set<net.Socket>();
  const isRefused = (headers: http.IncomingHttpHeaders): boolean =>
    password !== undefined &&
    headers['proxy-authorization'] !== `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
  const server = http.createServer((request, response) => {
    told.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    if (isRefused(request.headers)) return response.writeHead(407).end();
    const { pathname, port } = new URL(request.url ?? '');
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const onward = http.request({ port, host: '127.0.0.1', path: pathname, headers, method: request.method });
    onward.on('response', (answer) => answer.pipe(response));
    return request.pipe(onward);
  });
  server.on('connect', (request, socket: net.Socket) => {
    told.push(`CONNECT ${request.url}`);
    if (isRefused(request.headers)) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const onward = net.connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const each of [socket, onward]) sockets.add(each.on('error', () => undefined));
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { url: `http://me:secret@127.0.0.1:${await listen(server)}`, told };
}

describe('through a proxy', () => {
  test('https goes in a tunnel, and its certificate is checked at the far end', async () => {
    const { url, told } = await proxy();
    const port = await listen(https.createServer(pair, (_, response) => response.end('{"inventories":[]}')));
    const endpoint = endpointOf(`https://node.test:${port}`);
    const client = clientOf(endpoint, { proxy: proxyOf(url), trust: { ca: pair.cert } });
    await expect(client.send(query, { session: 'secret' })).resolves.toMatchObject({ status: 200 });
    expect(told).toEqual([`CONNECT node.test:${port}`]);
    await expect(clientOf(endpoint, { proxy: proxyOf(url) }).send(query)).rejects.toMatchObject({
      code: 'tls',
      facts: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });

  test('http goes with its whole address', async () => {
    const { url, told } = await proxy('secret');
    const hosts: unknown[] = [];
    const port = await listen(
      http.createServer((request, response) => {
        hosts.push(request.headers.host);
        response.end('{"inventories":[]}');
      }),
    );
    const client = clientOf(endpointOf(`http://node.test:${port}`), { proxy: proxyOf(url) });
    await expect(client.send(query, { session: 's' })).resolves.toMatchObject({ status: 200 });
    expect(told).toEqual([`GET http://node.test:${port}/zstack/v1/zones OAuth s`]);
    expect(hosts).toEqual([`node.test:${port}`]);
  });

  test('that refuses, nothing is sent', async () => {
    const { url } = await proxy('another');
    const send = (address: string) => clientOf(endpointOf(address), { proxy: proxyOf(url) }).send(query);
    await expect(send('https://node.test:1')).rejects.toMatchObject({ code: 'proxy-refused', facts: { status: 407 } });
    await expect(send('http://node.test:1')).rejects.toMatchObject({ code: 'http-failed', facts: { status: 407 } });
  });

  test('that is not there, it is the proxy that is told', async () => {
    const send = clientOf(endpointOf('https://node.test'), { proxy: proxyOf('127.0.0.1:1') }).send(query);
    await expect(send).rejects.toMatchObject({
      code: 'unreachable',
      facts: { url: 'http://127.0.0.1:1', isProxy: true },
    });
  });

  test('that goes silent, the connection is given up in time', async () => {
    const port = await listen(net.createServer((socket) => void socket.on('error', () => undefined)));
    const options = { proxy: proxyOf(`127.0.0.1:${port}`), connectTimeout: 100 };
    await expect(clientOf(endpointOf('https://node.test'), options).send(query)).rejects.toMatchObject({
      code: 'connect-timeout',
    });
  });
});

describe('the proxy', () => {
  const hostOf = (url: string, env: Record<string, string>, chosen?: string) =>
    proxyFor(endpointOf(url), chosen, env)?.endpoint.host;

  test('comes from the variables by scheme, in either case', () => {
    const env = { HTTPS_PROXY: 'http://s:1', http_proxy: 'http://p:1', HTTP_PROXY: 'http://wrong:1' };
    expect(hostOf('https://node', env)).toBe('s');
    expect(hostOf('http://node', env)).toBe('p');
    expect(hostOf('http://node', { ALL_PROXY: 'all:1' })).toBe('all');
    expect(hostOf('http://node', {})).toBeUndefined();
  });

  test('that is chosen wins, and none is none', () => {
    const env = { HTTPS_PROXY: 'http://s:1', NO_PROXY: '*' };
    expect(hostOf('https://node', env, 'http://mine:1')).toBe('mine');
    expect(hostOf('https://node', { HTTPS_PROXY: 'http://s:1' }, 'none')).toBeUndefined();
  });

  test.each([
    ['*', 'https://node.example', true],
    ['example', 'https://node.example', true],
    ['.example', 'https://node.example', true],
    ['*.example', 'https://node.example', true],
    ['xample', 'https://node.example', false],
    ['node.example:8080', 'https://node.example', true],
    ['node.example:9', 'https://node.example', false],
    ['a, 10.0.0.0/8 b', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['[fd00::1]:8080', 'https://[fd00::1]', true],
    ['fd00::/8', 'https://[fd00::1]', true],
  ])('with NO_PROXY=%s is left out for %s: %s', (NO_PROXY, url, isLeftOut) => {
    expect(hostOf(url, { HTTPS_PROXY: 'http://p:1', NO_PROXY }) === undefined).toBe(isLeftOut);
  });

  test.each(['http://localhost', 'http://127.0.0.1:9', 'http://[::1]'])('is never asked for %s', (url) => {
    expect(hostOf(url, { HTTP_PROXY: 'p' }, 'http://mine')).toBeUndefined();
  });

  test('may have a name and a password, which are not told', () => {
    expect(proxyOf('http://me:p%40ss@h:3128')).toEqual({
      endpoint: expect.objectContaining({ host: 'h', port: 3128 }),
      authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    });
    expect(proxyOf('h')?.endpoint.port).toBe(3128);
    expect(proxyOf('https://h')?.endpoint.port).toBe(443);
    expect(() => proxyOf('socks5://me:secret@h')).toThrow(
      expect.objectContaining({ code: 'bad-proxy', facts: { proxy: 'socks5://h' } }),
    );
  });
});
