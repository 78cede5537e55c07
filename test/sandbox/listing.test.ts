import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAll } from '../../src/sandbox/listing.ts';
import { runQuery } from '../../src/sandbox/query.ts';
import { insertRow } from '../../src/sandbox/schema.ts';
import { adminUuid } from '../../src/sandbox/seed.ts';
import type { Db } from '../../src/sandbox/sqlite.ts';
import { registry } from '../request/registry.ts';
import { legacyMessage } from './legacy.ts';
import { openSeeded, rowsIn, type Seeded } from './seeded.ts';

const zones = legacyMessage('Zone', ['limit=5000']);

let cloud: Seeded;
beforeAll(async () => {
  cloud = await openSeeded([]);
});
afterAll(() => cloud.close());

function fill(db: Db): void {
  for (let index = 0; index < 1200; index++)
    insertRow(db, registry, zones.inventory, { uuid: String(index).padStart(32, '0'), name: `zone ${index}` });
}

describe('the rows of an answer', () => {
  it('come in portions, each from a transaction of its own, and what was deleted meanwhile does not', async () => {
    const listing = await cloud.run((db) => {
      runQuery(db, registry, zones, { accountUuid: adminUuid }, 'faithful');
      fill(db);
      return runQuery(db, registry, zones, { accountUuid: adminUuid }, 'faithful').inventories;
    });
    if (!listing) throw new Error('no rows');
    expect(listing.size).toBe(1200);
    const first = await cloud.run((db) => listing.next(db));
    expect(first.size).toBeGreaterThan(0);
    expect(first.size).toBeLessThan(1200);
    expect(JSON.parse(`[${first.text}]`)[0].name).toBe('zone 0');
    await cloud.run((db) => db.run(`DELETE FROM Zone WHERE name <> 'zone 1199'`));
    const rest = await cloud.run((db) => rowsIn(db, listing));
    expect(rest.map(({ name }) => name)).toEqual(['zone 1199']);
    expect((await cloud.run((db) => listing.next(db))).size).toBe(0);
  });

  it('are fetched with as many statements for many rows as for one', async () => {
    const statements = (limit: number) =>
      cloud.run((db) => {
        let count = 0;
        const counting: Db = {
          ...db,
          all: (sql, values) => {
            count++;
            return db.all(sql, values);
          },
        };
        const message = { ...legacyMessage('BackupStorage', []), limit };
        const answer = runQuery(counting, registry, message, { accountUuid: adminUuid }, 'faithful');
        if (answer.inventories) readAll(counting, answer.inventories);
        return count;
      });
    await cloud.run((db) => {
      runQuery(db, registry, legacyMessage('BackupStorage', []), { accountUuid: adminUuid }, 'faithful');
      for (let index = 0; index < 150; index++)
        insertRow(db, registry, legacyMessage('BackupStorage', []).inventory, { uuid: `b${index}`, name: 'b' });
    });
    expect(await statements(150)).toBe(await statements(1));
  });
});
