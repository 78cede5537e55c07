import type { Shown } from '../present.ts';
import { writeJson } from '../reply.ts';

/** Portions of rows; an empty one is the end. */
export type Portions = () => Promise<readonly Shown[]>;

/**
 * The text of a query's reply. Where the first portion is all there is, the keys stand in the order of Java's HashMap,
 * `schema` first; a longer answer goes out while it is read, and its schema comes last. Source: RestServer.java,
 * JsonSchemaBuilder.java, ZStack 5.2.1.
 */
export async function* replyText(total: number | undefined, size: number, next: Portions): AsyncGenerator<string> {
  const first = await next();
  const counted = total === undefined ? '' : `"total":${total},`;
  const schema = openSchema();
  if (first.length >= size) {
    schema.add(first);
    yield `{"schema":{${[...schema.entries()].join('')}},${counted}"inventories":[${rowsText(first)}]}`;
    return;
  }
  yield `{${counted}"inventories":[`;
  let comma = '';
  for (let portion = first; portion.length > 0; portion = await next()) {
    schema.add(portion);
    yield comma + rowsText(portion);
    comma = ',';
  }
  yield '],"schema":{';
  let entries = '';
  for (const entry of schema.entries()) {
    entries += entry;
    if (entries.length < worthSending) continue;
    yield entries;
    entries = '';
  }
  yield `${entries}}}`;
}

/** Characters. */
const worthSending = 0x8000;

function rowsText(rows: readonly Shown[]): string {
  return rows.map(({ value }) => writeJson(value, true)).join(',');
}

/** Most rows are made of the same classes: of each only the number of its kind is kept. */
function openSchema(): { add(rows: readonly Shown[]): void; entries(): Generator<string> } {
  const kinds = new Map<string, number>();
  const numbers: number[] = [];
  return {
    add: (rows) => {
      for (const { classes } of rows) {
        const kind = JSON.stringify(classes);
        const number = kinds.get(kind) ?? kinds.size;
        kinds.set(kind, number);
        numbers.push(number);
      }
    },
    *entries() {
      const known = [...kinds.keys()].map((kind) => JSON.parse(kind) as Shown['classes']);
      let comma = '';
      for (const [at, number] of numbers.entries())
        for (const [path, className] of known[number] ?? []) {
          yield `${comma}"inventories[${at}]${path}":${JSON.stringify(className)}`;
          comma = ',';
        }
    },
  };
}
