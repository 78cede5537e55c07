import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Job } from '../../src/client/job.ts';
import { answer, clientOf, create, httpNode, jobUuid, jumpingWorld, query } from './world.ts';

const accepted = answer(
  202,
  JSON.stringify({ apiTimeout: 60_000, location: `http://10.1.2.3:1/zstack/v1/api-jobs/${jobUuid}` }),
);
const running = answer(202, '{}');
const done = answer(200, '{"schema":{},"inventory":{"uuid":"z"}}');
const pollUrl = `/zstack/v1/api-jobs/${jobUuid}`;

describe('a job', () => {
  test('is followed on the address we know, not on the one the node names', async () => {
    const node = await httpNode(accepted, running, running, done);
    const jobs: Job[] = [];
    const reply = await clientOf(node.endpoint, {}, jumpingWorld()).send(create, {
      session: 'S',
      onJob: (job) => jobs.push(job),
    });
    expect(reply).toEqual({ status: 200, envelope: { inventory: { uuid: 'z' } }, jobUuid });
    expect(jobs).toEqual([{ uuid: jobUuid, api: 'CreateZone', seconds: 60 }]);
    expect(node.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /zstack/v1/zones',
      ...Array(3).fill(`GET ${pollUrl}`),
    ]);
    expect(node.seen[3]).toMatchObject({ body: '', headers: { authorization: 'OAuth S' } });
    expect(node.seen[3]?.headers).not.toHaveProperty('x-job-uuid');
    expect(node.connections()).toBe(1);
  });

  test('has the id that was chosen', async () => {
    const chosen = 'f'.repeat(32);
    const node = await httpNode(answer(202, ''), done);
    const reply = await clientOf(node.endpoint, {}, jumpingWorld()).send(create, { jobUuid: chosen });
    expect(reply.jobUuid).toBe(chosen);
    expect(node.seen.map(({ url, headers }) => headers['x-job-uuid'] ?? url)).toEqual([
      chosen,
      `/zstack/v1/api-jobs/${chosen}`,
    ]);
  });

  test.each([
    ['http://x/zstack/v1/api-jobs/abc', 'abc'],
    ['http://x/v1/api-jobs/abc/', 'abc'],
    ['http://x/zstack/v1/api-jobs/../../evil', jobUuid],
    [5, jobUuid],
  ])('whose location is %j has the id %s', async (location, uuid) => {
    const node = await httpNode(answer(202, JSON.stringify({ location })), done);
    expect((await clientOf(node.endpoint, {}, jumpingWorld()).send(create)).jobUuid).toBe(uuid);
    expect(node.seen[1]?.url).toBe(`/zstack/v1/api-jobs/${uuid}`);
  });

  test('may be begun by a GET, which sends no id', async () => {
    const request = { ...query, api: 'SyncIdentityFromRemote', needPoll: true };
    const node = await httpNode(accepted, done);
    expect((await clientOf(node.endpoint, {}, jumpingWorld()).send(request)).jobUuid).toBe(jobUuid);
    expect(node.seen[0]?.headers).not.toHaveProperty('x-job-uuid');
    const nameless = await httpNode(answer(202, '{}'));
    await expect(clientOf(nameless.endpoint).send(request)).rejects.toMatchObject({ code: 'bad-reply' });
  });

  test.each([
    [answer(503, '{"error":{"code":"ID.1001","details":"Session expired"}}'), 'api-failed'],
    [answer(404, 'the job has been expired'), 'job-lost'],
  ])('that fails says so (%#)', async (last, code) => {
    const node = await httpNode(accepted, running, last);
    const error = await clientOf(node.endpoint, {}, jumpingWorld())
      .send(create)
      .catch((error) => error);
    expect(error).toMatchObject({ code, facts: { api: 'CreateZone' } });
    if (code === 'api-failed')
      expect(error.facts).toEqual({
        api: 'CreateZone',
        status: 503,
        error: { code: 'ID.1001', details: 'Session expired' },
        jobUuid,
      });
    expect(node.seen).toHaveLength(3);
  });

  test.each([
    [answer(500, 'oops'), 'http-failed'],
    [answer(200, '{'), 'bad-reply'],
  ])(
    'of which an answer says nothing is asked after again, and kept where that goes on (%#)',
    async (senseless, code) => {
      const passing = await httpNode(accepted, ...Array.from({ length: 9 }, () => senseless), running, senseless, done);
      expect((await clientOf(passing.endpoint, {}, jumpingWorld()).send(create)).status).toBe(200);
      const lasting = await httpNode(accepted, senseless);
      const world = jumpingWorld();
      await expect(clientOf(lasting.endpoint, {}, world).send(create)).rejects.toMatchObject({
        code,
        facts: { api: 'CreateZone', jobUuid },
      });
      expect(lasting.seen).toHaveLength(11);
      expect(world.now()).toBeLessThan(60_000);
    },
  );

  test('outlives a gateway that is down and a node that breaks off', async () => {
    const node = await httpNode(
      accepted,
      answer(502, '<html>Bad Gateway</html>'),
      answer(504, ''),
      answer(503, 'starting'),
      answer(404, '<!doctype html><title>HTTP Status 404 – Not Found</title>'),
      (_, response) => response.socket?.destroy(),
      (_, response) =>
        response.writeHead(200, { 'content-length': 50 }).write('{"a":1', () => response.socket?.destroy()),
      done,
    );
    const world = jumpingWorld();
    expect(await clientOf(node.endpoint, {}, world).send(create)).toMatchObject({ envelope: { inventory: {} } });
    expect(node.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(world.slept).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000]);
  });

  test('is asked after ever more slowly, up to once a second', async () => {
    const node = await httpNode(accepted, ...Array(8).fill(running), done);
    const world = jumpingWorld();
    await clientOf(node.endpoint, {}, world).send(create);
    expect(world.slept.slice(0, 3)).toEqual([200, 300, 450]);
    expect(world.slept.slice(-4)).toEqual([1000, 1000, 1000, 1000]);
  });

  test.each([
    ['the server', '{"apiTimeout":5000}', 60_000, 5],
    ['the request', '{}', 7000, 7],
    ['the request where the server makes no sense', '{"apiTimeout":"soon"}', 7000, 7],
    ['the request where the server gives none', '{"apiTimeout":0}', 7000, 7],
  ])('has the time given by %s', async (_, body, timeout, seconds) => {
    const node = await httpNode(answer(202, body), running);
    const world = jumpingWorld();
    await expect(clientOf(node.endpoint, {}, world).send({ ...create, timeout })).rejects.toMatchObject({
      code: 'job-timeout',
      facts: { api: 'CreateZone', jobUuid, seconds },
      cause: undefined,
    });
    expect(world.now()).toBe((seconds + 3) * 1000);
  });

  test('has three hours where nobody says', async () => {
    const node = await httpNode(answer(202, ''), done);
    let seconds = 0;
    await clientOf(node.endpoint, {}, jumpingWorld()).send(create, { onJob: (job) => (seconds = job.seconds) });
    expect(seconds).toBe(10_800);
  });

  test('is given up at its deadline with the last trouble as the cause', async () => {
    const node = await httpNode(answer(202, '{"apiTimeout":60000}'), (_, response) => response.socket?.destroy());
    const world = jumpingWorld();
    const error = await clientOf(node.endpoint, {}, world)
      .send(create)
      .catch((error) => error);
    expect(error).toMatchObject({ code: 'job-timeout', cause: { code: 'unreachable' } });
    expect(world.now()).toBe(63_000);
    expect(Math.max(...world.slept)).toBe(10_000);
  });

  test('that came back from its trouble is given up without a cause', async () => {
    const lost = (_: unknown, response: ServerResponse): void => void response.socket?.destroy();
    const node = await httpNode(answer(202, '{"apiTimeout":5000}'), lost, running);
    const error = await clientOf(node.endpoint, {}, jumpingWorld())
      .send(create)
      .catch((error) => error);
    expect(error).toMatchObject({ code: 'job-timeout', cause: undefined });
  });

  test('is not asked after once the sleep was ended by an interruption', async () => {
    const node = await httpNode(accepted, running);
    const controller = new AbortController();
    const world = { ...jumpingWorld(), sleep: async () => controller.abort() };
    const call = clientOf(node.endpoint, {}, world).send(create, { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ code: 'interrupted', facts: { jobUuid } });
    expect(node.seen).toHaveLength(1);
  });
});
