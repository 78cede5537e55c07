import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Answer, type Cloud, openCloud } from './cloud.ts';

const password = createHash('sha512').update('password').digest('hex');

/** The message endpoint, as the Python command line speaks to it. */
function send(cloud: Cloud, name: string, message: object): Promise<Answer> {
  return cloud.ask('POST', '/api/', { body: { [name]: message } });
}

async function logIn(cloud: Cloud): Promise<{ readonly uuid: string }> {
  const { json } = await send(cloud, 'org.zstack.header.identity.APILogInByAccountMsg', {
    accountName: 'admin',
    password,
    timeout: 15_000,
  });
  expect(json).toEqual({
    state: 'Done',
    createdDate: 'Mar 12, 2026 10:30:00 AM',
    finishedDate: 'Mar 12, 2026 10:30:00 AM',
    result: expect.any(String),
  });
  const { 'org.zstack.header.identity.APILogInReply': reply } = JSON.parse(json.result);
  expect(reply.success).toBe(true);
  return { uuid: reply.inventory.uuid };
}

describe('the message endpoint', () => {
  it('answers queries with the conditions of the engine', async () => {
    const cloud = await openCloud();
    const session = await logIn(cloud);
    const { json } = await send(cloud, 'org.zstack.header.zone.APIQueryZoneMsg', {
      conditions: [{ name: 'name', op: 'like', value: '%北京%' }],
      replyWithCount: 'true',
      limit: '1',
      session,
    });
    const { 'org.zstack.header.zone.APIQueryZoneReply': reply } = JSON.parse(json.result);
    expect(reply).toMatchObject({ success: true, total: 1, inventories: [{ name: '北京一区' }] });
    expect(reply).not.toHaveProperty('schema');
  });

  it('begins jobs that are asked for, and cuts what is too long', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await logIn(cloud);
    const begun = await send(cloud, 'org.zstack.header.zone.APICreateZoneMsg', { name: 'z', session });
    expect(begun.json).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
      state: 'Processing',
      createdDate: 'Mar 12, 2026 10:30:00 AM',
    });
    cloud.pass(60);
    const { json } = await cloud.ask('GET', `/api/result/${begun.json.uuid}`);
    expect(json).toMatchObject({ uuid: begun.json.uuid, state: 'Done' });
    expect(JSON.parse(json.result)).toMatchObject({
      'org.zstack.header.zone.APICreateZoneEvent': { success: true, inventory: { name: 'z' } },
    });
    const missing = await cloud.ask('GET', '/api/result/nothing');
    expect([missing.status, missing.text]).toEqual([404, 'No api result[uuid:nothing] found']);
  });

  it('takes the parameters of APIs that REST does not have', async () => {
    const cloud = await openCloud();
    const session = await logIn(cloud);
    const { json } = await send(cloud, 'org.zstack.core.config.APIGetGlobalConfigMsg', {
      category: 'identity',
      name: 'session.timeout',
      session,
    });
    expect(json.result).not.toContain('mandatory');
  });

  it('tells failures inside a success', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const refused = await send(cloud, 'org.zstack.header.zone.APIQueryZoneMsg', { session: { uuid: 'x' } });
    expect(refused.status).toBe(200);
    expect(JSON.parse(refused.json.result)).toMatchObject({
      'org.zstack.header.zone.APIQueryZoneReply': { success: false, error: { code: 'ID.1001' } },
    });
    const unknown = await send(cloud, 'org.zstack.APINothingMsg', {});
    expect(unknown.status).toBe(200);
    expect(() => unknown.json).toThrow();
  });
});
