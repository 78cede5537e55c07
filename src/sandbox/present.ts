import type { Registry } from '../registry/registry.ts';
import type { Field, Inventory } from '../registry/types.ts';
import { dateText, type Json } from './reply.ts';
import { concreteOf, ensureTable, kindOf, placeOf, quote } from './schema.ts';
import type { Db, SqlRow, SqlValue } from './sqlite.ts';

/** Rows as the server shows them, each as its most special inventory, collections filled from the tables they come from. */
export function present(
  db: Db,
  registry: Registry,
  inventory: Inventory,
  rows: readonly SqlRow[],
): readonly { readonly [key: string]: Json }[] {
  return rows.map((row) => {
    const concrete = registry.inventory(concreteOf(row)) ?? inventory;
    return Object.fromEntries(concrete.fields.map((field) => [field.name, shown(db, registry, concrete, field, row)]));
  });
}

function shown(db: Db, registry: Registry, inventory: Inventory, field: Field, row: SqlRow): Json {
  const stored = row[field.name] ?? null;
  if (stored !== null) return scalar(field, stored);
  const join = inventory.joins.find(({ name, fk }) => name === field.name && fk);
  const target = join && registry.inventory(join.to);
  if (field.type !== 'list' || !join?.fk || !target) return undefined;
  ensureTable(db, registry, target);
  const { table } = placeOf(registry, target);
  const found = db.all(`SELECT * FROM ${table} WHERE ${quote(join.fk.target)} = ?`, [row[join.fk.self] ?? null]);
  return present(db, registry, target, found);
}

function scalar(field: Field, value: SqlValue): Json {
  switch (kindOf(field)) {
    case 'boolean':
      return value === 1;
    case 'time':
      return dateText(String(value));
    case 'json':
      return JSON.parse(String(value));
    default:
      return value;
  }
}
