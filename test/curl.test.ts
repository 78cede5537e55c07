import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openClient } from '../src/client/client.ts';
import { curlOf, showCurl } from '../src/curl.ts';
import { exampleOf } from '../src/explain/example.ts';
import { quoteWord } from '../src/language/words.ts';
import { httpNode, jobUuid, type Node, type Seen, world } from './client/world.ts';
import { stageAt } from './harness/context.ts';
import { build } from './request/build.ts';
import { registry } from './request/registry.ts';

const uuid = '36c27e8ff05c4780bf6d2fa65700f22e';
const session = '6f0d0a3b2c4e4f7a9b1c2d3e4f5a6b7c';
const userAgent = 'zstack-cli/test';

/** Runs pieces of shell as somebody would who pastes them. */
function paste(
  shell: string,
  env: Readonly<Record<string, string>> = {},
  ...options: readonly string[]
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--norc', '--noprofile', ...options], {
      env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), LANG: 'C.UTF-8', ZSTACK_SESSION_ID: session, ...env },
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.on('error', reject);
    child.on('close', () => resolve(out));
    child.stdin.end(`${shell}\n`);
  });
}

function linesOf(line: string, node: Pick<Node, 'endpoint'>, built = build(line)) {
  let count = 0;
  const token = () => `${String(++count).padStart(4, '0')}token`;
  return curlOf(node.endpoint, built.request, { session: 'theSession', jobUuid, userAgent, token });
}

/** What is sent by our client, and by real curl when the command is pasted. */
async function both(line: string, { env = {}, options = [] as readonly string[] } = {}) {
  const node = await httpNode(({ url }, response) =>
    response.end(url.startsWith('/zstack/api') ? done : '{"results":[{"inventories":[]}]}'),
  );
  const client = openClient(node.endpoint, world, { userAgent });
  await client.send(build(line).request, { session, jobUuid });
  await client.close();
  await paste(linesOf(line, node).call, env, ...options);
  const [ours, curls, ...more] = node.seen;
  expect(more).toEqual([]);
  return { ours: ours && told(ours), curls: curls && told(curls) };
}

function told({ method, url, headers, body }: Seen) {
  const names = ['authorization', 'content-type', 'x-job-uuid', 'x-api-timeout', 'user-agent'];
  return { method, url, body, headers: Object.fromEntries(names.map((name) => [name, headers[name]])) };
}

const done = JSON.stringify({ state: 'Done', result: '{"Reply":{"success":true}}' });

const awkward = [
  'plain',
  'two words',
  `it's`,
  'a "quoted" one',
  '云主机-测试',
  'wow! !! !$ !x',
  '$HOME `date` $(date)',
  'back\\slash \\n',
  'a\nb\tc',
  '100%&x=1;#?',
  '👨‍👩‍👧',
  '@file',
  '-x',
  '\u202e\u0085\u007f',
  '[a-z]{1,2}*',
];

describe('a curl command sends what the client sends', () => {
  it.each(awkward)('in a body: %j', async (value) => {
    const { ours, curls } = await both(`CreateDatabaseBackup ${quoteWord(`name=${value}`)} backupStorageUuid=${uuid}`);
    expect({ ...curls, body: JSON.parse(curls?.body ?? '') }).toEqual({ ...ours, body: JSON.parse(ours?.body ?? '') });
  });

  it.each(awkward)('in a query string: %j', async (value) => {
    const { ours, curls } = await both(`QueryDatabaseBackup ${quoteWord(`name=${value}`)} limit=5 timeout=60000`);
    expect(curls).toEqual(ours);
  });

  it.each(['wow! !! !$', `it's !x`])('typed into an interactive shell: %j', async (value) => {
    const line = `CreateDatabaseBackup ${quoteWord(`name=${value}`)} backupStorageUuid=${uuid}`;
    const { ours, curls } = await both(line, { options: ['-i', '-o', 'history', '-o', 'histexpand'] });
    expect(curls).toEqual(ours);
  });

  it.each([
    `DeleteZone uuid=${uuid} deleteMode=Enforcing`,
    `StartVmInstance uuid=${uuid}`,
    'GetResourceNames uuids=a,b',
    'IsReadyToGo',
    'GetResourceNames uuids=a/../b?c',
    `ScanBackupStorage backupStorageUuid=${uuid}`,
    'GetGlobalProperty',
  ])('%s', async (line) => {
    const { ours, curls } = await both(line);
    expect(ours).toBeDefined();
    expect(curls).toEqual(ours);
  });

  it('whatever the text', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (value) => {
        fc.pre(!/[\0\ud800-\udfff]/.test(value));
        const { ours, curls } = await both(`UpdateZone uuid=${uuid} ${quoteWord(`description=${value}`)}`);
        expect(JSON.parse(curls?.body ?? '')).toEqual(JSON.parse(ours?.body ?? ''));
      }),
      { numRuns: 20 },
    );
  });
});

