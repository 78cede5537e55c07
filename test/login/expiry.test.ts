import { describe, expect, onTestFinished, test } from 'vitest';
import { addressOf } from '../../src/client/wire.ts';
import { connect } from '../../src/connect.ts';
import type { Options } from '../../src/context.ts';
import { requestOfWords } from '../../src/request/own.ts';
import { answer, httpNode, type Node, type Seen } from '../client/world.ts';
import { stageAt } from '../harness/context.ts';
import { registry } from '../request/registry.ts';

const session = (uuid: string) => JSON.stringify({ inventory: { uuid, accountUuid: 'a' } });
const ended = answer(503, '{"error":{"code":"ID.1001","details":"Session expired"}}');

/** A node whose only good session is the one of the last log-in. */
async function nodeWithLogins(): Promise<Node> {
  let logins = 0;
  return httpNode((seen, response) => {
    if (seen.url.includes('/accounts/login')) return answer(200, session(`s${++logins}`))(seen, response, 0);
    if (seen.url.includes('/api-jobs/')) return ended(seen, response, 0);
    if (seen.headers.authorization === 'OAuth s1') return answer(200, '{"inventories":[]}')(seen, response, 0);
    return (seen.method === 'POST' ? answer(202, '{"location":"x"}') : ended)(seen, response, 0);
  });
}

async function connected(node: Node, env: Record<string, string>, options: Partial<Options> = {}) {
  const { context, stderr } = stageAt(node.endpoint, registry, options, {}, env);
  await context.sessions().save('default', {
    ...{ uuid: 'old', account: 'admin', accountUuid: 'a', url: addressOf(node.endpoint), loggedInAt: 0 },
    login: { api: 'LogInByAccount', words: { accountName: 'admin' } },
  });
  const connection = await connect(context);
  onTestFinished(() => connection.close());
  const calls = () => node.seen.map(({ method, url }: Seen) => `${method} ${url.replace('/zstack/v1', '')}`);
  return {
    context,
    connection,
    stderr,
    calls,
    ask: (...words: string[]) => connection.send(requestOfWords(words, registry)),
  };
}

describe('when the session has ended', () => {
  test('a read is done again after one log-in with the password at hand', async () => {
    const node = await nodeWithLogins();
    const { ask, calls, context, stderr } = await connected(node, { ZSTACK_PASSWORD: '@a,"b\' \\c=null' });
    await expect(ask('QueryZone')).resolves.toMatchObject({ status: 200 });
    expect(calls()).toEqual(['GET /zones', 'PUT /accounts/login', 'GET /zones']);
    const { password } = JSON.parse(node.seen[1]?.body ?? '').logInByAccount;
    const { createHash } = await import('node:crypto');
    expect(password).toBe(createHash('sha512').update('@a,"b\' \\c=null').digest('hex'));
    expect(context.sessions().find('default')).toMatchObject({ uuid: 's1', account: 'admin' });
    expect(stderr()).toContain('logged in again as admin');
  });

  test('calls at once log in once', async () => {
    const { ask, calls } = await connected(await nodeWithLogins(), { ZSTACK_PASSWORD: 'p' });
    await Promise.all([ask('QueryZone'), ask('QueryHost'), ask('QueryImage')]);
    expect(calls().filter((call) => call.includes('login'))).toHaveLength(1);
  });

  test('again, there is one more log-in for each session', async () => {
    let good = 0;
    const node = await httpNode((seen, response) => {
      if (seen.url.includes('/accounts/login')) return answer(200, session(`s${++good}`))(seen, response, 0);
      const isGood = seen.headers.authorization === `OAuth s${good}`;
      return (isGood ? answer(200, '{"inventories":[]}') : ended)(seen, response, 0);
    });
    const { ask, calls } = await connected(node, { ZSTACK_PASSWORD: 'p' });
    for (const after of [1, 2, 3]) {
      await expect(ask('QueryZone')).resolves.toMatchObject({ status: 200 });
      expect(calls().filter((call) => call.includes('login'))).toHaveLength(after);
      good += 10;
    }
  });

  test('a change that had become a job is not sent again', async () => {
    const { ask, calls } = await connected(await nodeWithLogins(), { ZSTACK_PASSWORD: 'p' });
    await expect(ask('CreateZone', 'name=z')).rejects.toMatchObject({
      code: 'not-repeated',
      facts: { api: 'CreateZone' },
    });
    expect(calls().filter((call) => call.startsWith('POST'))).toEqual(['POST /zones']);
    await expect(ask('QueryZone')).resolves.toMatchObject({ status: 200 });
  });

  test('nothing is tried where no password is at hand', async () => {
    const { ask, calls } = await connected(await nodeWithLogins(), {});
    await expect(ask('QueryZone')).rejects.toMatchObject({ facts: { error: { code: 'ID.1001' } } });
    expect(calls()).toEqual(['GET /zones']);
  });

  test('and the new one is refused too, that is the end', async () => {
    const node = await httpNode((seen, response) =>
      (seen.url.includes('login') ? answer(200, session('s9')) : ended)(seen, response, 0),
    );
    const { ask, calls } = await connected(node, { ZSTACK_PASSWORD: 'p' });
    await expect(ask('QueryZone')).rejects.toMatchObject({ facts: { error: { code: 'ID.1001' } } });
    expect(calls()).toEqual(['GET /zones', 'PUT /accounts/login', 'GET /zones']);
  });
});

