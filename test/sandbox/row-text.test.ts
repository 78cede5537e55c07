import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformance } from '../../src/sandbox/conformance.ts';
import { demo } from '../../src/sandbox/demo.ts';
import { present } from '../../src/sandbox/present.ts';
import { writeJson } from '../../src/sandbox/reply.ts';
import { textsOf } from '../../src/sandbox/row-text.ts';
import { ensureTable, insertRow, placeOf, rootOf } from '../../src/sandbox/schema.ts';
import type { Db } from '../../src/sandbox/sqlite.ts';
import { registry } from '../request/registry.ts';
import { openSeeded, type Seeded } from './seeded.ts';

/** All rows of an inventory, written by SQLite and by ourselves. */
function both(db: Db, name: string) {
  const inventory = registry.inventory(name);
  if (!inventory) throw new Error(name);
  ensureTable(db, registry, inventory);
  const { table, filter = '1' } = placeOf(registry, inventory);
  const rows = db.all(`SELECT rowid AS number, * FROM ${table} WHERE ${filter} ORDER BY rowid`);
  const shown = present(db, registry, inventory, rows);
  const numbers = JSON.stringify(rows.map(({ number }) => Number(number)));
  const written = textsOf(db, registry, inventory, numbers, undefined);
  return [
    [written.size, written.text, written.classes],
    [shown.length, shown.map(({ value }) => writeJson(value, false)).join(','), shown.map(({ classes }) => classes)],
  ];
}

describe.each([
  ['the demo', demo],
  ['the conformance cloud', conformance],
])('the rows of %s', (_, seed) => {
  let cloud: Seeded;
  beforeAll(async () => {
    cloud = await openSeeded(seed());
  });
  afterAll(() => cloud.close());

  it('are written by SQLite as they are presented one by one', async () => {
    await cloud.run((db) => {
      for (const { inventory } of seed()) {
        const [written, presented] = both(db, inventory);
        expect(written, inventory).toEqual(presented);
      }
    });
  });
});

describe('a row', () => {
  let cloud: Seeded;
  beforeAll(async () => {
    cloud = await openSeeded([]);
  });
  afterAll(() => cloud.close());

  it('of every inventory is written as it is presented, with something in each column', async () => {
    await cloud.run((db) => {
      for (const name of registry.inventoryNames()) {
        const inventory = registry.inventory(name);
        if (!inventory) throw new Error(name);
        ensureTable(db, registry, inventory);
        db.run(`DELETE FROM "${rootOf(registry, inventory).resource}"`);
        const columns = inventory.fields.filter(({ name: field }) => !/password$/i.test(field));
        const row = columns.map((field, index) => [field.name, sample(field.type, index)] as const);
        insertRow(db, registry, inventory, Object.fromEntries(row));
        insertRow(db, registry, inventory, Object.fromEntries(row.slice(0, 1)));
        const [written, presented] = both(db, name);
        expect(written, name).toEqual(presented);
        db.run(`DELETE FROM "${rootOf(registry, inventory).resource}"`);
      }
    });
  });

  it('may hold any text', async () => {
    const zone = registry.inventory('Zone');
    if (!zone) throw new Error('no zone');
    const texts = [
      '',
      '"\\/',
      '\u0001\u0002\u001e\u0004\t\n\r\b\f',
      'é北京👨‍👩‍👧\u2028',
      "it's <b>&amp;</b> = 1",
      '\\u0001',
    ];
    await cloud.run((db) => {
      ensureTable(db, registry, zone);
      for (const [index, name] of texts.entries())
        insertRow(db, registry, zone, {
          uuid: `z${index}`,
          name,
          createDate: index < 3 ? name : '2026-01-02 03:04:05',
        });
      const [written, presented] = both(db, 'Zone');
      expect(written).toEqual(presented);
      expect(JSON.parse(`[${written?.[1]}]`).map((row: { name: string }) => row.name)).toEqual(texts);
    });
  });
});

function sample(type: string, index: number): string | number | bigint {
  if (type === 'int') return index;
  if (type === 'long') return 9_007_199_254_740_993n + BigInt(index);
  if (type === 'double') return [2, 0.5, 1.099511627776e12, 1e-5][index % 4] as number;
  if (type === 'bool') return index % 2;
  if (type === 'timestamp')
    return `2026-0${1 + (index % 9)}-1${index % 9} ${String(index % 24).padStart(2, '0')}:05:09`;
  return type === 'string' ? `text ${index} '"\\ 云` : (['["a","b"]', '{"a":{"b":1}}', 'no json'][index % 3] as string);
}
