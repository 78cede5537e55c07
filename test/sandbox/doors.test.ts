import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../src/registry/types.ts';
import { conformanceUuid } from '../../src/sandbox/conformance.ts';
import { registry } from '../request/registry.ts';
import { type Answer, type Cloud, startCloud } from './cloud.ts';
import { cli, failing, failingZql, ofAccounts, q, zql } from './conformance.ts';
import { kinds, lengthened, shown, wordsOf } from './engine.ts';
import { legacyMessage } from './legacy.ts';

/** The table once more, over real HTTP: as the old command line sends it, and as REST and ZQL have it. */
let cloud: Cloud;
const sessions = new Map<string, string>();
beforeAll(async () => {
  cloud = await startCloud({ seed: 'conformance' });
  sessions.set('admin', await cloud.logIn());
  for (const account of ['acc1', 'acc2']) sessions.set(account, await cloud.logIn(account, account));
});
afterAll(() => cloud.close());

interface Reply {
  readonly inventories?: readonly { readonly uuid?: string }[];
  readonly total?: number;
  readonly error?: { readonly code: string; readonly description: string; readonly details: string };
}

/** As the table writes it. */
function outcome({ inventories, total, error }: Reply): string {
  if (error) return `${error.code} ${error.details}`;
  const ids = inventories?.map(({ uuid }) => shown(uuid)).sort() ?? [];
  return [...ids, ...(total === undefined ? [] : [`total=${total}`])].join(' ');
}

function apiOf(kind: string): Api {
  const { queryApi = '' } = registry.inventory(kinds[kind] ?? kind) ?? {};
  return registry.api(queryApi) as Api;
}

/** The message that the old command line posts. */
async function viaMessage(kind: string, line: string, as = 'admin'): Promise<string> {
  const { inventory: _, ...message } = legacyMessage(kinds[kind] ?? kind, wordsOf(line));
  const { fullName = '' } = apiOf(kind);
  const { status, json } = await cloud.ask('POST', '/api/', {
    body: { [fullName]: { ...message, session: { uuid: sessions.get(as) } } },
  });
  expect([status, json.state]).toEqual([200, 'Done']);
  const { [fullName.replace(/Msg$/, 'Reply')]: reply } = JSON.parse(json.result);
  expect(reply.success).toBe(reply.error === undefined);
  expect(reply).not.toHaveProperty('schema');
  return outcome(reply);
}

async function viaRest(kind: string, parameters: readonly string[], as = 'admin'): Promise<string> {
  const answer = await cloud.ask('GET', `/v1${apiOf(kind).path}?${parameters.join('&')}`, {
    session: sessions.get(as) ?? '',
  });
  return restOutcome(answer);
}

function restOutcome({ status, json }: Answer): string {
  expect(status).toBe(json.error ? 503 : 200);
  expect(Object.keys(json)).toEqual(
    json.error
      ? ['error']
      : ['schema', 'total', 'inventories'].filter((key) => key === 'schema' || json[key] !== undefined),
  );
  return outcome(json);
}

/** What somebody would write for REST who means the words of the old command line; there is no row that `q` cannot carry. */
function translated(line: string): readonly string[] {
  const steering = /^(limit|start|count|replyWithCount|fields|filterName)=/;
  const words = wordsOf(line);
  const direction = words.includes('sortDirection=desc') ? '-' : '+';
  return words.flatMap((word) => {
    if (word.startsWith('sortDirection=')) return [];
    if (steering.test(word)) return [word];
    if (word.startsWith('sortBy=')) return [`sort=${encodeURIComponent(direction + word.slice('sortBy='.length))}`];
    return [`q=${encodeURIComponent(meant(word))}`];
  });
}

function meant(word: string): string {
  const absent = /^([^=!<>?~]*)(!?)=null$/.exec(word);
  if (absent) return `${absent[1]} ${absent[2] ? 'not' : 'is'} null`;
  const [, before = '', value = ''] = /^(.*?~=)([^%_]*)$/s.exec(word) ?? [];
  return before === '' ? word : `${before}%${value}%`;
}

async function viaZql(text: string, as = 'admin'): Promise<Answer> {
  return cloud.ask('GET', `/v1/zql?zql=${encodeURIComponent(lengthened(text))}`, { session: sessions.get(as) ?? '' });
}

describe.each([
  ['a message', viaMessage],
  ['REST', (kind: string, line: string, as?: string) => viaRest(kind, translated(line), as)],
])('through %s', (_, ask) => {
  it.each(cli)('%i: %s %s', async (_, kind, line, expected) => {
    expect(await ask(kind, line)).toBe(expected);
  });

  it.each(ofAccounts)('%i: %s %s as %s', async (_, kind, line, as, expected) => {
    expect(await ask(kind, line, as)).toBe(expected);
  });

  it('130: a page and the total of what is seen', async () => {
    expect(await ask('VM', 'replyWithCount=true limit=1', 'acc1')).toMatch(/^v\d total=3$/);
  });

  it('91: the total is of the values of the first field', async () => {
    expect(await ask('VM', 'replyWithCount=true fields=hostUuid limit=2')).toBe('NULL NULL total=3');
  });

  it.each(failing)('%i: %s %s fails', async (_, kind, line, text) => {
    const told = await ask(kind, line);
    expect(told).toMatch(/^SYS.1000 /);
    expect(told).toContain(text);
  });

  it('a session that is none is told', async () => {
    sessions.set('nobody', '0'.repeat(32));
    expect(await ask('VM', '', 'nobody')).toBe('ID.1001 Session expired');
  });
});

