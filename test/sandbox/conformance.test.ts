import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformanceUuid } from '../../src/sandbox/conformance.ts';
import { cli, failing, failingZql, ofAccounts, q, zql } from './conformance.ts';
import { type Engine, openEngine, type Row, shown } from './engine.ts';
import { legacyMessage } from './legacy.ts';

let cloud: Engine;
beforeAll(async () => {
  cloud = await openEngine();
});
afterAll(() => cloud.close());

describe('conditions of the old command line', () => {
  it.each(cli)('%i: %s %s', async (_, kind, line, expected) => {
    expect(await cloud.viaCli(kind, line)).toBe(expected);
  });
});

describe('what the engine refuses', () => {
  it.each(failing)('%i: %s %s', async (_, kind, line, text) => {
    expect(await cloud.viaCli(kind, line)).toMatch(/^ERR /);
    expect(await cloud.viaCli(kind, line)).toContain(text);
  });
});

describe('conditions of REST', () => {
  it.each(q)('%i: %s %s', async (_, kind, condition, expected) => {
    expect(await cloud.viaQ(kind, condition)).toBe(expected);
  });

  it.each([
    [99, 'hostUuid is not null'],
    [100, 'description=a!=b'],
    [100, 'description~=a>=b'],
  ])('%i: %s fails', async (_, q) => {
    expect(await cloud.viaQ('VM', q)).toMatch(/^ERR /);
  });
});

describe('fields, order and counts', () => {
  it('32: shows the fields asked for, and no others', async () => {
    const rows = await cloud.rowsOf('DB', 'fields=uuid,name sortBy=createDate sortDirection=desc limit=2');
    expect(rows).toEqual([
      { uuid: conformanceUuid('d3'), name: 'manual-backup' },
      { uuid: conformanceUuid('d2'), name: 'zstack-2020-02-01' },
    ]);
  });

  it('36: starts where it is told', async () => {
    const sorted = ['d1', 'd2', 'd3'].sort((one, other) => (conformanceUuid(one) < conformanceUuid(other) ? -1 : 1));
    const rows = await cloud.rowsOf('DB', 'sortBy=uuid start=1');
    expect(rows.map(({ uuid }) => shown(uuid))).toEqual(sorted.slice(1));
  });

  it('87: sorts without case', async () => {
    const rows = await cloud.rowsOf('VM', 'sortBy=name');
    expect(rows.map(({ uuid }) => shown(uuid))).toEqual(['v5', 'v3', 'v1', 'v2', 'v4']);
  });

  it('88: puts NULL first, and last the other way round', async () => {
    const hosts = (rows: readonly Row[]) => rows.map(({ hostUuid }) => shown(hostUuid));
    const sorted = ['h1', 'h2', 'h3'].sort((one, other) => (conformanceUuid(one) < conformanceUuid(other) ? -1 : 1));
    expect(hosts(await cloud.rowsOf('VM', 'sortBy=hostUuid'))).toEqual(['NULL', 'NULL', ...sorted]);
    expect(hosts(await cloud.rowsOf('VM', 'sortBy=hostUuid sortDirection=desc'))).toEqual([
      ...sorted.toReversed(),
      'NULL',
      'NULL',
    ]);
  });

  it('91: counts the values of the first field, unless it is to be friendly', async () => {
    const line = ['VM', 'replyWithCount=true fields=hostUuid limit=2'] as const;
    expect(await cloud.viaCli(...line)).toBe('NULL NULL total=3');
    expect(await cloud.viaCli(...line, 'admin', 'friendly')).toBe('NULL NULL total=5');
  });

  it('93: cuts a nested field that is alone', async () => {
    expect((await cloud.rowsOf('VM', 'fields=uuid.name sortBy=uuid')).map((row) => Object.keys(row))).toEqual(
      Array(5).fill(['uuid']),
    );
  });
});

