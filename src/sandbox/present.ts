import type { Registry } from '../registry/registry.ts';
import type { Field, Inventory } from '../registry/types.ts';
import { type Collection, collectionOf, virtualOf } from './model.ts';
import { Double, dateText, type Json } from './reply.ts';
import { concreteOf, ensureTable, keyOf, kindOf, lineageOf, placeOf, quote } from './schema.ts';
import type { Db, SqlRow, SqlValue } from './sqlite.ts';

/** A row as a reply shows it. */
export interface Shown {
  readonly value: { readonly [field: string]: Json };
  readonly classes: Classes;
}

/** Java classes of an object and of those inside it, by their path below it: `['.vmNics[0]', 'org.…']`, `['', …]`. */
export type Classes = readonly (readonly [path: string, className: string])[];

/**
 * The objects of rows, each as the most special inventory it is of, with the collections that ZStack fetches with it.
 * There are as many statements for many rows as for one. Source: ToInventory.java, ZStack 5.2.1.
 */
export function present(db: Db, registry: Registry, inventory: Inventory, rows: readonly SqlRow[]): readonly Shown[] {
  return presentWithin(db, registry, inventory, rows, []);
}

/** An object with some of its own columns only: never a child's, nothing of another table. */
export function presentColumns(inventory: Inventory, columns: readonly string[], row: SqlRow): Shown {
  const fields = columns.flatMap((column) => inventory.fields.find(({ name }) => name === column) ?? []);
  const value = Object.fromEntries(fields.map((field) => [field.name, columnValue(field, row[field.name])]));
  return { value: { ...primitives[inventory.name], ...value }, classes: [['', className(inventory)]] };
}

/** How a column's value is written in a reply. */
export function columnValue(field: Field, value: SqlValue | undefined): Json {
  if (value === null || value === undefined) return undefined;
  switch (kindOf(field)) {
    case 'boolean':
      return Number(value) !== 0;
    case 'real':
      return new Double(Number(value));
    case 'time':
      return dateText(String(value));
    case 'json':
      return parsed(String(value));
    default:
      return value;
  }
}

/** Fields of Java's primitive types, which are never left out. Source: the inventories, ZStack 5.2.1. */
export const primitives: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  ZoneInventory: { isDefault: false },
};

/** `outer` are the inventories around: none of them is shown inside itself. */
function presentWithin(
  db: Db,
  registry: Registry,
  inventory: Inventory,
  rows: readonly SqlRow[],
  outer: readonly string[],
): readonly Shown[] {
  const shapes = new Map<string, Shape>();
  for (const row of rows) {
    const name = concreteOf(row);
    const shape = shapes.get(name) ?? { inventory: registry.inventory(name) ?? inventory, rows: [] };
    shape.rows.push(row);
    shapes.set(name, shape);
  }
  const shown = new Map<SqlRow, Shown>();
  for (const shape of shapes.values()) showAll(db, registry, shape, outer, shown);
  return rows.map((row) => shown.get(row) as Shown);
}

interface Shape {
  readonly inventory: Inventory;
  readonly rows: SqlRow[];
}

function showAll(
  db: Db,
  registry: Registry,
  { inventory, rows }: Shape,
  outer: readonly string[],
  into: Map<SqlRow, Shown>,
): void {
  const parts = fieldsOf(registry, inventory).map((field) => partOf(db, registry, inventory, field, rows, outer));
  for (const row of rows) {
    const found = parts.map(([name, part]) => [name, part(row)] as const);
    into.set(row, {
      value: Object.fromEntries(found.map(([name, { value }]) => [name, value])),
      classes: [
        ...found.flatMap(([name, { classes }]) => classes.map(([path, of]) => [`.${name}${path}`, of] as const)),
        ['', className(inventory)],
      ],
    });
  }
}

interface Part {
  readonly value: Json;
  readonly classes: Shown['classes'];
}

