import { isArray, type Json } from '../json/json.ts';
import { rowsIn, withRows } from './result.ts';
import type { Chunk, Rest, Writer } from './shown.ts';
import { written } from './written.ts';

/**
 * Writes as many rows from the beginning as fit into `bytes`, whole and in a valid document; `left` is told how many
 * there are and how many are shown. An answer without rows that does not fit is left out.
 */
export function limited(open: () => Writer, bytes: number, left: (shown: number, total: number) => void): Writer {
  const kept: Json[] = [];
  let total = 0;
  return {
    rows: (rows) => {
      total += rows.count;
      // A row takes a byte at least.
      if (kept.length < bytes) for (const value of rows.values()) kept.push(value);
      return [];
    },
    async *end(rest) {
      const whole =
        kept.length > 0 && 'envelope' in rest ? { envelope: { ...rest.envelope, inventories: kept } } : rest;
      const rows = rowsIn(whole).length;
      const count = Math.max(total, rows);
      const cut = (most: number): Rest => withRows(whole, (all) => (isArray(all) ? all.slice(0, most) : all));
      let [fits, tooMany] = [-1, Math.min(rows, bytes) + 1];
      while (tooMany - fits > 1) {
        const middle = (fits + tooMany) >> 1;
        if ((await sizeOf(written(open(), cut(middle)))) <= bytes) fits = middle;
        else tooMany = middle;
      }
      if (fits < count) left(Math.max(fits, 0), count);
      if (fits >= 0) yield* written(open(), cut(fits));
    },
  };
}

async function sizeOf(chunks: AsyncIterable<Chunk>): Promise<number> {
  let size = 0;
  for await (const chunk of chunks) size += Buffer.byteLength(chunk);
  return size;
}
