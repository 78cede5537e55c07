import type { IUnicodeVersionProvider } from '@xterm/headless';
import stringWidth from 'string-width';

/** Cell widths as terminals of today have them; xterm's own stop at Unicode 6, before emoji were wide. */
export const unicodeOfToday: IUnicodeVersionProvider = {
  version: 'today',
  wcwidth,
  charProperties(codePoint, before) {
    const { state, width: widthBefore } = read(before);
    const width = wcwidth(codePoint);
    const joins = widthBefore > 0 && (width === 0 || state === afterJoiner);
    return write(codePoint === joiner ? afterJoiner : 0, joins ? Math.max(width, widthBefore) : width, joins);
  },
};

function wcwidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint >= 0x20 && codePoint < 0x7f) return 1;
  return Math.min(2, stringWidth(String.fromCodePoint(codePoint))) as 0 | 1 | 2;
}

const joiner = 0x200d;
const afterJoiner = 1;

/** xterm packs state, width and whether a character joins the cell before it into one number: InputHandler.ts, xterm 6. */
function write(state: number, width: number, joins: boolean): number {
  return (state << 3) | (width << 1) | Number(joins);
}

function read(properties: number): { readonly state: number; readonly width: number } {
  return { state: properties >> 3, width: (properties >> 1) & 3 };
}
