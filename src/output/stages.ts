import { isArray, type Json } from '../json/json.ts';
import { type Rows, rowsOf } from '../json/rows.ts';
import { withRows } from './result.ts';
import type { Chunk, Rest, Writer } from './shown.ts';
import { sorted } from './sort.ts';

/** Writes the rows in another order, when all of them are there. */
export function sorting(writer: Writer, by: string): Writer {
  return collecting(writer, (rest) => withRows(rest, (rows) => sorted(rows, by)));
}

/** Writes what `search` makes of the whole answer. */
export function searching(writer: Writer, search: (document: Json) => Json): Writer {
  return collecting(writer, (rest) => ({ value: search('value' in rest ? rest.value : rest.envelope) }));
}

/** Keeps all rows and writes what becomes of the whole. */
function collecting(writer: Writer, change: (rest: Rest) => Rest): Writer {
  const kept: Rows[] = [];
  return {
    ...(writer.leftOut && { leftOut: () => writer.leftOut?.() ?? [] }),
    rows: (rows) => {
      kept.push(rows);
      return [];
    },
    end: (rest) => written(writer, change(withAll(rest, kept))),
  };
}

function withAll(rest: Rest, kept: readonly Rows[]): Rest {
  if ('value' in rest || kept.length === 0) return rest;
  return { envelope: { ...rest.envelope, inventories: kept.flatMap((rows) => rows.values()) } };
}

/** Writes an answer that is there as a whole. */
export async function* written(writer: Writer, rest: Rest): AsyncGenerator<Chunk> {
  const list = 'envelope' in rest ? rest.envelope.inventories : undefined;
  if (!('envelope' in rest) || !isArray(list) || list.length === 0) return yield* writer.end(rest);
  for (let at = 0; at < list.length; at += together) yield* writer.rows(rowsOf(list.slice(at, at + together)));
  yield* writer.end({ envelope: { ...rest.envelope, inventories: [] } });
}

const together = 1000;
