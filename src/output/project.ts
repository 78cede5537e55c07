import { isArray, isJsonObject, type Json, type JsonObject, own } from '../json/json.ts';
import { rowsOf } from '../json/rows.ts';
import { withRows } from './result.ts';
import type { Subject, Writer } from './shown.ts';

/** `--columns a,b.c,-d`: what is kept, in that order (everything where nothing is named), and what is taken away. */
export interface Columns {
  readonly kept: readonly string[];
  readonly taken: readonly string[];
}

export function readColumns(text: string): Columns {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== '-');
  return {
    kept: names.filter((name) => !name.startsWith('-')),
    taken: names.filter((name) => name.startsWith('-')).map((name) => name.slice(1)),
  };
}

/** Writes rows with those columns only. */
export function projected(writer: Writer, columns: Columns): Writer {
  const row = (value: Json): Json => (isJsonObject(value) ? projectedRow(value, columns) : value);
  return {
    ...(writer.leftOut && { leftOut: () => writer.leftOut?.() ?? [] }),
    rows: (rows) => writer.rows(rowsOf(rows.values().map((value) => row(value)))),
    end: (rest) => writer.end(withRows(rest, (rows) => rows.map((value) => row(value)))),
  };
}

/** What remains known about rows when they have those columns. */
export function projectedSubject(subject: Subject, { kept, taken }: Columns): Subject {
  const fields = kept.length > 0 ? kept : subject.fields;
  const isLeft = (name: string): boolean => !taken.includes(name);
  return {
    ...subject,
    ...(fields && { fields: fields.filter(isLeft) }),
    ...(subject.usual && { usual: subject.usual.filter(isLeft) }),
    ...(subject.inventory && {
      inventory: { ...subject.inventory, fields: subject.inventory.fields.filter(({ name }) => isLeft(name)) },
    }),
  };
}

function projectedRow(row: JsonObject, { kept, taken }: Columns): JsonObject {
  const chosen =
    kept.length === 0 ? row : Object.fromEntries(kept.map((name) => [name, valueAt(row, name) ?? null] as const));
  return taken.reduce((left: JsonObject, name) => without(left, name.split('.'), name), chosen);
}

/** The value at a dotted path; through a list it leads to the list of the values of its elements. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  if (isArray(value)) return value.map((element) => valueAt(element, path) ?? null);
  if (!isJsonObject(value)) return undefined;
  const whole = own(value, path);
  const dot = path.indexOf('.');
  if (whole !== undefined || dot < 0) return whole;
  return valueAt(own(value, path.slice(0, dot)), path.slice(dot + 1));
}

function without(value: Json, [key = '', ...more]: readonly string[], whole: string): JsonObject {
  const object = isJsonObject(value) ? value : {};
  const members = Object.entries(object).flatMap(([name, member]): readonly (readonly [string, Json])[] => {
    if (member === undefined || name === whole || (name === key && more.length === 0)) return [];
    if (name !== key) return [[name, member]];
    const inner = (one: Json): Json => (isJsonObject(one) ? without(one, more, more.join('.')) : one);
    return [[name, isArray(member) ? member.map((one) => inner(one)) : inner(member)]];
  });
  return Object.fromEntries(members);
}