/** One field of all rows: what it needs of other tables is fetched at once. */
function partOf(
  db: Db,
  registry: Registry,
  inventory: Inventory,
  field: Field,
  rows: readonly SqlRow[],
  outer: readonly string[],
): readonly [name: string, part: (row: SqlRow) => Part] {
  const { name } = field;
  const plain = (row: SqlRow): Part => ({ value: columnValue(field, row[name]), classes: [] });
  const virtual = virtualOf(registry, inventory, name);
  if (virtual && virtual.present.length === 0) {
    const found = related(db, registry, virtual.inventory, virtual.key, valuesOf(rows, 'uuid'));
    const none = virtual.nullable ? undefined : [];
    return [
      name,
      (row) => ({ value: found.get(keyText(row.uuid))?.map((each) => each[virtual.column]) ?? none, classes: [] }),
    ];
  }
  const collection = collectionOf(registry, inventory, field);
  if (!collection || outer.includes(collection.inventory.name) || collection.inventory.name === inventory.name)
    return [name, plain];
  return [name, collected(db, registry, collection, rows, [...outer, inventory.name])];
}

function collected(
  db: Db,
  registry: Registry,
  { inventory, self, target, single }: Collection,
  rows: readonly SqlRow[],
  outer: readonly string[],
): (row: SqlRow) => Part {
  const found = related(db, registry, inventory, target, valuesOf(rows, self));
  const all = [...found.values()].flat();
  const shown = presentWithin(db, registry, inventory, all, outer);
  const shownOf = new Map(all.map((each, index) => [each, shown[index] as Shown]));
  return (row) => {
    const here = (found.get(keyText(row[self])) ?? []).map((each) => shownOf.get(each) as Shown);
    if (single) return { value: here[0]?.value, classes: here[0]?.classes ?? [] };
    return {
      value: here.map(({ value }) => value),
      classes: here.flatMap(({ classes }, index) => classes.map(([path, of]) => [`[${index}]${path}`, of] as const)),
    };
  };
}

/** Rows of another table by the value of their key column. */
function related(
  db: Db,
  registry: Registry,
  inventory: Inventory,
  key: string,
  values: readonly string[],
): ReadonlyMap<string, readonly SqlRow[]> {
  const found = new Map<string, SqlRow[]>();
  if (values.length === 0) return found;
  ensureTable(db, registry, inventory);
  const { table, filter } = placeOf(registry, inventory);
  const where = `${quote(key)} IN (SELECT value FROM json_each(?))${filter === undefined ? '' : ` AND ${filter}`}`;
  const order = keyOf(inventory) === 'uuid' ? 'uuid' : 'rowid';
  for (const row of db.all(`SELECT * FROM ${table} WHERE ${where} ORDER BY ${order}`, [JSON.stringify(values)])) {
    const of = keyText(row[key]);
    const rows = found.get(of);
    if (rows) rows.push(row);
    else found.set(of, [row]);
  }
  return found;
}

function valuesOf(rows: readonly SqlRow[], column: string): readonly string[] {
  return [...new Set(rows.flatMap((row) => (typeof row[column] === 'string' ? [row[column]] : [])))];
}

/** Keys are compared without case. */
function keyText(value: SqlValue | undefined): string {
  return String(value ?? '').toLowerCase();
}

/** Those that a row shows: Gson writes the fields of a class before those of its superclass. */
export function fieldsOf(registry: Registry, inventory: Inventory): readonly Field[] {
  const known = shownFields.get(inventory);
  if (known) return known;
  const classes = lineageOf(registry, inventory).toReversed();
  const own = classes.flatMap((each, index) => {
    const above = classes[index + 1]?.fields ?? [];
    return each.fields.filter((field) => !above.some(({ name }) => name === field.name)).map(({ name }) => name);
  });
  const names = [...new Set(own)].filter((name) => !/password$/i.test(name));
  const fields = names.flatMap((name) => inventory.fields.find((field) => field.name === name) ?? []);
  shownFields.set(inventory, fields);
  return fields;
}

const shownFields = new WeakMap<Inventory, readonly Field[]>();

export function className(inventory: Inventory): string {
  return inventory.fullName ?? `org.zstack.${inventory.name}`;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
