import type { Json } from '../json/json.ts';
import type { Rows } from '../json/rows.ts';
import { withRows } from './result.ts';
import type { Rest, Writer } from './shown.ts';
import { sorted } from './sort.ts';
import { written } from './written.ts';

export { limited } from './limit.ts';
export { projected, projectedSubject, readColumns } from './project.ts';
export { searchOf } from './search.ts';

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
