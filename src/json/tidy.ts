import type { RowBytes } from './rows.ts';

/**
 * The same rows as `JSON.stringify` would write them: no blanks between the tokens, and no escape where the character
 * itself may stand. The server escapes `<`, `>`, `&`, `=` and the apostrophe (CloudBusGson.java, ZStack 5.2.1).
 */
export function tidied({ buffer, ends, isShallow }: RowBytes): RowBytes {
  const tidy = Buffer.allocUnsafe(buffer.length);
  const tidyEnds: number[] = [];
  let to = 0;
  let at = 0;
  for (const end of ends) {
    let inString = false;
    while (at < end) {
      const byte = buffer[at++] as number;
      if (!inString && byte <= 0x20) continue;
      if (byte === quote) inString = !inString;
      if (byte !== backslash) {
        tidy[to++] = byte;
        continue;
      }
      const found = escapeAt(buffer, at, end);
      to += tidy.write(found.text, to, 'utf8');
      at += found.length;
    }
    tidyEnds.push(to);
    tidy[to++] = buffer[at++] as number;
  }
  return { buffer: tidy.subarray(0, to), ends: tidyEnds, isShallow };
}

/** What stands for the escape whose backslash was just passed, and how many bytes follow that backslash. */
function escapeAt(buffer: Buffer, at: number, end: number): { readonly text: string; readonly length: number } {
  if (buffer[at] === slash) return { text: '/', length: 1 };
  const first = buffer[at] === letterU ? unitAt(buffer, at, end) : undefined;
  if (first === undefined) return { text: `\\${buffer.toString('latin1', at, at + 1)}`, length: 1 };
  const isHigh = first >= 0xd800 && first < 0xdc00;
  const second = isHigh && buffer[at + 5] === backslash ? unitAt(buffer, at + 6, end) : undefined;
  const isPair = second !== undefined && second >= 0xdc00 && second < 0xe000;
  const text = isPair ? String.fromCharCode(first, second) : String.fromCharCode(first);
  return { text: JSON.stringify(text).slice(1, -1), length: isPair ? 11 : 5 };
}

/** The code unit of `u0041`; `undefined` where it is none. */
function unitAt(buffer: Buffer, at: number, end: number): number | undefined {
  if (at + 5 > end || buffer[at] !== letterU) return undefined;
  const digits = buffer.toString('latin1', at + 1, at + 5);
  return /^[\da-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

const quote = 0x22;
const slash = 0x2f;
const backslash = 0x5c;
const letterU = 0x75;
