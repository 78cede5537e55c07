import type { Span } from '../errors.ts';
import { visible } from './sanitize.ts';
import { widthOf } from './width.ts';

/**
 * The typed line and a line of carets under the span, indented by two. A line that does not fit the terminal is shown
 * around the span, with `…` where something is left out.
 */
export function caretLines(line: string, span: Span, columns: number): readonly [typed: string, carets: string] {
  const start = isLowSurrogate(line, span.start) ? span.start - 1 : span.start;
  const end = isLowSurrogate(line, span.end) ? span.end + 1 : span.end;
  const room = Math.max(20, columns - indent.length - 2);
  const whole = widthOf(visible(line)) <= room;
  const from = whole ? 0 : backTo(line, start, Math.floor(room / 3));
  const to = whole ? line.length : forthFrom(line, from, room);
  const before = `${from > 0 ? '…' : ''}${visible(line.slice(from, start))}`;
  const marked = visible(line.slice(start, Math.min(end, to)));
  const after = `${visible(line.slice(Math.min(end, to), to))}${to < line.length ? '…' : ''}`;
  const carets = '^'.repeat(Math.max(1, widthOf(marked)));
  return [`${indent}${before}${marked}${after}`, `${indent}${' '.repeat(widthOf(before))}${carets}`];
}

const indent = '  ';

function backTo(line: string, start: number, room: number): number {
  let from = start;
  while (from > 0 && widthOf(visible(line.slice(from - 1, start))) <= room) from--;
  return isLowSurrogate(line, from) ? from + 1 : from;
}

function forthFrom(line: string, from: number, room: number): number {
  let to = from;
  while (to < line.length && widthOf(visible(line.slice(from, to + 1))) <= room) to++;
  return isLowSurrogate(line, to) ? to - 1 : to;
}

function isLowSurrogate(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
