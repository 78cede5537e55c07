import { describe, expect, it } from 'vitest';
import { faultKinds as offered } from '../../src/commands/faults.ts';
import { faultKinds, openFaults, readFault } from '../../src/sandbox/faults.ts';
import { type Answer, type Cloud, openCloud } from './cloud.ts';

describe('a fault', () => {
  it('is of a kind that the command knows', () => {
    expect(offered).toEqual(faultKinds);
  });

  it('is read from a word', () => {
    expect(readFault('latency=0.5')).toEqual({ kind: 'latency', seconds: 0.5 });
    expect(readFault(' reset-after ')).toEqual({ kind: 'reset-after', seconds: 1 });
    expect(readFault('skew=-3600')).toEqual({ kind: 'skew', seconds: -3600 });
    for (const none of ['', 'latency=', 'latency=x', 'lightning', 'latency=1 2'])
      expect(readFault(none)).toBeUndefined();
  });

  const ask = (cloud: Cloud, fault: string, session: string): Promise<Answer> =>
    cloud.ask('GET', '/v1/zones', { session, headers: { 'X-Sandbox-Fault': fault } });

  it('of a header strikes that request alone', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    await expect(ask(cloud, 'reset-before', session)).rejects.toThrow();
    await expect(ask(cloud, 'reset-after', session)).rejects.toThrow();
    await expect(ask(cloud, 'truncate', session)).rejects.toThrow();
    const malformed = await ask(cloud, 'malformed', session);
    expect(malformed.status).toBe(200);
    expect(() => malformed.json).toThrow();
    expect((await ask(cloud, 'error-500', session)).status).toBe(500);
    expect((await ask(cloud, 'error-503', session)).text).not.toMatch(/^\{/);
    expect((await ask(cloud, 'html', session)).text).toMatch(/^<!DOCTYPE html>/);
    const slow = await ask(cloud, 'latency=2', session);
    expect([slow.status, cloud.slept()]).toEqual([200, 2000]);
    const trickled = await ask(cloud, 'trickle=0.1', session);
    expect(trickled.json.inventories).toHaveLength(2);
    expect(cloud.slept()).toBeGreaterThan(2500);
    expect((await ask(cloud, 'expired-session', session)).json.error.code).toBe('ID.1001');
  });

  it('of the folder strikes where and as often as it says', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    const faults = openFaults(cloud.folder);
    faults.set([
      { kind: 'error-500', seconds: 1, on: 'GET /v1/zones', times: 2 },
      { kind: 'latency', seconds: 3 },
    ]);
    const zones = async (): Promise<number> => (await cloud.ask('GET', '/v1/zones', { session })).status;
    expect((await cloud.ask('GET', '/v1/clusters', { session })).status).toBe(200);
    expect([await zones(), await zones(), await zones()]).toEqual([500, 500, 200]);
    expect(cloud.slept()).toBe(12_000);
    expect(faults.list()).toEqual([{ kind: 'latency', seconds: 3 }]);
    faults.set([]);
    expect(faults.list()).toEqual([]);
  });

  it('can lose a job that was accepted, and tell the wrong time', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    const lost = await cloud.ask('POST', '/v1/zones', {
      session,
      headers: { 'X-Sandbox-Fault': 'lost-job' },
      body: { params: { name: 'lost' } },
    });
    expect(lost.status).toBe(202);
    const job = await cloud.ask('GET', lost.json.location.replace(cloud.url, ''));
    expect([job.status, job.text]).toEqual([404, 'the job has been expired']);
    expect((await ask(cloud, 'skew=7200', session)).json.error.code).toBe('ID.1001');
    expect((await ask(cloud, 'skew=3600', session)).status).toBe(200);
  });

  it('can close the port for a while', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    expect((await ask(cloud, 'refuse=0.2', session)).status).toBe(200);
    await expect(cloud.ask('GET', '/v1/zones', { session })).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
    await expect
      .poll(() => cloud.ask('GET', '/v1/zones', { session }).catch(() => undefined))
      .toMatchObject({
        status: 200,
      });
  });
});
