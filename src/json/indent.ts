import { mayLoseDigits } from './json.ts';
import type { RowBytes } from './rows.ts';

/** Tidy rows as `jq` prints them, two spaces a level from `margin` on, parted by commas; so many bytes came before. */
export function indented(rows: RowBytes, margin: number, before = 0): Buffer | string {
  return before + rows.buffer.length > few ? byBytes(rows, margin) : (byValues(rows, margin) ?? byBytes(rows, margin));
}

/** Bytes that V8's own reader and writer are done with before it has compiled the loop below. */
const few = 1 << 16;

/** What V8 reads and writes, where that changes nothing. */
function byValues({ buffer, ends }: RowBytes, margin: number): string | undefined {
  const text = buffer.toString('utf8', 0, ends.at(-1));
  if (mayLoseDigits.test(text) || mayChange.test(text)) return undefined;
  try {
    const shown = JSON.stringify(JSON.parse(`[${text}]`), null, 2);
    return shown.slice(4, -2).replaceAll('\n', `\n${' '.repeat(margin - 2)}`);
  } catch {
    return undefined;
  }
}

/** Keys that an object would put first, and bytes that are no UTF-8. */
const mayChange = /"\d+":|\ufffd/;

/** Nothing is decoded. */
export function byBytes({ buffer, ends }: RowBytes, margin: number): Buffer {
  let out = Buffer.allocUnsafe(buffer.length * 2 + 1024);
  let to = 0;
  let at = 0;
  let depth = 0;
  for (const end of ends) {
    while (at <= end) {
      let byte = buffer[at++] as number;
      // What follows the last row belongs to nobody; between rows it becomes a comma.
      if (at > end) byte = at < buffer.length ? comma : 0;
      if (byte === quote) {
        out[to++] = byte;
        for (;;) {
          const inside = buffer[at++] as number;
          out[to++] = inside;
          if (inside === quote || at >= end) break;
          if (inside === backslash) out[to++] = buffer[at++] as number;
        }
        continue;
      }
      const isOpening = (byte | 0x20) === openBrace;
      const isClosing = (byte | 0x20) === closeBrace;
      if (byte !== comma && !isOpening && !isClosing) {
        if (byte !== 0) out[to++] = byte;
        if (byte === colon) out[to++] = space;
        continue;
      }
      if (isOpening) {
        const next = buffer[at] as number;
        out[to++] = byte;
        if ((next | 0x20) === closeBrace) {
          out[to++] = next;
          at++;
          continue;
        }
        depth++;
      } else if (isClosing) depth--;
      else out[to++] = byte;
      const width = margin + 2 * depth;
      if (to + width + 2 + (buffer.length - at) * 2 > out.length) out = grown(out, to, width);
      out[to++] = newline;
      for (const stop = to + width; to < stop; ) out[to++] = space;
      if (isClosing) out[to++] = byte;
    }
  }
  return out.subarray(0, to);
}

function grown(out: Buffer<ArrayBuffer>, to: number, width: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(out.length * 2 + width);
  out.copy(larger, 0, 0, to);
  return larger;
}

const newline = 0x0a;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
