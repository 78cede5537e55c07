import { describe, expect, test } from 'vitest';
import { build } from '../request/build.ts';
import { answer, clientOf, httpNode, jobUuid } from './world.ts';

const done = (result: unknown): string =>
  JSON.stringify({ state: 'Done', result: typeof result === 'string' ? result : JSON.stringify(result) });
const running = `{"uuid":"${jobUuid}","state":"Processing","createdDate":"Nov 25, 2026 1:00:00 AM"}`;
const { request: call } = build('GetGlobalConfig category=vm name=x');
const { request: job } = build(`BackupDataVolume uuid=9f5010336a233d6ebbd82594a6d56e7c`);

describe('an API without a REST form', () => {
  test('goes to the message endpoint with its session inside', async () => {
    const node = await httpNode(
      answer(
        200,
        done({
          'org.zstack.core.config.APIGetGlobalConfigReply': {
            success: true,
            inventory: { name: 'x', value: '9007199254740993' },
          },
        }),
      ),
    );
    const reply = await clientOf(node.endpoint).send(call, { session: 'S' });
    expect(reply).toEqual({ status: 200, envelope: { inventory: { name: 'x', value: '9007199254740993' } } });
    expect(node.seen).toMatchObject([{ method: 'POST', url: '/zstack/api' }]);
    expect(node.seen[0]?.headers).not.toHaveProperty('authorization');
    expect(node.seen[0]?.headers).not.toHaveProperty('x-job-uuid');
    expect(JSON.parse(node.seen[0]?.body ?? '')).toEqual({
      'org.zstack.core.config.APIGetGlobalConfigMsg': {
        category: 'vm',
        name: 'x',
        session: { uuid: 'S' },
        id: jobUuid,
      },
    });
  });

  test('is followed to its end as any job', async () => {
    const result = { 'org.zstack.header.volume.APIBackupDataVolumeEvent': { success: true, inventory: { uuid: 'v' } } };
    const node = await httpNode(
      answer(200, running),
      answer(200, running),
      answer(200, JSON.stringify({ uuid: jobUuid, state: 'Done', result: JSON.stringify(result) })),
    );
    const jobs: string[] = [];
    const reply = await clientOf(node.endpoint).send(
      { ...job, timeout: 90_000 },
      { session: 'S', onJob: ({ uuid }) => jobs.push(uuid) },
    );
    expect(reply).toEqual({ status: 200, envelope: { inventory: { uuid: 'v' } }, jobUuid });
    expect(jobs).toEqual([jobUuid]);
    expect(node.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /zstack/api',
      `GET /zstack/api/result/${jobUuid}`,
      `GET /zstack/api/result/${jobUuid}`,
    ]);
    expect(JSON.parse(node.seen[0]?.body ?? '')).toMatchObject({
      'org.zstack.header.volume.APIBackupDataVolumeMsg': { timeout: 90_000 },
    });
    expect(node.seen[0]?.headers).not.toHaveProperty('x-api-timeout');
  });

  test('fails with the error inside of a 200', async () => {
    const error = { code: 'ID.1001', description: 'The session is invalid', details: 'Session expired' };
    const node = await httpNode(answer(200, done({ 'org.zstack.X': { success: false, error } })));
    await expect(clientOf(node.endpoint).send(call, { session: 'S' })).rejects.toMatchObject({
      code: 'api-failed',
      facts: { api: 'GetGlobalConfig', error: { code: 'ID.1001', details: 'Session expired' } },
    });
  });

  test('fails without an error object too', async () => {
    const node = await httpNode(answer(200, done({ 'org.zstack.X': { success: false } })));
    await expect(clientOf(node.endpoint).send(call)).rejects.toMatchObject({ code: 'api-failed' });
  });

  test('is refused with the bare text of an exception', async () => {
    const node = await httpNode(answer(200, 'no such message class\n\tat org.zstack'));
    await expect(clientOf(node.endpoint).send(call)).rejects.toMatchObject({
      code: 'message-refused',
      facts: { api: 'GetGlobalConfig', reason: 'no such message class at org.zstack' },
    });
  });

  test('has its result cut by the server, and says so', async () => {
    const cut = `{"org.zstack.X":{"success":true,"inventories":[${'"x",'.repeat(20_000)}`.slice(0, 64_000);
    const node = await httpNode(answer(200, running), answer(200, done(cut)));
    await expect(clientOf(node.endpoint).send(job)).rejects.toMatchObject({
      code: 'reply-cut',
      facts: { api: 'BackupDataVolume', limit: 64_000, jobUuid },
    });
  });

  test.each([
    ['no result', '{"state":"Done"}'],
    ['a result that is no reply', done('[1]')],
    ['a result that is no JSON', done('{"a":')],
    ['a list', '{"result":[]}'],
  ])('with %s has no answer that can be read', async (_, body) => {
    const node = await httpNode(answer(200, body));
    await expect(clientOf(node.endpoint).send(call)).rejects.toMatchObject({ code: 'bad-reply' });
  });

  test('whose job the server has forgotten says so', async () => {
    const node = await httpNode(answer(200, running), answer(404, '<html>No api result[uuid:x] found</html>'));
    await expect(clientOf(node.endpoint).send(job)).rejects.toMatchObject({ code: 'job-lost' });
  });

  test('meets a page of the server', async () => {
    const node = await httpNode(answer(500, '<html><title>HTTP 500</title></html>'));
    await expect(clientOf(node.endpoint).send(call)).rejects.toMatchObject({
      code: 'http-failed',
      facts: { status: 500, body: 'HTTP 500' },
    });
  });
});

