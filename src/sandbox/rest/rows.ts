import type { Classes } from '../present.ts';
import { safeInHtml } from '../reply.ts';
import type { Texts } from '../row-text.ts';

/** Portions of rows; an empty one is the end. */
export type Portions = () => Promise<Texts>;

/**
 * The text of a query's reply. Where the first portion is all there is, the keys stand in the order of Java's HashMap,
 * `schema` first; a longer answer goes out while it is read, and its schema comes last. Source: RestServer.java,
 * JsonSchemaBuilder.java, ZStack 5.2.1.
 */
export async function* replyText(total: number | undefined, size: number, next: Portions): AsyncGenerator<string> {
  const first = await next();
  const counted = total === undefined ? '' : `"total":${total},`;
  const schema = openSchema();
  if (first.size >= size) {
    schema.add(first);
    yield `{"schema":{${[...schema.pieces()].join('')}},${counted}"inventories":[${safeInHtml(first.text)}]}`;
    return;
  }
  yield `{${counted}"inventories":[`;
  let comma = '';
  for (let portion = first; portion.size > 0; portion = await next()) {
    schema.add(portion);
    yield comma + safeInHtml(portion.text);
    comma = ',';
  }
  yield '],"schema":{';
  yield* schema.pieces();
  yield '}}';
}

/** Most rows are made of the same classes: kept is how many follow one another that are. */
function openSchema(): { add(rows: Texts): void; pieces(): Generator<string> } {
  const runs: { classes: Classes; readonly text: string; count: number }[] = [];
  return {
    add: ({ classes }) => {
      for (const each of classes) {
        const last = runs.at(-1);
        const text = last?.classes === each ? last.text : JSON.stringify(each);
        if (last?.text === text) Object.assign(last, { classes: each, count: last.count + 1 });
        else runs.push({ classes: each, text, count: 1 });
      }
    },
    *pieces() {
      let at = 0;
      let piece = '';
      for (const { classes, count } of runs)
        for (const end = at + count; at < end; at++) {
          for (const [path, className] of classes)
            piece += `${at === 0 && piece === '' ? '' : ','}"inventories[${at}]${path}":"${className}"`;
          if (piece.length < worthSending) continue;
          yield piece;
          piece = '';
        }
      yield piece;
    },
  };
}

/** Characters. */
const worthSending = 0x8000;
