import { isArray } from '../json/json.ts';
import { rowsOf } from '../json/rows.ts';
import type { Chunk, Rest, Writer } from './shown.ts';

/** Writes an answer that is there as a whole. */
export async function* written(writer: Writer, rest: Rest): AsyncGenerator<Chunk> {
  const list = 'envelope' in rest ? rest.envelope.inventories : undefined;
  if (!('envelope' in rest) || !isArray(list) || list.length === 0) return yield* writer.end(rest);
  for (let at = 0; at < list.length; at += together) yield* writer.rows(rowsOf(list.slice(at, at + together)));
  yield* writer.end({ envelope: { ...rest.envelope, inventories: [] } });
}

const together = 1000;
