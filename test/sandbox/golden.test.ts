import { describe, expect, it } from 'vitest';
import { openCloud } from './cloud.ts';

const admin = '36c27e8ff05c4780bf6d2fa65700f22e';
const zone = 'org.zstack.header.zone.ZoneInventory';

/** The exchanges that RestServer.java, ZStack 5.2.1, is known by. */
describe('the management node', () => {
  it('logs an account in', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const password =
      'b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86';
    const { status, headers, json } = await cloud.ask('PUT', '/v1/accounts/login', {
      body: { logInByAccount: { accountName: 'admin', password } },
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toBeUndefined();
    expect(json).toEqual({
      inventory: {
        uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
        accountUuid: admin,
        userUuid: admin,
        expiredDate: 'Mar 12, 2026 12:30:00 PM',
        createDate: 'Mar 12, 2026 10:30:00 AM',
        noSessionEvaluation: false,
      },
    });
  });

  it('refuses a wrong password', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const { status, json } = await cloud.ask('PUT', '/v1/accounts/login', {
      body: { logInByAccount: { accountName: 'admin', password: '00' } },
    });
    expect(status).toBe(503);
    expect(json.error).toMatchObject({
      code: 'ID.1000',
      description: 'Unable to authenticate a user',
      details: 'wrong account name or password',
      elaboration: 'Error message: Wrong account name or password.',
      location: 'process-login (location:2/2)',
    });
    expect(Object.keys(json.error)).toEqual([
      'code',
      'description',
      'details',
      'elaboration',
      'location',
      'messages',
      'cost',
    ]);
  });

  it('answers queries: conditions, page with total, count, projection, one by uuid', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    for (const name of ['zone1', 'zone2', 'other'])
      await cloud.done('POST', '/v1/zones', { session, body: { params: { name } } });
    const { status, json } = await cloud.ask(
      'GET',
      '/v1/zones?q=name~%3D%25zone%25&q=state%3DEnabled&sort=%2Bname&limit=20',
      { session },
    );
    expect(status).toBe(200);
    expect(json.inventories.map((row: { name: string }) => row.name)).toEqual(['zone1', 'zone2']);
    expect(json.schema).toEqual({ 'inventories[0]': zone, 'inventories[1]': zone });
    expect(json.inventories[0]).toMatchObject({ state: 'Enabled', isDefault: false, type: 'zstack' });
    expect(json.inventories[0].createDate).toMatch(/^Mar 12, 2026 \d{1,2}:\d\d:\d\d AM$/);

    const page = await cloud.ask('GET', '/v1/zones?replyWithCount=true&start=0&limit=1', { session });
    expect(Object.keys(page.json)).toEqual(['schema', 'total', 'inventories']);
    expect(page.json).toMatchObject({ total: 3, schema: { 'inventories[0]': zone } });
    expect(page.json.inventories).toHaveLength(1);

    const count = await cloud.ask('GET', '/v1/zones?q=state%3DEnabled&count=true', { session });
    expect(count.text).toBe('{"schema":{},"total":3}');

    const missing = await cloud.ask('GET', '/v1/zones/00000000000040008000000000000000', { session });
    expect([missing.status, missing.text]).toEqual([200, '{"schema":{},"inventories":[]}']);
    const { uuid } = json.inventories[0];
    const one = await cloud.ask('GET', `/v1/zones/${uuid}?q=name=nothing`, { session });
    expect(one.json.inventories).toEqual([json.inventories[0]]);
  });

  it('follows joins and tests for null', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    const running = await cloud.ask('GET', '/v1/vm-instances?q=hostUuid%20not%20null&fields=uuid,name', { session });
    expect(running.json.inventories.length).toBeGreaterThan(10);
    for (const row of running.json.inventories) expect(Object.keys(row)).toEqual(['uuid', 'name']);
    const joined = await cloud.ask('GET', '/v1/database-backups?q=backupStorage.name=bs-beijing&limit=2', { session });
    expect(joined.json.inventories).toHaveLength(2);
    expect(joined.json.inventories[0].backupStorageRefs[0]).toHaveProperty('backupStorageUuid');
  });

  it('tells what is wrong with a request in plain text', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const job = 'a'.repeat(32);
    await cloud.done('POST', '/v1/zones', { session, headers: { 'X-Job-UUID': job }, body: { params: { name: 'z' } } });
    const signs = '!=, >=, <=, !?=, !~=, ~=, ?=, =, >, <, is null, not null';
    const refusals: readonly (readonly [string, string, object, number, string])[] = [
      [
        'GET',
        '/v1/zones?q=foo',
        { session },
        400,
        `Invalid query parameter. The 'foo' in the parameter[q] doesn't contain any query operator. Valid query operators are [[${signs}]]`,
      ],
      ['GET', '/v1/zones?limit=x', { session }, 400, "Invalid query parameter. 'limit' must be an integer"],
      ['GET', '/v1/zones?start=1.5', { session }, 400, "Invalid query parameter. 'start' must be an integer"],
      ['GET', '/v1/zones', {}, 400, "missing header 'Authorization'"],
      ['GET', '/v1/zones', { headers: { Authorization: 'Bearer x' } }, 400, "Authorization type must be 'OAuth'"],
      [
        'GET',
        '/v1/zones',
        { headers: { Authorization: 'ZStack x' } },
        400,
        "accessKey format is 'ZStack AccessKeyId:Signature'",
      ],
      [
        'POST',
        '/v1/zones',
        { session, headers: { 'X-Job-UUID': 'abc' }, body: {} },
        400,
        "Invalid header[X-Job-UUID], it must be a UUID with '-' stripped",
      ],
      ['POST', '/v1/zones', { session, headers: { 'X-Job-UUID': job }, body: {} }, 400, `Duplicate job uuid[${job}]`],
      ['POST', '/v1/nothing', { session }, 404, 'no api mapping to /v1/nothing'],
      ['GET', '/v1/zones/', { session }, 404, 'no api mapping to /v1/zones/'],
      ['GET', `/v1/api-jobs/${'f'.repeat(32)}`, {}, 404, 'the job has been expired'],
      ['PUT', `/v1/api-jobs/${'f'.repeat(32)}`, {}, 405, 'only GET method is allowed for querying job status'],
      [
        'PUT',
        '/v1/zones/x/actions',
        { session, body: { nope: {} } },
        400,
        "the body doesn't contain action mapping to the URL[/v1/zones/x/actions]",
      ],
    ];
    for (const [method, target, asked, status, text] of refusals) {
      const answer = await cloud.ask(method, target, asked);
      expect([answer.status, answer.text]).toEqual([status, text]);
    }
    const malformed = await cloud.ask('POST', '/v1/zones', { session, body: '{' });
    expect(malformed.status).toBe(500);
    expect(malformed.text).not.toMatch(/^\{/);
  });

  it('tells an unknown field as an internal error', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const { status, json } = await cloud.ask('GET', '/v1/zones?q=foo%3D1', { session });
    expect(status).toBe(503);
    expect(json).toEqual({
      error: {
        code: 'SYS.1000',
        description: 'An internal error happened in system',
        details: `org.zstack.header.exception.CloudRuntimeException: inventory class[class ${zone}] not having field[foo]`,
      },
    });
  });

  it('creates, changes and deletes by jobs', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const job = '1d2c3b4a5f6e4708a9b0c1d2e3f4a5b6';
    const accepted = await cloud.ask('POST', '/v1/zones', {
      session,
      headers: { 'X-Job-UUID': job },
      body: { params: { name: 'zone1', description: 'demo' }, systemTags: [] },
    });
    expect(accepted.status).toBe(202);
    expect(accepted.json).toEqual({ apiTimeout: 1_800_000, location: `${cloud.url}/v1/api-jobs/${job}` });
    expect(Object.keys(accepted.json)).toEqual(['apiTimeout', 'location']);

    cloud.pass(60);
    const done = await cloud.ask('GET', `/v1/api-jobs/${job}`, { headers: { 'X-JSON-Schema': 'true' } });
    expect(done.status).toBe(200);
    expect(done.json).toMatchObject({
      schema: { inventory: zone },
      inventory: { name: 'zone1', description: 'demo', state: 'Enabled', isDefault: false },
    });
    const plain = await cloud.ask('GET', `/v1/api-jobs/${job}`);
    expect(Object.keys(plain.json)).toEqual(['inventory']);

    const { uuid } = done.json.inventory;
    const renamed = await cloud.done('PUT', `/v1/zones/${uuid}/actions`, {
      session,
      body: { updateZone: { name: 'zone-renamed' } },
    });
    expect(renamed.json.inventory).toMatchObject({ uuid, name: 'zone-renamed' });

    for (let round = 0; round < 2; round++) {
      const deleted = await cloud.done('DELETE', `/v1/zones/${uuid}?deleteMode=Permissive`, { session });
      expect([deleted.status, deleted.text]).toEqual([200, '{}']);
    }
    expect((await cloud.ask('GET', `/v1/zones/${uuid}`, { session })).json.inventories).toEqual([]);
  });

  it('runs a job for a while, and forgets it three hours after it began', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    const { json } = await cloud.ask('GET', '/v1/backup-storage?q=name=bs-beijing', { session });
    const job = 'b'.repeat(32);
    const progress = async (): Promise<number> => {
      const { json } = await cloud.ask('GET', `/v1/task-progresses/${job}`, { session });
      return Number(json.inventories.at(-1)?.content);
    };
    await cloud.ask('POST', '/v1/database-backups', {
      session,
      headers: { 'X-Job-UUID': job },
      body: { params: { name: 'mine', backupStorageUuid: json.inventories[0].uuid } },
    });
    const running = await cloud.ask('GET', `/v1/api-jobs/${job}`);
    expect([running.status, running.text]).toEqual([202, '{}']);
    expect(await progress()).toBe(0);
    cloud.pass(1);
    expect(await progress()).toBeGreaterThan(0);
    expect((await cloud.ask('GET', `/v1/api-jobs/${job}`)).status).toBe(202);
    cloud.pass(600);
    expect((await cloud.ask('GET', `/v1/api-jobs/${job}`)).json.inventory).toMatchObject({
      name: 'mine',
      status: 'Ready',
    });
    cloud.pass(10_800 - 602);
    expect((await cloud.ask('GET', `/v1/api-jobs/${job}`)).status).toBe(200);
    cloud.pass(1);
    expect((await cloud.ask('GET', `/v1/api-jobs/${job}`)).status).toBe(404);
    const again = await cloud.ask('POST', '/v1/zones', {
      session: await cloud.logIn(),
      headers: { 'X-Job-UUID': job },
      body: { params: { name: 'z' } },
    });
    expect(again.status).toBe(202);
  });

  it('checks parameters first and tells of them in the job', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const { status, text } = await cloud.done('POST', '/v1/zones', {
      session: 'nobody',
      body: { params: { description: 'no name' } },
    });
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({
      error: {
        code: 'SYS.1007',
        description: 'One or more API argument is invalid',
        details:
          'field[name] of message[org.zstack.header.message.ApiMessageParamValidator] is mandatory, can not be null',
        cost: '1ms',
      },
    });
  });

  it('finds a session expired, at once or in the job', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    cloud.pass(7199);
    expect((await cloud.ask('GET', '/v1/zones', { session })).status).toBe(200);
    cloud.pass(7199);
    expect((await cloud.ask('GET', '/v1/zones', { session })).status).toBe(200);
    cloud.pass(7200);
    const query = await cloud.ask('GET', '/v1/zones', { session });
    expect(query.status).toBe(503);
    expect(query.json.error).toMatchObject({
      code: 'ID.1001',
      details: 'Session expired',
      elaboration: 'Error message: Session expired or wrong session ID.',
      messages: { code: '1001' },
    });
    const accepted = await cloud.ask('POST', '/v1/zones', { session, body: { params: { name: 'z' } } });
    expect(accepted.status).toBe(202);
    const job = await cloud.ask('GET', accepted.json.location.replace(cloud.url, ''));
    expect(job.status).toBe(503);
    expect(job.json).toEqual(query.json);
  });

  it('validates, renews and ends sessions', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const valid = (): Promise<unknown> =>
      cloud.ask('GET', `/v1/accounts/sessions/${session}/valid`).then(({ text }) => text);
    expect(await valid()).toBe('{"valid":true}');
    const renewed = await cloud.done('PUT', `/v1/accounts/sessions/${session}/renew`, {
      session,
      body: { renewSession: { duration: 3600 } },
    });
    expect(renewed.json.inventory).toMatchObject({ uuid: session });
    for (let round = 0; round < 2; round++) {
      const out = await cloud.ask('DELETE', `/v1/accounts/sessions/${session}`);
      expect([out.status, out.text]).toEqual([200, '{}']);
    }
    expect(await valid()).toBe('{"valid":false}');
  });

  it('names resources, and its version without a session', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    const { json } = await cloud.ask('GET', '/v1/zones?limit=2&sort=name', { session });
    const [first, second] = json.inventories;
    const names = await cloud.ask('GET', `/v1/resources/names?uuids=${first.uuid}&uuids=${second.uuid}`, { session });
    expect(names.json.inventories).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ uuid: first.uuid, resourceName: first.name, resourceType: 'ZoneVO' }),
      ]),
    );
    const version = await cloud.ask('PUT', '/v1/management-nodes/actions', { body: { getVersion: {} } });
    expect([version.status, version.json]).toEqual([200, { success: true, version: '5.2.1' }]);
  });

  it('writes what HTML could act on as escapes, but not in errors of synchronous calls', async () => {
    const cloud = await openCloud({ seed: 'empty' });
    const session = await cloud.logIn();
    const description = `<a href='x'>&=</a>`;
    const { text } = await cloud.done('POST', '/v1/zones', { session, body: { params: { name: 'z', description } } });
    expect(text).toContain('\\u003ca href\\u003d\\u0027x\\u0027\\u003e\\u0026\\u003d\\u003c/a\\u003e');
    expect(JSON.parse(text).inventory.description).toBe(description);
    const failed = await cloud.ask('GET', `/v1/zones?fields=${encodeURIComponent("<'")}`, { session });
    expect(failed.status).toBe(503);
    expect(failed.text).toContain("<'");
  });
});