describe('a query as a message', () => {
  const sent = (line: string) => build(line, { transport: 'message' }).request;

  test('has its conditions with the operators of the engine', () => {
    expect(
      sent(
        `QueryVmInstance name~=web 'cpuNum>=2' 'state?=Running,Stopped' description=null fields=uuid,name limit=5 sortBy=name sortDirection=desc replyWithCount=true`,
      ),
    ).toMatchObject({
      message: 'org.zstack.header.vm.APIQueryVmInstanceMsg',
      reply: 'envelope',
      body: {
        conditions: [
          { name: 'name', op: 'like', value: '%web%' },
          { name: 'cpuNum', op: '>=', value: '2' },
          { name: 'state', op: 'in', value: 'Running,Stopped' },
          { name: 'description', op: 'is null' },
        ],
        fields: ['uuid', 'name'],
        limit: 5,
        sortBy: 'name',
        sortDirection: 'desc',
        replyWithCount: true,
      },
    });
  });

  test('answers like one over REST', async () => {
    const reply = {
      'org.zstack.header.vm.APIQueryVmInstanceReply': { inventories: [{ uuid: 'a' }], total: 1, success: true },
    };
    const node = await httpNode(answer(200, done(reply)));
    const { envelope } = await clientOf(node.endpoint).send(sent('QueryVmInstance replyWithCount=true'), {
      session: 'S',
    });
    expect(envelope).toEqual({ inventories: [{ uuid: 'a' }], total: 1 });
  });

  test('goes as ZQL where a value holds an apostrophe', async () => {
    const request = sent('QueryVmInstance "name=it\'s" fields=uuid limit=5');
    expect(request).toMatchObject({
      api: 'QueryVmInstance',
      message: 'org.zstack.query.APIZQLQueryMsg',
      body: { zql: "query vminstance.uuid where name = 'it''s' limit 5" },
    });
    const reply = {
      'org.zstack.query.APIZQLQueryReply': { results: [{ inventories: [{ uuid: 'a' }] }], success: true },
    };
    const node = await httpNode(answer(200, done(reply)));
    const { envelope } = await clientOf(node.endpoint).send(request, { session: 'S' });
    expect(envelope).toEqual({ inventories: [{ uuid: 'a' }] });
  });

  test('gives its rows to who takes them as they come', async () => {
    const reply = { 'org.zstack.header.zone.APIQueryZoneReply': { inventories: [{ uuid: 'a' }, {}], success: true } };
    const node = await httpNode(answer(200, done(reply)));
    const counts: number[] = [];
    const onRows = ({ count }: { readonly count: number }) => void counts.push(count);
    const { envelope } = await clientOf(node.endpoint).send(sent('QueryZone'), { session: 'S', onRows });
    expect([counts, envelope]).toEqual([[2], { inventories: [] }]);
  });

  test('log-in needs no session and hashes its password', () => {
    const request = sent('LogInByAccount accountName=admin password=password');
    expect(request).toMatchObject({ needSession: false, secrets: [['password']] });
    expect(request.body).toMatchObject({ password: expect.stringMatching(/^b109f3bb/) });
  });

  test.each([
    ['QueryVmInstance "name=it\'s" filterName=a:b', 'message', 'not-expressible'],
    ['ListVMsFromKVMHost', 'message', 'no-message'],
    ['GetGlobalConfig category=vm name=x', 'rest', 'no-rest'],
  ] as const)('%s cannot be forced to go as %s', (line, transport, code) => {
    expect(() => build(line, { transport })).toThrow(expect.objectContaining({ code }));
  });
});
