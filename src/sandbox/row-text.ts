import type { Registry } from '../registry/registry.ts';
import type { Field, Inventory } from '../registry/types.ts';
import { collectionOf, virtualOf } from './model.ts';
import { type Classes, className, fieldsOf, primitives } from './present.ts';
import { dateText } from './reply.ts';
import { gap, marks, member, objectOf, unfinishedOf } from './row-sql.ts';
import { concreteOf, ensureTable, keyOf, placeOf, quote } from './schema.ts';
import type { Db, SqlRow, SqlValue } from './sqlite.ts';

/** Rows as JSON objects, in their order. */
export interface Texts {
  readonly size: number;
  /** With commas between them. */
  readonly text: string;
  /** Of each row, those of the objects inside it among them. */
  readonly classes: readonly Classes[];
}

/**
 * The same as `present` for rows by number, but written by SQLite: what comes out is one text instead of thousands of
 * values. `numbers` is a JSON list; rows that are gone are left out. `columns` are those that are shown, all where they
 * are absent.
 */
export function textsOf(
  db: Db,
  registry: Registry,
  inventory: Inventory,
  numbers: string,
  columns: readonly string[] | undefined,
): Texts {
  const rows = columns
    ? written(db, placeOf(registry, inventory).table, numbers, [ofColumns(inventory, columns)])
    : whole(db, registry, inventory, numbers, []);
  return { size: rows.classes.length, text: rows.text.replaceAll(marks.separator, ','), classes: rows.classes };
}

interface Rows {
  readonly text: string;
  readonly classes: readonly Classes[];
}

/** Rows of one class: the SQL of their text, and what is put into it afterwards. */
interface Shape {
  readonly lineage: string | undefined;
  readonly sql: string;
  readonly classes: Classes;
  readonly slots: readonly Slot[];
}

/** A member of an object that comes from other tables, by the key of the row. */
interface Slot {
  readonly name: string;
  readonly none: string;
  readonly parts: ReadonlyMap<string, Part>;
}

interface Part {
  readonly text: string;
  readonly classes: Classes;
}

function whole(db: Db, registry: Registry, inventory: Inventory, numbers: string, outer: readonly string[]): Rows {
  const { table } = placeOf(registry, inventory);
  const lineages = db.all(`SELECT DISTINCT t._lineage FROM ${joined(table)}`, [numbers]);
  const shapes = lineages.map(({ _lineage: lineage = null }) => {
    const concrete = registry.inventory(concreteOf({ _lineage: lineage })) ?? inventory;
    return shapeOf(db, registry, concrete, { lineage: String(lineage), numbers, table, outer });
  });
  return written(db, table, numbers, shapes);
}

function joined(table: string): string {
  return `json_each(?) AS k CROSS JOIN ${table} AS t ON t.rowid = k.value`;
}

function written(db: Db, table: string, numbers: string, shapes: readonly Shape[]): Rows {
  const [only, ...others] = shapes;
  if (!only) return { text: '', classes: [] };
  const cases = shapes.map(({ lineage, sql }) => `WHEN '${lineage}' THEN ${sql}`);
  const text = others.length === 0 ? only.sql : `CASE t._lineage ${cases.join(' ')} END`;
  const kinds = shapes.map(({ lineage }, index) => `WHEN '${lineage}' THEN ${index}`);
  const kind = others.length === 0 ? `count(*)` : `group_concat(CASE t._lineage ${kinds.join(' ')} END)`;
  const row = db.first(`SELECT group_concat(${text}, char(30)) AS text, ${kind} AS kinds FROM ${joined(table)}`, [
    numbers,
  ]);
  const found = String(row?.text ?? '');
  const shapeOfRow: readonly Shape[] =
    others.length === 0
      ? Array<Shape>(Number(row?.kinds ?? 0)).fill(only)
      : String(row?.kinds ?? '')
          .split(',')
          .flatMap((index) => shapes[Number(index)] ?? []);
  const dated = withTimes(found);
  if (shapes.every(({ slots }) => slots.length === 0))
    return { text: dated, classes: shapeOfRow.map(({ classes }) => classes) };
  const filled = dated.split(marks.separator).map((each, index) => fill(each, shapeOfRow[index] ?? only));
  return { text: filled.map((each) => each.text).join(marks.separator), classes: filled.map(({ classes }) => classes) };
}

function withTimes(text: string): string {
  const known = new Map<string, string>();
  return text.replace(marks.time, (_, time: string) => {
    const found = known.get(time) ?? JSON.stringify(dateText(time));
    known.set(time, found);
    return found;
  });
}

/** Puts the members of other tables into one object. */
function fill(text: string, shape: Shape): Part {
  const inside: (readonly [path: string, className: string])[] = [];
  const complete = text.replace(marks.gap, (_, index: string, key: string) => {
    const slot = shape.slots[Number(index)] as Slot;
    const { text: value, classes } = slot.parts.get(key.toLowerCase()) ?? { text: slot.none, classes: [] };
    inside.push(...classes.map(([path, of]) => [`.${slot.name}${path}`, of] as const));
    return value === '' ? '' : `,${JSON.stringify(slot.name)}:${value}`;
  });
  return { text: complete.replace(marks.start, ''), classes: [...inside, ...shape.classes] };
}

