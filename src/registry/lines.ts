import type { Source } from './file.ts';
import type { Head, List } from './keys.ts';

/** The lines of a packed registry. */
export interface Lines {
  readonly head: Head;
  /** JSON behind a key, found by halving the file; `undefined` where there is no such line. */
  find(key: string): string | undefined;
  list(list: List): string;
}

/** Reads the first line only; each `find` then reads some ten kilobytes. Throws `Error` on what is no packed registry. */
export function openLines(source: Source): Lines {
  const body = lineEnd(source, 0) + 1;
  const first = text(source, 0, body - 1);
  const head: Head = first.startsWith('*\t{') ? JSON.parse(first.slice(2)) : broken('the first line');
  let records = body;
  const places = new Map<List, readonly [start: number, end: number]>();
  for (const [list, length] of head.lists) {
    places.set(list, [records + `*${list}\t`.length, records + length - 1]);
    records += length;
  }
  return {
    head,
    find: (key) => find(source, records, Buffer.from(`${key}\t`)),
    list: (list) => text(source, ...(places.get(list) ?? broken(list))),
  };
}

/** A stretch of the file that is cheaper to walk line by line than to halve again. */
const stretch = 4096;

/** `low` is always the start of a line, and the line that is looked for begins at `low` or after it. */
function find(source: Source, first: number, wanted: Uint8Array): string | undefined {
  let low = first;
  let high = source.size;
  while (high - low > stretch) {
    const middle = low + Math.floor((high - low) / 2);
    const start = lineEnd(source, middle) + 1;
    if (start < high && compare(source, start, wanted) < 0) low = start;
    else high = middle;
  }
  while (low < source.size) {
    const order = compare(source, low, wanted);
    if (order > 0) return undefined;
    const end = lineEnd(source, low);
    if (order === 0) return text(source, low + wanted.length, end);
    low = end + 1;
  }
  return undefined;
}

/** Orders the line that starts here against a key with its tab. */
function compare(source: Source, start: number, wanted: Uint8Array): number {
  return Buffer.compare(source.read(start, wanted.length), wanted);
}

/** Where the newline is at or after a place. */
function lineEnd(source: Source, from: number): number {
  const piece = 1024;
  for (let at = from; at < source.size; at += piece) {
    const found = source.read(at, piece).indexOf(0x0a);
    if (found >= 0) return at + found;
  }
  return broken('an end of line');
}

function text(source: Source, start: number, end: number): string {
  return Buffer.from(source.read(start, end - start)).toString();
}

function broken(what: string): never {
  throw new Error(`the registry file is damaged: ${what} is missing`);
}
