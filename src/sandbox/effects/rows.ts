import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import { ensureTable, insertRow, keyOf, placeOf, quote } from '../schema.ts';
import type { Db, SqlRow, SqlValue } from '../sqlite.ts';

/** Columns and their values: a condition where rows are looked for, what is set where they are written. */
export type Values = Readonly<Record<string, SqlValue | boolean>>;

/** The part of a scene that tables are reached by. */
export interface Tables {
  readonly db: Db;
  readonly registry: Registry;
}

/** Throws `Error` on a name that the registry does not know: names of inventories are ours. */
export function inventoryOf({ registry }: Tables, name: string): Inventory {
  const inventory = registry.inventory(name);
  if (!inventory) throw new Error(`no inventory ${name}`);
  return inventory;
}

/** Rows of an inventory and of those that are a special case of it. `null` finds empty columns. */
export function where(tables: Tables, name: string, values: Values = {}): readonly SqlRow[] {
  const { inventory, from, condition, bound } = search(tables, name, values);
  const sql = `SELECT rowid, * FROM ${from} WHERE ${condition} ORDER BY ${keyOf(inventory)}`;
  return inTable(tables, inventory, () => tables.db.all(sql, bound));
}

export function first(tables: Tables, name: string, values: Values): SqlRow | undefined {
  return where(tables, name, values)[0];
}

export function find(tables: Tables, name: string, uuid: SqlValue | undefined): SqlRow | undefined {
  return uuid === null || uuid === undefined ? undefined : first(tables, name, { uuid });
}

/** The rows that are there, in the order of the uuids. */
export function findAll(tables: Tables, name: string, uuids: readonly (SqlValue | undefined)[]): readonly SqlRow[] {
  return uuids.map((uuid) => find(tables, name, uuid)).filter((row) => row !== undefined);
}

export function insert(tables: Tables, name: string, row: Values): void {
  const inventory = inventoryOf(tables, name);
  inTable(tables, inventory, () => insertRow(tables.db, tables.registry, inventory, row));
}

/** How many rows were changed. */
export function update(tables: Tables, name: string, values: Values, changes: Values): number {
  const names = Object.keys(changes);
  if (names.length === 0) return 0;
  const { inventory, from, condition, bound } = search(tables, name, values);
  const set = names.map((column) => `${quote(column)} = ?`).join(', ');
  const changed = names.map((column) => stored(changes[column] ?? null));
  const sql = `UPDATE ${from} SET ${set} WHERE ${condition}`;
  return inTable(tables, inventory, () => tables.db.run(sql, [...changed, ...bound]));
}

/** How many rows were deleted. */
export function remove(tables: Tables, name: string, values: Values): number {
  const { inventory, from, condition, bound } = search(tables, name, values);
  return inTable(tables, inventory, () => tables.db.run(`DELETE FROM ${from} WHERE ${condition}`, bound));
}

/** Nearly always the table is there; where it is not, or lacks columns, it is made. */
function inTable<T>({ db, registry }: Tables, inventory: Inventory, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !/no such (table|column)|has no column/.test(error.message)) throw error;
    ensureTable(db, registry, inventory);
    return work();
  }
}

function search(tables: Tables, name: string, values: Values) {
  const inventory = inventoryOf(tables, name);
  const { table, filter } = placeOf(tables.registry, inventory);
  const entries = Object.entries(values);
  const tests = entries.map(([column, value]) => `${quote(column)} ${value === null ? 'IS NULL' : '= ?'}`);
  return {
    inventory,
    from: table,
    condition: [...(filter === undefined ? [] : [filter]), ...tests].join(' AND ') || '1',
    bound: entries.flatMap(([, value]) => (value === null ? [] : [stored(value)])),
  };
}

function stored(value: SqlValue | boolean): SqlValue {
  return typeof value === 'boolean' ? Number(value) : value;
}
