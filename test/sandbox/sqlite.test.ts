import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linuxProcesses } from '../../src/sandbox/lock.ts';
import { openStore, type Store } from '../../src/sandbox/sqlite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));

function open(): Promise<Store> {
  return openStore({
    folder,
    processes: linuxProcesses(),
    uuid: () => randomUUID().replaceAll('-', ''),
    create: (db) => db.run('CREATE TABLE t (a)'),
  });
}

let one: Store;
let other: Store;
beforeAll(async () => {
  [one, other] = [await open(), await open()];
});
afterAll(() => {
  one.close();
  other.close();
  rmSync(folder, { recursive: true });
});

describe('a column that is new', () => {
  const everything = (store: Store) => store.transaction((db) => db.all('SELECT * FROM t'));

  it('is there at once, whoever added it', async () => {
    await one.transaction((db) => db.run('INSERT INTO t VALUES (1)'));
    expect([await everything(one), await everything(other)]).toEqual([[{ a: 1 }], [{ a: 1 }]]);
    const own = await one.transaction((db) => {
      db.run('ALTER TABLE t ADD COLUMN b');
      db.run('UPDATE t SET b = 2');
      return db.all('SELECT * FROM t');
    });
    expect(own).toEqual([{ a: 1, b: 2 }]);
    expect(await everything(other)).toEqual([{ a: 1, b: 2 }]);
  });
});

describe('a statement that has failed', () => {
  it('may be tried again', async () => {
    const sql = 'SELECT abs(?) AS a';
    await one.transaction((db) => {
      expect(() => db.all(sql, [-(2n ** 63n)])).toThrow('integer overflow');
      expect(db.all(sql, [-1])).toEqual([{ a: 1 }]);
    });
  });
});
