import type { RowBytes } from './rows.ts';

/** Tidy rows as `jq` prints them, two spaces a level from `margin` on, parted by commas; nothing is decoded. */
export function indented({ buffer, ends }: RowBytes, margin: number): Buffer {
  let out = Buffer.allocUnsafe(buffer.length * 2 + 1024);
  let to = 0;
  let at = 0;
  const breakLine = (depth: number): void => {
    const width = margin + 2 * depth;
    if (to + width + 3 + (buffer.length - at) * 2 > out.length) {
      const larger = Buffer.allocUnsafe(out.length * 2 + width);
      out.copy(larger, 0, 0, to);
      out = larger;
    }
    out[to++] = newline;
    out.fill(space, to, to + width);
    to += width;
  };
  for (const [nth, end] of ends.entries()) {
    if (nth > 0) {
      out[to++] = comma;
      breakLine(0);
    }
    let depth = 0;
    while (at < end) {
      const byte = buffer[at++] as number;
      out[to++] = byte;
      if (byte === quote) {
        for (;;) {
          const inside = buffer[at++] as number;
          out[to++] = inside;
          if (inside === quote || at >= end) break;
          if (inside === backslash) out[to++] = buffer[at++] as number;
        }
      } else if (byte === comma) breakLine(depth);
      else if (byte === colon) out[to++] = space;
      else if ((byte | 0x20) === openBrace) {
        const next = buffer[at] as number;
        if ((next | 0x20) === closeBrace) {
          out[to++] = next;
          at++;
        } else breakLine(++depth);
      } else if ((byte | 0x20) === closeBrace) {
        to--;
        breakLine(--depth);
        out[to++] = byte;
      }
    }
    at = end + 1;
  }
  return out.subarray(0, to);
}

const newline = 0x0a;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