describe('values of q', () => {
  it('32, 87: fields and order', async () => {
    const get = async (path: string): Promise<readonly object[]> =>
      (await cloud.ask('GET', path, { session: sessions.get('admin') ?? '' })).json.inventories;
    expect(await get('/v1/database-backups?fields=uuid,name&sort=-createDate&limit=2')).toEqual([
      { uuid: conformanceUuid('d3'), name: 'manual-backup' },
      { uuid: conformanceUuid('d2'), name: 'zstack-2020-02-01' },
    ]);
    const names = ['100%_off', 'db_1', 'web-1', 'web-2', 'WEB-4'];
    expect(await get('/v1/vm-instances?fields=name&sort=%2Bname')).toEqual(names.map((name) => ({ name })));
    expect(await get('/v1/vm-instances?fields=name&sort=-name')).toEqual(names.toReversed().map((name) => ({ name })));
  });

  it.each(q)('%i: %s %s', async (_, kind, condition, expected) => {
    expect(await viaRest(kind, [`q=${encodeURIComponent(condition)}`])).toBe(expected);
  });

  it.each(['hostUuid is not null', 'description=a!=b', 'description~=a>=b'])('100: %s fails', async (condition) => {
    expect(await viaRest('VM', [`q=${encodeURIComponent(condition)}`])).toMatch(/^SYS.1000 /);
  });

  it.each(['=web-1', 'name'])('101: %s is refused in plain text', async (condition) => {
    const answer = await cloud.ask('GET', `/v1/vm-instances?q=${encodeURIComponent(condition)}`, {
      session: sessions.get('admin') ?? '',
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/^Invalid query parameter\. The '/);
  });

  it('43: groupBy means nothing', async () => {
    expect(await viaRest('DB', ['groupBy=status'])).toBe('d1 d2 d3');
  });
});

describe('ZQL', () => {
  it.each(zql)('%i: %s', async (_, text, expected) => {
    const { status, json } = await viaZql(text);
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual(['results']);
    expect(outcome(json.results[0])).toBe(expected);
  });

  it.each(failingZql)('fails: %s', async (text) => {
    const { status, json } = await viaZql(text);
    expect(status).toBe(503);
    expect(json.error.code).toMatch(/^SYS.100[07]$/);
  });

  it('157: several results, each by its name', async () => {
    const { json } = await viaZql("query host named as 'h'; query zone return with (total) named as 'z';");
    expect(json.results.map((each: Reply & { name: string }) => [each.name, outcome(each)])).toEqual([
      ['h', 'h1 h2 h3'],
      ['z', 'z1 z2 z3 total=3'],
    ]);
  });

  it('149, 151, 152: maps come as lists of pairs', async () => {
    const counted = (await viaZql('count vminstance group by state order by groupCount desc')).json.results[0];
    expect(Object.keys(counted)).toEqual(['total', 'inventoryCounts']);
    expect(counted.inventoryCounts[0]).toEqual([{ state: 'Running' }, 3]);
    const greatest = (await viaZql('query max(vminstance.cpuNum) group by zoneUuid')).json.results[0];
    expect(greatest.inventoryAggregateFunctions).toContainEqual([{ zoneUuid: conformanceUuid('z1'), cpuNum: 4 }, 4]);
    const average = await viaZql('query avg(vminstance.cpuNum)');
    expect(average.text).toContain('[{"cpuNum":2},2.6]');
    const sums = (await viaZql('sum vminstance.cpuNum,memorySize by zoneUuid')).json.results[0];
    expect(sums.inventories).toContainEqual([conformanceUuid('z1'), 10, 15_032_385_536]);
  });

  it('159: an account counts what it sees', async () => {
    const { json } = await viaZql('count vminstance group by state', 'acc1');
    expect(json.results[0].inventoryCounts).toEqual([
      [{ state: 'Running' }, 2],
      [{ state: 'Stopped' }, 1],
    ]);
  });
});

it('passwords of the accounts are their names', async () => {
  await expect(cloud.logIn('acc1', 'acc2')).rejects.toThrow();
  const { json } = await cloud.ask('GET', `/v1/vm-instances/${conformanceUuid('v3')}`, {
    session: sessions.get('acc2') ?? '',
  });
  expect(json.inventories[0]).toMatchObject({ name: 'db_1', description: "it's a db" });
});