describe('what accounts see', () => {
  it.each(ofAccounts)('%i: %s %s as %s', async (_, kind, line, as, expected) => {
    expect(await cloud.viaCli(kind, line, as)).toBe(expected);
  });

  it('130: a page and the total of what is seen', async () => {
    const { rows, total } = await cloud.ask(
      legacyMessage('VmInstance', ['replyWithCount=true', 'limit=1']),
      'acc1',
      'faithful',
    );
    expect([rows?.length, total]).toEqual([1, 3]);
  });
});

describe('a friendly cloud', () => {
  it.each([
    ['DB', 'size=abc', 'is not a number'],
    ['DB', 'createDate>=garbage', 'is not a time'],
    ['VM', 'cpuNum=2abc', 'is not a number'],
    ['VOL', 'size>=10GB', 'is not a number'],
  ])('refuses %s %s', async (kind, line, text) => {
    expect(await cloud.viaCli(kind, line, 'admin', 'friendly')).toContain(text);
  });

  it.each([
    ['VM', `"description=it's a db"`, 'v3'],
    ['VM', 'cpuNum=02', 'v1 v5'],
    ['Zone', 'isDefault?=true', 'z1'],
    ['Zone', 'isDefault!?=true', 'z2 z3'],
  ])('corrects %s %s', async (kind, line, expected) => {
    expect(await cloud.viaCli(kind, line, 'admin', 'friendly')).toBe(expected);
  });
});

describe('ZQL', () => {
  it.each(zql)('%i: %s', async (_, text, expected) => {
    const [result] = await cloud.zql(text);
    expect(result?.ids?.join(' ')).toBe(expected);
  });

  it.each(failingZql)('fails: %s', async (text) => {
    await expect(cloud.zql(text)).rejects.toThrow(/./);
  });

  it('149: counts groups', async () => {
    const [result] = await cloud.zql('count vminstance group by state order by groupCount desc');
    expect(result?.total).toBe(5);
    expect(result?.counts).toEqual(
      expect.arrayContaining([
        [{ state: 'Stopped' }, 1],
        [{ state: 'Destroyed' }, 1],
      ]),
    );
    expect(result?.counts?.[0]).toEqual([{ state: 'Running' }, 3]);
  });

  it('149: limits groups, and leaves the total alone', async () => {
    const [limited] = await cloud.zql('count vminstance group by state limit 2');
    expect([limited?.total, limited?.counts?.length]).toEqual([5, 2]);
    expect(await cloud.zql("count vminstance where name = 'none' group by state")).toEqual([{ total: 0 }]);
  });

  it('151 and 152: the greatest of a group and sums', async () => {
    const [greatest] = await cloud.zql('query max(vminstance.cpuNum) group by zoneUuid');
    expect(new Set(greatest?.functions?.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify([{ zoneUuid: 'z1', cpuNum: 4 }, 4]), JSON.stringify([{ zoneUuid: 'z2', cpuNum: 2 }, 2])]),
    );
    const [sums] = await cloud.zql("sum vminstance.cpuNum,memorySize by zoneUuid where cpuNum > 0 named as 'sum'");
    expect(sums?.name).toBe('sum');
    expect(new Set(sums?.sums?.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify(['z1', 10, 15032385536]), JSON.stringify(['z2', 3, 2147483648])]),
    );
  });

  it('157: answers several statements, each by its name', async () => {
    expect(await cloud.zql("query host named as 'h';\nquery zone return with (total) named as 'z';")).toEqual([
      { ids: ['h1', 'h2', 'h3'], name: 'h' },
      { ids: ['z1', 'z2', 'z3'], total: 3, name: 'z' },
    ]);
  });

  it('159: lets an account count only what it sees', async () => {
    const [counted] = await cloud.zql('count vminstance group by state', 'acc1');
    expect(counted?.counts).toEqual([
      [{ state: 'Running' }, 2],
      [{ state: 'Stopped' }, 1],
    ]);
    expect((await cloud.zql('sum vminstance.cpuNum by zoneUuid', 'acc1'))[0]?.sums).toEqual([['z1', 10]]);
  });
});
