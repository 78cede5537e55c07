import type { Registry } from '../registry/registry.ts';
import type { Field, Inventory } from '../registry/types.ts';
import type { Db, SqlRow, SqlValue } from './sqlite.ts';

/** How a column is stored and compared. */
export type Kind = 'text' | 'uuid' | 'integer' | 'real' | 'boolean' | 'time' | 'json';

/** Where the rows of an inventory are. */
export interface Place {
  readonly table: string;
  /** Selects this inventory's rows out of a table that it shares with its parent; absent where it owns the table. */
  readonly filter?: string;
}

/** The column that names, between slashes, the inventory of a row and all its parents, the most special one last. */
export const lineageColumn = '_lineage';

/**
 * An inventory shares one table with its parents and children, so that a query of a parent sees the rows of all. The
 * filter says twice that the rows are no mere parent's: so it is known which index has them.
 */
export function placeOf(registry: Registry, inventory: Inventory, alias?: string): Place {
  const root = rootOf(registry, inventory);
  const table = quote(root.resource);
  if (root.name === inventory.name) return { table };
  const column = alias === undefined ? lineageColumn : `${alias}.${lineageColumn}`;
  return { table, filter: `${column} <> '/${root.name}/' AND instr(${column}, '/${inventory.name}/') > 0` };
}

export function rootOf(registry: Registry, inventory: Inventory): Inventory {
  return lineageOf(registry, inventory)[0] as Inventory;
}

/** Parents and superclasses, the root first and the inventory itself last. */
export function lineageOf(registry: Registry, inventory: Inventory): readonly Inventory[] {
  const found: Inventory[] = [];
  const visit = (each: Inventory | undefined): void => {
    if (!each || found.includes(each)) return;
    found.unshift(each);
    visit(base(registry, each.extends));
    visit(base(registry, each.parent));
  };
  visit(inventory);
  return found;
}

/** The inventory that a row is shown as. */
export function concreteOf(row: SqlRow): string {
  return String(row[lineageColumn]).split('/').at(-2) ?? '';
}

export function kindOf(field: Field): Kind {
  if (field.type === 'int' || field.type === 'long') return 'integer';
  if (field.type === 'double') return 'real';
  if (field.type === 'bool') return 'boolean';
  if (field.type === 'timestamp') return 'time';
  if (field.type !== 'string') return 'json';
  return field.name === 'uuid' || field.name.endsWith('Uuid') ? 'uuid' : 'text';
}

/** The column that identifies a row, and in whose order rows come when no order is asked for. */
export function keyOf(inventory: Inventory): string {
  const name = ['uuid', 'id'].find((each) => inventory.fields.some((field) => field.name === each));
  return name ?? 'rowid';
}

/** Makes the table and those of its columns that are not there yet. */
export function ensureTable(db: Db, registry: Registry, inventory: Inventory): void {
  if (db.known.has(inventory.name)) return;
  const { table } = placeOf(registry, inventory);
  const known = columnsOf(db, table);
  const wanted = inventory.fields.map((field) => [field.name, declared[kindOf(field)]] as const);
  addColumns(db, table, known, wanted);
  db.known.add(inventory.name);
}

/** Writes a row of that inventory; columns that the registry does not know are kept, and never shown. */
export function insertRow(
  db: Db,
  registry: Registry,
  inventory: Inventory,
  row: Readonly<Record<string, SqlValue | boolean>>,
): void {
  const { table } = placeOf(registry, inventory);
  const lineage = lineageOf(registry, inventory);
  const values: Record<string, SqlValue | boolean> = { ...row, [lineageColumn]: lineageText(lineage) };
  const unknown = Object.keys(row).filter((name) => !inventory.fields.some((field) => field.name === name));
  if (unknown.length > 0)
    addColumns(
      db,
      table,
      columnsOf(db, table),
      unknown.map((name) => [name, 'TEXT']),
    );
  const names = Object.keys(values);
  db.run(
    `INSERT INTO ${table} (${names.map((name) => quote(name)).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    names.map((name) => stored(values[name] ?? null)),
  );
}

export function lineageText(lineage: readonly Inventory[]): string {
  return `/${lineage.map(({ name }) => name).join('/')}/`;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const declared: { readonly [kind in Kind]: string } = {
  text: 'TEXT',
  uuid: 'TEXT COLLATE NOCASE',
  integer: 'INTEGER',
  real: 'REAL',
  boolean: 'INTEGER',
  time: 'TEXT',
  json: 'TEXT',
};

function base(registry: Registry, name: string | undefined): Inventory | undefined {
  return name === undefined ? undefined : registry.inventory(name);
}

function columnsOf(db: Db, table: string): ReadonlySet<string> {
  return new Set(db.all(`PRAGMA table_info(${table})`).map(({ name }) => String(name).toLowerCase()));
}

function addColumns(
  db: Db,
  table: string,
  known: ReadonlySet<string>,
  wanted: readonly (readonly [name: string, type: string])[],
): void {
  const missing = wanted.filter(([name]) => !known.has(name.toLowerCase()));
  const columns = missing.map(([name, type]) => `${quote(name)} ${type}`);
  if (known.size > 0) {
    for (const column of columns) db.run(`ALTER TABLE ${table} ADD COLUMN ${column}`);
    return;
  }
  db.run(`CREATE TABLE ${table} (${[`${lineageColumn} TEXT NOT NULL`, ...columns].join(', ')})`);
  if (wanted.some(([name]) => name === 'uuid'))
    db.run(`CREATE INDEX ${quote(`${table.slice(1, -1)} by uuid`)} ON ${table} (uuid)`);
}

function stored(value: SqlValue | boolean): SqlValue {
  return typeof value === 'boolean' ? Number(value) : value;
}
