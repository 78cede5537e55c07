import { isArray, isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';

/** Rows of a list, in their order: as values, or as the bytes in which they came until somebody wants values. */
export interface Rows {
  readonly count: number;
  /** Throws `SyntaxError` where the bytes are no JSON. */
  values(): readonly Json[];
  /** The bytes, where there are any; whoever takes them owns them. */
  readonly bytes: RowBytes | undefined;
}

/** JSON objects, each followed by one byte that belongs to nobody. */
export interface RowBytes {
  readonly buffer: Buffer;
  /** Where each row ends: the place of the byte that follows it. */
  readonly ends: readonly number[];
  /** They do not nest deeper than is allowed. */
  readonly isShallow: boolean;
}

export function rowsOf(values: readonly Json[]): Rows {
  return { count: values.length, values: () => values, bytes: undefined };
}

/** A row for a table: what is not an object becomes one of a single field. */
export function rowOf(value: Json): JsonObject {
  return isJsonObject(value) ? value : { value };
}

export function rowsOfBytes(bytes: RowBytes): Rows {
  return {
    count: bytes.ends.length,
    values: () => {
      const text = bytes.buffer.toString('utf8', 0, bytes.ends.at(-1));
      const values = parseJson(`[${text}]`, bytes.isShallow);
      return isArray(values) ? values : [];
    },
    bytes,
  };
}