describe('access keys', () => {
  const keys = { ZSTACK_ACCESS_KEY_ID: 'abcdefghij', ZSTACK_ACCESS_KEY_SECRET: '0123456789' };
  /** Takes only dates that show this hour of its clock. */
  const nodeAt = (hour: string, time?: number): Promise<Node> =>
    httpNode((seen, response) => {
      if (seen.body.includes('getCurrentTime'))
        return answer(200, JSON.stringify({ currentTime: { MillionSeconds: time } }))(seen, response, 0);
      const taken = seen.body.includes('getVersion') || seen.headers.date?.includes(` ${hour}:`);
      return (taken ? answer(200, '{"inventories":[]}') : answer(403, 'requestTimeTooSkewed'))(seen, response, 0);
    });
  // The clock of the stage stands at 2026-11-18 11:06:40 in UTC.
  const began = 1_795_000_000_000;

  test('sign what needs a session, and nothing else', async () => {
    const node = await nodeAt('11', began);
    const { ask } = await connected(node, { ...keys, ZSTACK_TIME_ZONE: 'UTC' });
    await ask('QueryZone');
    await ask('GetVersion');
    expect(node.seen.map(({ headers }) => headers.authorization)).toEqual([
      expect.stringMatching(/^ZStack abcdefghij:[\w+/]{27}=$/),
      undefined,
    ]);
    expect(node.seen[0]?.headers.date).toBe('Wed, 18 Nov 2026 11:06:40 UTC');
  });

  test('find the zone of the server, and keep to it', async () => {
    const node = await nodeAt('19', began);
    const { ask, calls } = await connected(node, { ...keys, ZSTACK_TIME_ZONE: 'UTC' });
    await expect(ask('QueryZone')).resolves.toMatchObject({ status: 200 });
    await expect(ask('QueryZone')).resolves.toMatchObject({ status: 200 });
    expect(node.seen.map(({ headers }) => headers.date?.slice(17))).toEqual([
      '11:06:40 UTC',
      undefined,
      '19:06:40 Asia/Shanghai',
      '19:06:40 Asia/Shanghai',
    ]);
    expect(calls()).toHaveLength(4);
  });

  test('follow the clock of a server that goes wrong', async () => {
    const node = await nodeAt('15', began + 4 * 3_600_000);
    const { ask } = await connected(node, { ...keys, ZSTACK_TIME_ZONE: 'UTC' });
    await expect(ask('QueryZone')).resolves.toMatchObject({ status: 200 });
  });

  test('are refused where no clock fits, after every zone that may be meant', async () => {
    const node = await nodeAt('nowhere', began);
    const { ask } = await connected(node, { ...keys, ZSTACK_TIME_ZONE: 'UTC' });
    await expect(ask('QueryZone')).rejects.toMatchObject({ code: 'http-failed', facts: { status: 403 } });
    expect(node.seen.length).toBeLessThanOrEqual(5);
  });

  test('sign no message', async () => {
    const { connection } = await connected(await nodeAt('11', began), keys);
    const request = { ...requestOfWords(['QueryZone'], registry), message: 'org.x.APIQueryZoneMsg' };
    await expect(connection.send(request)).rejects.toMatchObject({ code: 'keys-need-rest' });
  });
});
