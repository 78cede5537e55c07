import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { openCloud } from './cloud.ts';

const password = createHash('sha512').update('password').digest('hex');

/** What the Python command line sends, header by header. Source: api.py and cli.py of zstack-utility, http.py of its zstacklib. */
it('a day of the Python command line', async () => {
  const cloud = await openCloud({ seed: 'empty' });
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': '192.0.2.7', 'User-Agent': 'cli' };
  const post = (name: string, message: object) =>
    cloud.ask('POST', '/api/', { headers, body: JSON.stringify({ [name]: message }) });
  /** Half a second passes between two looks. */
  const result = async (uuid: string) => {
    for (let looks = 0; looks < 100; looks++) {
      const { status, json } = await cloud.ask('GET', `/api/result/${uuid}`, { headers });
      expect(status).toBe(200);
      if (json.state === 'Done') return JSON.parse(json.result);
      expect(json).toEqual({ uuid, state: 'Processing', createdDate: expect.any(String) });
      cloud.pass(0.5);
    }
    throw new Error('it never ends');
  };

  const ready = await post('org.zstack.header.apimediator.APIIsReadyToGoMsg', {});
  expect(ready.status).toBe(200);
  expect(JSON.parse(ready.json.result)).toMatchObject({
    'org.zstack.header.apimediator.APIIsReadyToGoReply': { success: true },
  });

  const wrong = await post('org.zstack.header.identity.APILogInByAccountMsg', {
    accountName: 'admin',
    password: 'x',
    timeout: 15_000,
  });
  expect(JSON.parse(wrong.json.result)['org.zstack.header.identity.APILogInReply']).toMatchObject({
    success: false,
    error: { code: 'ID.1000', description: 'Unable to authenticate a user', details: 'wrong account name or password' },
  });

  const logIn = await post('org.zstack.header.identity.APILogInByAccountMsg', {
    accountName: 'admin',
    password,
    timeout: 15_000,
  });
  expect(logIn.json).not.toHaveProperty('uuid');
  const { inventory } = JSON.parse(logIn.json.result)['org.zstack.header.identity.APILogInReply'];
  const session = { uuid: inventory.uuid, callid: null };

  const create = await post('org.zstack.header.zone.APICreateZoneMsg', {
    name: '区域一',
    description: "it's",
    session,
    timeout: 1_800_000,
  });
  expect(create.json).toMatchObject({ state: 'Processing' });
  const created = await result(create.json.uuid);
  const zone = created['org.zstack.header.zone.APICreateZoneEvent'];
  expect(zone).toMatchObject({ success: true, inventory: { name: '区域一', description: "it's" } });

  const query = await post('org.zstack.header.zone.APIQueryZoneMsg', {
    conditions: [
      { name: 'name', op: 'like', value: '%区域%' },
      { name: 'description', op: 'is not null' },
    ],
    fields: ['uuid', 'name'],
    sortBy: 'name',
    sortDirection: 'asc',
    limit: '10',
    replyWithCount: 'true',
    session,
  });
  expect(JSON.parse(query.json.result)['org.zstack.header.zone.APIQueryZoneReply']).toEqual({
    inventories: [{ uuid: zone.inventory.uuid, name: '区域一', isDefault: false }],
    total: 1,
    success: true,
  });

  const update = await post('org.zstack.header.zone.APIUpdateZoneMsg', {
    uuid: zone.inventory.uuid,
    name: 'renamed',
    session,
  });
  expect((await result(update.json.uuid))['org.zstack.header.zone.APIUpdateZoneEvent'].inventory.name).toBe('renamed');

  const refused = await post('org.zstack.header.zone.APICreateZoneMsg', { session });
  expect((await result(refused.json.uuid))['org.zstack.header.zone.APICreateZoneEvent']).toMatchObject({
    success: false,
    error: { code: 'SYS.1007' },
  });

  const remove = await post('org.zstack.header.zone.APIDeleteZoneMsg', {
    uuid: zone.inventory.uuid,
    deleteMode: 'Permissive',
    session,
  });
  expect((await result(remove.json.uuid))['org.zstack.header.zone.APIDeleteZoneEvent']).toEqual({ success: true });

  const logOut = await post('org.zstack.header.identity.APILogOutMsg', { sessionUuid: session.uuid, session });
  expect(JSON.parse(logOut.json.result)).toEqual({
    'org.zstack.header.identity.APILogOutReply': { success: true },
  });
  const late = await post('org.zstack.header.zone.APIQueryZoneMsg', { conditions: [], session });
  expect(late.json.result).toContain('Session expired');
});

/** Source: ZSClient.java of the SDK, ZStack 5.2.1, and its Python twin. */
it('the habits of the Java SDK', async () => {
  const cloud = await openCloud({ seed: 'empty' });
  const session = await cloud.logIn();
  const job = '1'.repeat(32);
  const accepted = await cloud.ask('POST', '/v1/zones', {
    session,
    headers: { 'X-Job-UUID': job, 'X-Request-Ip': '192.0.2.7', 'X-JSON-Schema': 'true', 'Accept-Encoding': 'gzip' },
    body: { params: { name: 'z', systemTags: [], userTags: [] } },
  });
  expect(accepted.status).toBe(202);
  cloud.pass(60);
  for (const anybody of ['OAuth null', 'OAuth None', 'OAuth '])
    expect(
      (await cloud.ask('GET', `/v1/api-jobs/${job}`, { headers: { Authorization: anybody, 'X-JSON-Schema': 'true' } }))
        .json,
    ).toMatchObject({ schema: { inventory: 'org.zstack.header.zone.ZoneInventory' }, inventory: { name: 'z' } });
  expect((await cloud.ask('GET', '/v1/zones', { headers: { Authorization: `OAuth ${session}` } })).status).toBe(200);
  const query = 'q=name%3Dz&q=uuid%21%3Dx&sort=%2Bname&fields=uuid%2Cname&limit=1';
  expect((await cloud.ask('GET', `/v1/zones?${query}`, { session })).json.inventories).toMatchObject([{ name: 'z' }]);
});

it('HEAD is answered like any verb, and without a body', async () => {
  const cloud = await openCloud({ seed: 'empty' });
  const session = await cloud.logIn();
  const shared = await cloud.ask('HEAD', '/v1/zones', { session });
  expect([shared.status, shared.text]).toEqual([405, '']);
  const own = await cloud.ask('HEAD', `/v1/accounts/sessions/${session}/valid`);
  expect([own.status, own.text, own.headers['content-length']]).toEqual([200, '', '14']);
});
