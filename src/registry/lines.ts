import { crc32 } from 'node:zlib';
import type { Source } from './file.ts';
import { type Head, type List, unsummed } from './keys.ts';

/** The lines of a packed registry. */
export interface Lines {
  readonly head: Head;
  /** JSON behind a key, found by halving the file; `undefined` where there is no such line. */
  find(key: string): string | undefined;
  list(list: List): string;
  /** The JSON of every line whose key begins so, in the order of the keys. */
  all(prefix: string): readonly string[];
  /** Whether every byte is as it was written; reads them all. */
  isWhole(): boolean;
}

/** Reads the first line only; each `find` then reads some ten kilobytes. Throws `Error` on what is no packed registry. */
export function openLines(source: Source): Lines {
  const body = lineEnd(source, 0) + 1;
  const first = text(source, 0, body - 1);
  const head: Head = first.startsWith('*\t{') ? JSON.parse(first.slice(2)) : broken('the first line');
  if (head.size !== source.size - body) broken('a part');
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
    all: (prefix) => {
      const start = firstFrom(source, records, Buffer.from(prefix));
      const end = firstFrom(source, start, Buffer.from(`${prefix}\u{10ffff}`));
      const lines = text(source, start, end).split('\n').slice(0, -1);
      return lines.map((line) => line.slice(line.indexOf('\t') + 1));
    },
    isWhole: () => crc32(source.read(body, head.size), crc32(unsummed(head))) === head.sum,
  };
}

/** A stretch of the file that is cheaper to walk line by line than to halve again. */
const stretch = 4096;

function find(source: Source, first: number, wanted: Uint8Array): string | undefined {
  const start = firstFrom(source, first, wanted);
  if (start >= source.size || compare(source, start, wanted) !== 0) return undefined;
  return text(source, start + wanted.length, lineEnd(source, start));
}

/** Where the first line starts that is not before `wanted`; the end of the file where all are. */
function firstFrom(source: Source, first: number, wanted: Uint8Array): number {
  let low = first;
  let high = source.size;
  while (high - low > stretch) {
    const middle = low + Math.floor((high - low) / 2);
    const start = lineEnd(source, middle) + 1;
    if (start < high && compare(source, start, wanted) < 0) low = start;
    else high = middle;
  }
  while (low < source.size && compare(source, low, wanted) < 0) low = lineEnd(source, low) + 1;
  return low;
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
  throw new Error(`${what} of the registry is missing`);
}
