import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCloud } from './cloud.ts';

interface Told {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody who waits for jobs; the first requests are answered with these statuses, the others with 200. */
async function openListener(...statuses: readonly number[]): Promise<{ readonly url: string; readonly told: Told[] }> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      told.push({ method: request.method, headers: request.headers, body });
      response.writeHead(statuses[told.length - 1] ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, told };
}

describe('a web hook', () => {
  it('is told the end of a job, as a poll would be', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const { url, told } = await openListener();
    const job = 'a'.repeat(32);
    const accepted = await cloud.ask('POST', '/v1/zones', {
      session,
      headers: { 'X-Web-Hook': url, 'X-Job-UUID': job, 'X-JSON-Schema': 'true' },
      body: { params: { name: 'told' } },
    });
    expect(accepted.status).toBe(202);
    cloud.pass(60);
    await expect.poll(() => told.length).toBe(1);
    const polled = await cloud.ask('GET', `/v1/api-jobs/${job}`, { headers: { 'X-JSON-Schema': 'true' } });
    expect(told[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-job-uuid': job, 'x-job-success': 'true' },
      body: polled.text,
    });
  });

  it('is told of failures, and again while it does not listen', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const { url, told } = await openListener(500, 404);
    await cloud.ask('POST', '/v1/zones', { session, headers: { 'X-Web-Hook': url }, body: { params: {} } });
    await expect.poll(() => told.length).toBe(3);
    expect(told[2]?.headers['x-job-success']).toBe('false');
    expect(JSON.parse(told[2]?.body ?? '')).toMatchObject({ error: { code: 'SYS.1007' } });
    expect(cloud.slept()).toBe(4000);
  });

  it('is given up after fifteen attempts', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const { url, told } = await openListener(...Array<number>(20).fill(500));
    await cloud.ask('POST', '/v1/zones', { session, headers: { 'X-Web-Hook': url }, body: { params: {} } });
    await expect.poll(() => cloud.slept()).toBe(30_000);
    expect(told).toHaveLength(15);
  });

  it('says how a batch went', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    const { url, told } = await openListener();
    const pattern = await cloud.done('POST', '/v1/tags', {
      session,
      body: { params: { name: 'p', value: 'p', type: 'simple' } },
    });
    const zones = await cloud.ask('GET', '/v1/zones?fields=uuid', { session });
    await cloud.ask('POST', `/v1/tags/${pattern.json.inventory.uuid}/resources`, {
      session,
      headers: { 'X-Web-Hook': url },
      body: { params: { resourceUuids: zones.json.inventories.map(({ uuid }: { uuid: string }) => uuid) } },
    });
    cloud.pass(10);
    await expect.poll(() => told[0]?.headers).toMatchObject({ 'x-job-success': 'true', 'x-job-batch': 'SUCCESS' });
  });

  it('may be no address at all', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const { status } = await cloud.done('POST', '/v1/zones', {
      session,
      headers: { 'X-Web-Hook': 'nowhere' },
      body: { params: { name: 'z' } },
    });
    expect(status).toBe(200);
  });

  it('of a node that ended is told by the next one', async () => {
    const first = await openCloud({ seed: 'empty' });
    const session = await first.logIn();
    const { url, told } = await openListener();
    const asked = { session, headers: { 'X-Web-Hook': url }, body: { params: { name: 'z' } } };
    expect((await first.ask('POST', '/v1/zones', asked)).status).toBe(202);
    await first.stop();
    const second = await openCloud({ folder: first.folder });
    second.pass(60);
    await expect.poll(() => told.length).toBe(1);
  });
});
