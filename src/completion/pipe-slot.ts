import type { Place } from './slot.ts';
import type { Typed } from './typed.ts';

/** What stands after `|`, `>` or `>>`: a program, then files. Words that begin inside of quotes are data. */
export function pipeSlot(typed: Typed): Place | undefined {
  const { before, bare, word, at } = typed;
  const words = [...before, word];
  const signs = words.map((each, index) => (index > 0 && bare[index] ? (/^(?:\||>>?)/.exec(each)?.[0] ?? '') : ''));
  const last = signs.findLastIndex((sign) => sign !== '');
  const sign = signs[last];
  if (sign === undefined) return undefined;
  const here = words.length - 1;
  const start = last === here ? sign.length : 0;
  if (at < start) return undefined;
  const first = last === here || (last === here - 1 && words[last] === sign);
  return { slot: { kind: sign === '|' && first ? 'program' : 'file' }, start, end: word.length };
}
