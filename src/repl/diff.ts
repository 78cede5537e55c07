import { isArray, isJsonObject, type Json, type JsonObject, own, stringifyJson } from '../json/json.ts';

/**
 * What two lists of rows differ in: a row that went (`-`) or came (`+`), or a field that changed (`~`) in a row of the
 * same uuid. Rows without a uuid are told apart by all that they hold.
 */
export function differences(before: readonly Json[], after: readonly Json[]): readonly JsonObject[] {
  const [old, now] = [keyed(before), keyed(after)];
  const gone = [...old].flatMap(([key, row]) => (now.has(key) ? [] : [told('-', row)]));
  const come = [...now].flatMap(([key, row]) => (old.has(key) ? [] : [told('+', row)]));
  const changed = [...now].flatMap(([key, row]) => {
    const earlier = old.get(key);
    return earlier === undefined ? [] : fieldsOf(earlier, row);
  });
  return [...gone, ...come, ...changed];
}

function keyed(rows: readonly Json[]): ReadonlyMap<string, Json> {
  return new Map(
    rows.map((row) => {
      const uuid = isJsonObject(row) ? own(row, 'uuid') : undefined;
      return [typeof uuid === 'string' ? uuid : stringifyJson(row), row];
    }),
  );
}

function told(change: '-' | '+' | '~', row: Json, more: JsonObject = {}): JsonObject {
  if (!isJsonObject(row)) return { change, uuid: null, name: stringifyJson(row), ...more };
  return { change, uuid: own(row, 'uuid') ?? null, name: own(row, 'name') ?? null, ...more };
}

function fieldsOf(before: Json, after: Json): readonly JsonObject[] {
  if (!isJsonObject(before) || !isJsonObject(after)) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((field) => {
    const [was, is] = [own(before, field) ?? null, own(after, field) ?? null];
    if (stringifyJson(ordered(was)) === stringifyJson(ordered(is))) return [];
    return [told('~', after, { field, before: was, after: is })];
  });
}

/** Objects hold their members in no order. */
function ordered(value: Json): Json {
  if (isArray(value)) return value.map((element) => ordered(element));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, ordered(own(value, key) ?? null)]),
  );
}
