import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Job } from '../../src/client/job.ts';
import { answer, clientOf, create, httpNode, jobUuid, jumpingWorld, query, rawNode } from './world.ts';

const lost = (_: unknown, response: ServerResponse): void => void response.socket?.destroy();
const unknown = answer(404, 'the job has been expired');
const running = answer(202, '{}');
const done = answer(200, '{"inventory":{"uuid":"z"}}');
const failed = answer(503, '{"error":{"code":"SYS.1007"}}');

describe('a change whose answer was lost', () => {
  test.each([
    ['by the connection', lost],
    ['by a gateway', answer(502, '<html>Bad Gateway</html>')],
    ['by a gateway that waited', answer(504, '')],
    ['by a server that says it had it before', answer(400, `Duplicate job uuid[${jobUuid}]`)],
  ])('%s is found again as a job', async (_, first) => {
    const node = await httpNode(first, running, done);
    const jobs: Job[] = [];
    const reply = await clientOf(node.endpoint, {}, jumpingWorld()).send(create, { onJob: (job) => jobs.push(job) });
    expect(reply).toEqual({ status: 200, envelope: { inventory: { uuid: 'z' } }, jobUuid });
    expect(node.seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(jobs).toEqual([{ uuid: jobUuid, api: 'CreateZone', seconds: 10_800 }]);
  });

  test('may have been done already, well or not', async () => {
    const well = await httpNode(lost, done);
    expect((await clientOf(well.endpoint, {}, jumpingWorld()).send(create)).envelope).toEqual({
      inventory: { uuid: 'z' },
    });
    const badly = await httpNode(lost, failed);
    await expect(clientOf(badly.endpoint, {}, jumpingWorld()).send(create)).rejects.toMatchObject({
      code: 'api-failed',
      facts: { jobUuid },
    });
    expect([...well.seen, ...badly.seen].filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  test('may arrive late: once unknown is not yet unknown', async () => {
    const node = await httpNode(lost, unknown, unknown, running, done);
    expect((await clientOf(node.endpoint, {}, jumpingWorld()).send(create)).status).toBe(200);
  });

  test('was not accepted when the server goes on not knowing it, and is not sent again', async () => {
    const node = await httpNode(lost, unknown);
    const world = jumpingWorld();
    await expect(clientOf(node.endpoint, {}, world).send(create)).rejects.toMatchObject({
      code: 'not-accepted',
      facts: { api: 'CreateZone', jobUuid },
      cause: { code: 'unreachable', facts: { reason: 'ECONNRESET', jobUuid } },
    });
    expect(world.slept).toEqual([200, 400, 800, 1600]);
    expect(node.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('may still be taken by a node that was only slow', async () => {
    const slow = await httpNode(() => undefined, unknown);
    await expect(clientOf(slow.endpoint, { readTimeout: 50 }, jumpingWorld()).send(create)).rejects.toMatchObject({
      code: 'read-timeout',
      facts: { jobUuid },
    });
    const behind = await httpNode(answer(504, 'Gateway Time-out'), unknown);
    await expect(clientOf(behind.endpoint, {}, jumpingWorld()).send(create)).rejects.toMatchObject({
      code: 'http-failed',
      facts: { status: 504, jobUuid },
    });
  });

  test('is looked for while the server is away, and told with its job when it stays away', async () => {
    const node = await rawNode((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const world = jumpingWorld();
    await expect(clientOf(node.endpoint, {}, world).send(create)).rejects.toMatchObject({
      code: 'unreachable',
      facts: { reason: 'ECONNRESET', jobUuid },
    });
    expect(world.now()).toBeGreaterThanOrEqual(60_000);
  });

  test('names its job when the search is interrupted', async () => {
    const controller = new AbortController();
    const node = await httpNode(lost, (_, response) => {
      controller.abort();
      response.end();
    });
    const call = clientOf(node.endpoint, {}, jumpingWorld()).send(create, { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ code: 'interrupted', facts: { api: 'CreateZone', jobUuid } });
  });

  test('is no job where the API makes none', async () => {
    const node = await httpNode(lost);
    await expect(clientOf(node.endpoint).send({ ...create, needPoll: false })).rejects.toMatchObject({
      code: 'unreachable',
      facts: expect.not.objectContaining({ jobUuid }),
    });
    expect(node.seen).toHaveLength(1);
  });
});

describe('a read', () => {
  test.each([
    ['whose connection breaks', lost],
    ['refused by a gateway', answer(503, 'starting')],
  ])('%s is sent again', async (_, first) => {
    const node = await httpNode(first, first, answer(200, '{"inventories":[]}'));
    expect((await clientOf(node.endpoint, {}, jumpingWorld()).send(query)).envelope).toEqual({ inventories: [] });
    expect(node.seen).toHaveLength(3);
  });

  test.each([
    ['the API', failed],
    ['a missing path', answer(404, 'no api mapping to /v1/zones')],
    ['a fault of the server', answer(500, 'oops')],
    ['a bad request', answer(400, 'bad')],
  ])('refused by %s is not', async (_, first) => {
    const node = await httpNode(first, answer(200, '{}'));
    await expect(clientOf(node.endpoint, {}, jumpingWorld()).send(query)).rejects.toThrow();
    expect(node.seen).toHaveLength(1);
  });

  test('that begins a job is not', async () => {
    const node = await httpNode(lost, running);
    const request = { ...query, needPoll: true };
    await expect(clientOf(node.endpoint, {}, jumpingWorld()).send(request)).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(node.seen).toHaveLength(1);
  });
});

describe('a job', () => {
  test('is told before its request leaves, and not when there will be none', async () => {
    const told: string[] = [];
    const node = await httpNode((_, response) => {
      told.push('seen');
      response.writeHead(202).end('{}');
    }, done);
    const client = clientOf(node.endpoint, {}, jumpingWorld());
    const beforeJob = async ({ uuid, api }: { uuid: string; api: string }): Promise<void> => {
      await new Promise(setImmediate);
      told.push(`${api} ${uuid}`);
    };
    expect(await client.begin(create, { beforeJob })).toEqual({ uuid: jobUuid, api: 'CreateZone', seconds: 10_800 });
    expect(told).toEqual([`CreateZone ${jobUuid}`, 'seen']);
    await client.begin({ ...query, method: 'GET' }, { beforeJob });
    expect(told).toHaveLength(2);
  });

  test('that cannot be told is not begun', async () => {
    const node = await httpNode(running);
    const beforeJob = (): Promise<void> => Promise.reject(new Error('full'));
    await expect(clientOf(node.endpoint).begin(create, { beforeJob })).rejects.toThrow('full');
    expect(node.connections()).toBe(0);
  });

  test('is asked after once, or followed to its end', async () => {
    const node = await httpNode(running, running, done, unknown, failed);
    const client = clientOf(node.endpoint, {}, jumpingWorld());
    const job = { uuid: jobUuid, api: 'CreateZone', seconds: 60 };
    expect(await client.ask(job)).toBeUndefined();
    expect((await client.follow(job)).envelope).toEqual({ inventory: { uuid: 'z' } });
    await expect(client.ask(job)).rejects.toMatchObject({ code: 'job-lost' });
    await expect(client.ask(job)).rejects.toMatchObject({ code: 'api-failed', facts: { jobUuid } });
  });
});