describe('what must not be shown', () => {
  const secret = `top "secret" \\ it's $x 密`;

  it('is never in the command', () => {
    const node = { endpoint: { scheme: 'http', host: 'zstack', port: 8080, context: '/zstack' } } as const;
    for (const line of [
      `LogInByAccount accountName=admin ${quoteWord(`password=${secret}`)}`,
      `LogInByLdap uid=me ${quoteWord(`password=${secret}`)}`,
      `GetOssBucketNameFromRemote dataCenterUuid=${uuid} ossKey=1 ${quoteWord(`ossSecret=${secret}`)}`,
      `AddCephPrimaryStorage name=a zoneUuid=${uuid} monUrls=root:secret@1.2.3.4`,
    ]) {
      const { call, variables } = linesOf(line, node);
      expect(call).not.toContain('secret"');
      expect(call).not.toContain('root:');
      expect(call).not.toContain('token');
      expect(call).toContain(variables.find(({ holds }) => holds !== 'session')?.name);
    }
  });

  it('is never in the command of any API, neither as it is nor hashed', () => {
    const node = { endpoint: { scheme: 'http', host: 'zstack', port: 8080, context: '/zstack' } } as const;
    const canary = 'c4n4ry9';
    let concealed = 0;
    for (const api of registry.apiNames().flatMap((name) => registry.api(name) ?? [])) {
      for (const param of api.params.filter(({ secret, secretUri }) => secret || secretUri)) {
        const given = exampleOf(api, registry).filter((word) => !word.startsWith(`${param.name}=`));
        const value = param.secretUri ? `root:${canary}@192.168.0.10` : canary;
        const line = [...given, `${param.name}=${value}`].map((word) => quoteWord(word)).join(' ');
        const { call, variables } = linesOf(line, node, build(line, { validate: false }));
        expect(call, line).not.toMatch(/c4n4ry9|"[0-9a-f]{128}"/);
        expect(variables.length, line).toBeGreaterThan(0);
        concealed++;
      }
    }
    expect(concealed).toBeGreaterThan(130);
  });

  it('comes from the environment, as it is', async () => {
    const { ours, curls } = await both(`LogInByLdap uid=me ${quoteWord(`password=${secret}`)}`, {
      env: { ZSTACK_PASSWORD: secret },
    });
    expect(curls).toEqual(ours);
  });

  it('comes from the environment, with several lines', async () => {
    const key = '-----BEGIN "KEY"-----\n\\abc\n-----END-----';
    const { ours, curls } = await both(`LogInByLdap uid=me ${quoteWord(`password=${key}`)}`, {
      env: { ZSTACK_PASSWORD: key },
    });
    expect(curls).toEqual(ours);
  });

  it('comes from the environment and is hashed where the client hashes it', async () => {
    const { ours, curls } = await both(`LogInByAccount accountName=admin ${quoteWord(`password=${secret}`)}`, {
      env: { ZSTACK_PASSWORD: secret },
    });
    expect(ours?.body).toMatch(/"password":"[0-9a-f]{128}"/);
    expect(curls).toEqual(ours);
  });

  it('comes from the environment as JSON where it is no text', async () => {
    const tags = `CreateSystemTags resourceUuid=${uuid} resourceType=ZoneVO tags=a,b`;
    const { ours, curls } = await both(tags, { env: { ZSTACK_TAGS: '["a","b"]' } });
    expect(curls).toEqual(ours);
  });

  it('comes from the environment element by element, each by its place', async () => {
    const urls = 'root:secret@1.2.3.4,root:other@1.2.3.5';
    const { ours, curls } = await both(`AddCephPrimaryStorage name=a zoneUuid=${uuid} monUrls=${urls}`, {
      env: { ZSTACK_MON_URLS_0: 'root:secret@1.2.3.4', ZSTACK_MON_URLS_1: 'root:other@1.2.3.5' },
    });
    expect(curls).toEqual(ours);
  });

  it.each(['rest', 'message'] as const)('comes from the environment into conditions over %s', async (transport) => {
    const text = 'say "hi" \\ & 100';
    const node = await httpNode((_, response) => response.end(done));
    const line = (value: string) => `QuerySdnController ${quoteWord(`password~=${value}`)} password!=b limit=1`;
    const client = openClient(node.endpoint, world, { userAgent });
    const built = build(line(text), { transport });
    await client.send(built.request, { session, jobUuid }).catch(() => undefined);
    await client.close();
    const stage = stageAt(node.endpoint, registry);
    await showCurl(built, 'theSession', node.endpoint, stage.context);
    expect(stage.stdout()).not.toContain('say');
    await paste(stage.stdout(), { ZSTACK_PASSWORD: text, ZSTACK_PASSWORD_2: 'b' });
    const [ours, curls] = node.seen;
    const asked = ({ url, body }: Seen) => [
      [...new URL(url, 'http://x').searchParams].toSorted(),
      body === '' ? body : Object.values(JSON.parse(body)).map((message) => ({ ...(message as object), id: '' })),
    ];
    expect(curls && asked(curls)).toEqual(ours && asked(ours));
  });

  it('comes from the environment into a query string', async () => {
    const { ours, curls } = await both(
      `GetOssBucketNameFromRemote dataCenterUuid=${uuid} ossKey=1 ${quoteWord(`ossSecret=${secret}`)}`,
      { env: { ZSTACK_OSS_SECRET: secret } },
    );
    const pairs = (url = '') => [...new URL(url, 'http://x').searchParams].sort();
    expect(pairs(curls?.url)).toEqual(pairs(ours?.url));
  });

  it('is the session where the request names it', async () => {
    const node = await httpNode((_seen, response) => response.end('{}'));
    await paste(linesOf('LogOut sessionUuid=theSession', node).call);
    expect(node.seen[0]).toMatchObject({ method: 'DELETE', url: `/zstack/v1/accounts/sessions/${session}` });
  });
});