/** An object with some of its own columns only: never a child's, nothing of another table. */
function ofColumns(inventory: Inventory, columns: readonly string[]): Shape {
  const shown = [...new Set(columns)].flatMap((name) => inventory.fields.find((field) => field.name === name) ?? []);
  const always = Object.entries(primitives[inventory.name] ?? {});
  const missing = always.filter(([name]) => !shown.some((field) => field.name === name));
  const members = [
    ...missing.map(([name, value]) => `',${JSON.stringify(name)}:${JSON.stringify(value)}'`),
    ...shown.map((field) => member(field)),
  ];
  return { lineage: undefined, sql: objectOf(members), classes: [['', className(inventory)]], slots: [] };
}

interface Within {
  readonly lineage: string;
  readonly numbers: string;
  readonly table: string;
  readonly outer: readonly string[];
}

function shapeOf(db: Db, registry: Registry, inventory: Inventory, within: Within): Shape {
  const slots: Slot[] = [];
  const members = fieldsOf(registry, inventory).map((field) => {
    const linked = linkedTo(db, registry, inventory, field, within);
    if (!linked) return member(field);
    const { self, none, parts } = linked;
    if (parts.size === 0) return none === '' ? `''` : `',${JSON.stringify(field.name)}:${none}'`;
    slots.push({ name: field.name, none, parts });
    return gap(slots.length - 1, self);
  });
  const sql = slots.length === 0 ? objectOf(members) : unfinishedOf(members);
  return { lineage: within.lineage, sql, classes: [['', className(inventory)]], slots };
}

interface Linked {
  /** The column of the row that is the key. */
  readonly self: string;
  /** What is shown where nothing is linked; empty where the member is left out. */
  readonly none: string;
  /** By key, in lower case. */
  readonly parts: ReadonlyMap<string, Part>;
}

/** What a field shows of other tables; `undefined` for a column. */
function linkedTo(db: Db, registry: Registry, inventory: Inventory, field: Field, within: Within): Linked | undefined {
  const virtual = virtualOf(registry, inventory, field.name);
  if (virtual && virtual.present.length === 0) {
    const found = related(db, registry, virtual.inventory, virtual.key, 'uuid', within);
    const values = grouped(found.map((row) => [row.key, JSON.stringify(row[virtual.column])]));
    const parts = [...values].map(([key, texts]) => [key, { text: `[${texts.join(',')}]`, classes: [] }] as const);
    return { self: 'uuid', none: virtual.nullable ? '' : '[]', parts: new Map(parts) };
  }
  const collection = collectionOf(registry, inventory, field);
  const isAround = [...within.outer, inventory.name].includes(collection?.inventory.name ?? '');
  if (!collection || isAround) return undefined;
  const { inventory: shown, self, target, single } = collection;
  const found = related(db, registry, shown, target, self, within);
  const numbers = JSON.stringify(found.map(({ number }) => Number(number)));
  const outer = [...within.outer, inventory.name];
  const { text, classes } = found.length === 0 ? noRows : whole(db, registry, shown, numbers, outer);
  const texts = text.split(marks.separator);
  const parts = grouped(
    found.map(({ key }, index) => [key, { text: texts[index] ?? '', classes: classes[index] ?? [] }]),
  );
  const shownParts = [...parts].map(([key, each]) => [key, single ? (each[0] as Part) : listed(each)] as const);
  return { self, none: single ? '' : '[]', parts: new Map(shownParts) };
}

const noRows: Rows = { text: '', classes: [] };

function listed(parts: readonly Part[]): Part {
  return {
    text: `[${parts.map(({ text }) => text).join(',')}]`,
    classes: parts.flatMap(({ classes }, index) => classes.map(([path, of]) => [`[${index}]${path}`, of] as const)),
  };
}

/** Rows of another table that are linked to rows of this one, with their key as `key` and their number as `number`. */
function related(
  db: Db,
  registry: Registry,
  inventory: Inventory,
  key: string,
  self: string,
  { numbers, table }: Within,
): readonly SqlRow[] {
  ensureTable(db, registry, inventory);
  const place = placeOf(registry, inventory, 'c');
  const keys = `SELECT t.${quote(self)} FROM ${joined(table)}`;
  const where = `c.${quote(key)} IN (${keys})${place.filter === undefined ? '' : ` AND ${place.filter}`}`;
  const order = keyOf(inventory) === 'uuid' ? 'c.uuid' : 'c.rowid';
  return db.all(
    `SELECT c.*, c.rowid AS number, c.${quote(key)} AS key FROM ${place.table} AS c WHERE ${where} ORDER BY ${order}`,
    [numbers],
  );
}

function grouped<T>(pairs: readonly (readonly [key: SqlValue | undefined, value: T])[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const name = String(key).toLowerCase();
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}
