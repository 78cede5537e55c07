import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformance, conformanceUuid } from '../../src/sandbox/conformance.ts';
import { crowd } from '../../src/sandbox/indexes.ts';
import { type QueryMessage, runQuery } from '../../src/sandbox/query.ts';
import { insertRow } from '../../src/sandbox/schema.ts';
import type { Db, SqlValue } from '../../src/sandbox/sqlite.ts';
import { registry } from '../request/registry.ts';
import { legacyMessage } from './legacy.ts';
import { openSeeded, type Seeded } from './seeded.ts';

const machines = legacyMessage('VmInstance', []).inventory;

let cloud: Seeded;
beforeAll(async () => {
  cloud = await openSeeded(conformance());
  await cloud.run((db) => crowd(db, registry, machines, () => fill(db)));
});
afterAll(() => cloud.close());

/** Machines of a few states, zones and hosts, each with a name of its own. */
function fill(db: Db): void {
  for (let index = 0; index < 3000; index++)
    insertRow(db, registry, machines, {
      uuid: index.toString(16).padStart(32, '0'),
      name: `vm-${index}`,
      type: 'UserVm',
      state: index % 3 === 0 ? 'Running' : 'Stopped',
      zoneUuid: conformanceUuid(index % 2 === 0 ? 'z1' : 'z2'),
      hostUuid: index % 3 === 0 ? conformanceUuid(`h${(index % 2) + 1}`) : null,
      createDate: `2021-01-${String((index % 28) + 1).padStart(2, '0')} 10:00:00`,
    });
}

/** How SQLite carries out what is asked of the machines' table, and how many rows answer. */
async function planOf(words: readonly string[], as = 'admin'): Promise<{ plan: readonly string[]; size: number }> {
  return cloud.run((db) => {
    const asked: (readonly [sql: string, values: readonly SqlValue[]])[] = [];
    const watched: Db = {
      ...db,
      all: (sql, values = []) => {
        asked.push([sql, values]);
        return db.all(sql, values);
      },
    };
    const message: QueryMessage = legacyMessage('VmInstance', words);
    const answer = runQuery(watched, registry, message, { accountUuid: conformanceUuid(as) }, 'faithful');
    const [sql, values] = asked.find(([each]) => each.includes('FROM "VmInstance"')) ?? ['', []];
    const plan = db.all(`EXPLAIN QUERY PLAN ${sql}`, values).map(({ detail }) => String(detail));
    return { plan: plan.filter((line) => /\bt0\b|TEMP/.test(line)), size: answer.inventories?.size ?? 0 };
  });
}

describe('in a crowd, an index answers', () => {
  it.each([
    [['name=vm-77'], 'SEARCH t0 USING COVERING INDEX VmInstance by name', 1],
    [['name=VM-77 '], 'SEARCH t0 USING COVERING INDEX VmInstance by name', 1],
    [['name=vm-78', 'state=Running'], 'SEARCH t0 USING INDEX VmInstance by name', 1],
    [['name?=vm-1,vm-2'], 'SEARCH t0 USING COVERING INDEX VmInstance by name', 2],
    [['uuid=0000000000000000000000000000000A'], 'SEARCH t0 USING COVERING INDEX VmInstance by uuid', 1],
    [[`hostUuid=${conformanceUuid('h1')}`], 'SEARCH t0 USING COVERING INDEX VmInstance by hostUuid', 501],
    [['host.name=host-1'], 'SEARCH t0 USING COVERING INDEX VmInstance by hostUuid', 501],
    [['createDate>=2021-01-28'], 'SEARCH t0 USING COVERING INDEX VmInstance by createDate', 107],
    [['type=ApplianceVm'], 'SCAN t0 USING INDEX VmInstance of children', 1],
    [['name=vm-77', 'sortBy=name'], 'SEARCH t0 USING COVERING INDEX VmInstance by name', 1],
  ])('%j', async (words, expected, size) => {
    const found = await planOf(words);
    expect(found.plan[0]).toContain(expected);
    expect(found.size).toBe(size);
  });

  it.each([
    [[]],
    [['limit=10']],
    [['zoneUuid!=x', 'limit=10']],
    [['sortBy=createDate', 'limit=10']],
    [['sortBy=createDate', 'sortDirection=desc', 'limit=10']],
    [['sortBy=name', 'limit=10']],
    [['state=Running', 'limit=10']],
  ])('%j without sorting the rows', async (words) => {
    const { plan } = await planOf(words);
    expect(plan.filter((line) => line.includes('TEMP'))).toEqual([]);
    expect(plan[0]).toContain('INDEX VmInstance by ');
  });

  it('what an account sees, by uuid', async () => {
    const { plan, size } = await planOf([], 'acc1');
    expect(plan[0]).toContain('SEARCH t0 USING COVERING INDEX VmInstance by uuid');
    expect(size).toBe(3);
  });

  it('and the rows that were there before are still there', async () => {
    expect((await planOf(['name=web-1'])).size).toBe(1);
    expect((await planOf(['limit=5000'])).size).toBe(3005);
  });
});
