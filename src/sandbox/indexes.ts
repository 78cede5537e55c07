import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import { ensureTable, lineageColumn, quote, rootOf } from './schema.ts';
import type { Db } from './sqlite.ts';
import { keySql } from './zql/fold.ts';

/**
 * Lets `work` write so many rows of an inventory that its table can no longer be read through, and makes indexes of the
 * columns that are asked for much, in the form in which conditions compare them. That comes after the rows because it is
 * much faster; rows in the order of their uuids are fastest, when they are written and when they are asked for.
 */
export function crowd<T>(db: Db, registry: Registry, inventory: Inventory, work: () => T): T {
  ensureTable(db, registry, inventory);
  const root = rootOf(registry, inventory);
  const table = quote(root.resource);
  const columns = db.all(`PRAGMA table_info(${table})`).map(({ name }) => String(name));
  const indexes = columns.flatMap((column) => indexesOf(root, column, columns.includes('uuid')));
  for (const { name } of indexes) db.run(`DROP INDEX IF EXISTS ${quote(name)}`);
  const result = work();
  for (const { name, on } of indexes) db.run(`CREATE INDEX ${quote(name)} ON ${table} ${on}`);
  db.run(`ANALYZE ${table}`);
  return result;
}

interface Index {
  readonly name: string;
  readonly on: string;
}

/** The uuid comes second, so that rows with one value are in the order of their uuids already. */
function indexesOf(root: Inventory, column: string, hasUuid: boolean): readonly Index[] {
  const name = `${root.resource} by ${column}`;
  const quoted = quote(column);
  const last = hasUuid ? ', uuid' : '';
  if (column === 'uuid')
    return [
      { name, on: '(uuid)' },
      { name: `${root.resource} of children`, on: `(uuid) WHERE ${lineageColumn} <> '/${root.name}/'` },
    ];
  if (column.endsWith('Uuid')) return [{ name, on: `(${quoted}${last}) WHERE ${quoted} IS NOT NULL` }];
  if (column === 'createDate') return [{ name, on: `(${quoted}${last})` }];
  return texts.includes(column) ? [{ name, on: `(${keySql(quoted)}${last})` }] : [];
}

const texts = ['name', 'ip', 'tag', 'state', 'status'];
