import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Trust } from '../../src/client/certificate.ts';
import { connectorOf } from '../../src/client/connect.ts';
import { type Endpoint, endpointOf } from '../../src/client/wire.ts';
import { openMint } from '../harness/certificates.ts';
import { clientOf, query } from './world.ts';

const mint = openMint();
const authority = mint.make('authority', { subject: '/O=ZStack/CN=authority' });
const signed = mint.make('signed', { by: authority });
const alone = mint.make('alone');
const other = mint.make('other', { names: 'DNS:elsewhere.example' });
afterAll(() => mint.remove());

/** Counts the requests that arrive, which none does before the certificate is accepted. */
async function node(
  options: https.ServerOptions,
): Promise<{ readonly endpoint: Endpoint; readonly requests: string[] }> {
  const requests: string[] = [];
  const server = https.createServer(options, (request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.end('{"inventories":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: endpointOf(`https://localhost:${(server.address() as AddressInfo).port}`), requests };
}

const ask = (endpoint: Endpoint, trust?: Trust) =>
  clientOf(endpoint, trust ? { trust } : {}).send(query, { session: 'secret' });

describe('a certificate', () => {
  test('is trusted when its authority is given, with every exchange on it', async () => {
    const { endpoint, requests } = await node(signed);
    await expect(ask(endpoint, { ca: authority.cert })).resolves.toMatchObject({ status: 200 });
    expect(requests).toEqual(['GET /zstack/v1/zones OAuth secret']);
  });

  test.each([
    ['of an unknown authority', signed, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['that signed itself', alone, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('%s is refused, told and sent nothing', async (_, pair, reason) => {
    const { endpoint, requests } = await node(pair);
    await expect(ask(endpoint)).rejects.toMatchObject({
      code: 'tls',
      facts: { reason, certificate: { subject: 'CN=node, O=ZStack', fingerprint: pair.fingerprint } },
    });
    expect(requests).toEqual([]);
  });

  test('for another name is refused although its authority is trusted', async () => {
    const { endpoint } = await node(other);
    await expect(ask(endpoint, { ca: other.cert })).rejects.toMatchObject({
      facts: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID', certificate: { names: ['DNS:elsewhere.example'] } },
    });
  });

  test('is refused whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    const { endpoint } = await node(alone);
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    onTestFinished(() => void delete process.env.NODE_TLS_REJECT_UNAUTHORIZED);
    await expect(ask(endpoint)).rejects.toMatchObject({ code: 'tls' });
  });

  test('that is pinned is accepted, for whatever name and whoever signed it', async () => {
    const { endpoint } = await node(other);
    await expect(ask(endpoint, { fingerprint: other.fingerprint })).resolves.toMatchObject({ status: 200 });
  });

  test('in place of the pinned one is refused even when it is trusted', async () => {
    const { endpoint, requests } = await node(signed);
    await expect(ask(endpoint, { ca: authority.cert, fingerprint: alone.fingerprint })).rejects.toMatchObject({
      code: 'pin-changed',
      facts: { pinned: alone.fingerprint, certificate: { fingerprint: signed.fingerprint } },
    });
    expect(requests).toEqual([]);
  });

  test('is not looked at with insecure', async () => {
    const { endpoint } = await node(other);
    await expect(ask(endpoint, { insecure: true })).resolves.toMatchObject({ status: 200 });
  });

  test('is told, with what is wrong', async () => {
    const { endpoint } = await node(signed);
    const shown = (trust: Trust) => connectorOf(endpoint, { timeout: 2000, trust }).inspect();
    await expect(shown({ fingerprint: 'x' })).resolves.toMatchObject({
      reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      certificate: { issuer: 'CN=authority, O=ZStack', fingerprint: signed.fingerprint },
    });
    expect(await shown({ ca: authority.cert })).not.toHaveProperty('reason');
  });
});

describe('a certificate of one’s own', () => {
  const wanting = { ...signed, requestCert: true, rejectUnauthorized: true, ca: authority.cert };
  test('is shown where the server wants one', async () => {
    const { endpoint } = await node(wanting);
    const { cert, key } = mint.make('client', { by: authority, subject: '/CN=me' });
    await expect(ask(endpoint, { ca: authority.cert, cert, key })).resolves.toMatchObject({ status: 200 });
  });

  test('that is missing is told as a matter of certificates', async () => {
    const { endpoint } = await node(wanting);
    await expect(ask(endpoint, { ca: authority.cert })).rejects.toMatchObject({
      code: 'tls',
      facts: { reason: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' },
    });
  });

  test.each([
    ['no PEM', { ca: 'hello' }, 'no PEM'],
    ['a key of another', { cert: signed.cert, key: alone.key }, 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'],
    ['half a file', { ca: readFileSync(signed.certFile, 'utf8').slice(0, 200) }, expect.any(String)],
  ])('that cannot be used is told: %s', async (_, trust, reason) => {
    const { endpoint } = await node(signed);
    await expect(ask(endpoint, { ...trust, files: ['x.pem'] })).rejects.toMatchObject({
      code: 'bad-certificate-file',
      facts: { files: ['x.pem'], reason },
    });
  });
});

test('a redirect is not followed, so that no session goes to another host', async () => {
  const elsewhere: string[] = [];
  const listen = async (answer: http.RequestListener): Promise<number> => {
    const server = http.createServer(answer).listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise((resolve) => server.once('listening', resolve));
    return (server.address() as AddressInfo).port;
  };
  const target = await listen((request, response) => {
    elsewhere.push(request.url ?? '');
    response.end('{}');
  });
  const location = `http://127.0.0.1:${target}/zstack/v1/zones`;
  const port = await listen((_, response) => response.writeHead(302, { location }).end());
  await expect(ask(endpointOf(`http://127.0.0.1:${port}`))).rejects.toMatchObject({
    code: 'http-failed',
    facts: { status: 302, body: location },
  });
  expect(elsewhere).toEqual([]);
});