describe('a job', () => {
  it('is asked after by its id', async () => {
    const node = await httpNode((_seen, response) => response.end('{}'));
    const { call, poll = '' } = linesOf(`StartVmInstance uuid=${uuid}`, node);
    await paste(call);
    await paste(poll);
    expect(
      node.seen.map(({ method, url, headers }) => [method, url, headers['x-job-uuid'], headers.authorization]),
    ).toEqual([
      ['PUT', `/zstack/v1/vm-instances/${uuid}/actions`, jobUuid, `OAuth ${session}`],
      ['GET', `/zstack/v1/api-jobs/${jobUuid}`, undefined, `OAuth ${session}`],
    ]);
  });

  it('of the message endpoint is asked after there, with the session in the message', async () => {
    const node = await httpNode((_seen, response) => response.end(done));
    const { call, poll = '' } = linesOf(`ScanBackupStorage backupStorageUuid=${uuid}`, node);
    expect(call).not.toContain('theSession');
    await paste(call);
    await paste(poll);
    const [sent, asked] = node.seen;
    const [message] = Object.values(JSON.parse(sent?.body ?? ''));
    expect(message).toMatchObject({ session: { uuid: session }, id: jobUuid });
    expect(asked).toMatchObject({ method: 'GET', url: `/zstack/api/result/${jobUuid}` });
  });

  it('is none where the call is synchronous', async () => {
    const node = { endpoint: { scheme: 'http', host: '::1', port: 8080, context: '/zstack' } } as const;
    const { call, poll } = linesOf('IsReadyToGo', node);
    expect(poll).toBeUndefined();
    expect(call).toContain(`curl -sS -g 'http://[::1]:8080/zstack/v1/`);
  });
});
