import { isArray, isJsonObject, type Json, type JsonObject } from '../json/json.ts';
import { isEmpty } from './cell.ts';
import type { Rest } from './shown.ts';

/**
 * The rows of an answer, for formats that know nothing but rows: the elements of its list; else its one object; else
 * its scalars as one row. Success alone is none, and an answer of several parts is one row.
 */
export function rowsIn(rest: Rest): readonly Json[] {
  if ('value' in rest) return isArray(rest.value) ? rest.value : isEmpty(rest.value) ? [] : [rest.value];
  const key = mainKey(rest.envelope);
  if (key !== undefined) {
    const main = rest.envelope[key];
    if (isArray(main)) return main.map((element) => (isJsonObject(element) ? element : { [key]: element }));
    return [main ?? null];
  }
  const told = toldOf(rest.envelope);
  return told.length === 0 ? [] : [Object.fromEntries(told)];
}

/** The answer with other rows in the place of its own. */
export function withRows(rest: Rest, change: (rows: readonly Json[]) => readonly Json[]): Rest {
  if ('value' in rest) {
    if (isArray(rest.value)) return { value: change(rest.value) };
    return isJsonObject(rest.value) ? { value: change([rest.value])[0] ?? null } : rest;
  }
  const key = mainKey(rest.envelope);
  if (key === undefined) {
    const [row] = change(rowsIn(rest));
    return isJsonObject(row) ? { envelope: row } : rest;
  }
  const main = rest.envelope[key];
  const changed = isArray(main) ? change(main) : (change([main ?? null])[0] ?? null);
  return { envelope: { ...rest.envelope, [key]: changed } };
}

/** The member that the answer is about: `inventories`, else its only list, else its only object. */
export function mainKey(envelope: JsonObject): string | undefined {
  if (isArray(envelope.inventories)) return 'inventories';
  const told = toldOf(envelope);
  const lists = told.filter(([, value]) => isArray(value));
  const objects = told.filter(([, value]) => isJsonObject(value));
  if (lists.length === 1 && objects.length === 0) return lists[0]?.[0];
  return objects.length === 1 && lists.length === 0 ? objects[0]?.[0] : undefined;
}

/** The members that say something. */
export function toldOf(envelope: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(envelope).filter(
    (entry): entry is [string, Json] => !isEmpty(entry[1]) && !(entry[0] === 'success' && entry[1] === true),
  );
}
