import { type Json, stringifyJson } from '../json/json.ts';
import type { RowBytes } from '../json/rows.ts';
import { coalesced } from './chunks.ts';
import { rowsIn } from './result.ts';
import { codeUnits, escapeHidden } from './sanitize.ts';
import type { Format, Style } from './shown.ts';

/** A row a line, as `jq -c '.inventories[]'` prints them. */
export const jsonLinesWriter: Format = (_subject, style) => ({
  rows: (rows) => (rows.bytes && !style.terminal ? [lines(rows.bytes)] : linesOf(rows.values(), style)),
  end: (rest) => linesOf(rowsIn(rest), style),
});

/** The byte after each row becomes the end of its line: nothing is decoded, nothing is copied. */
function lines({ buffer, ends }: RowBytes): Buffer {
  for (const end of ends) buffer[end] = 0x0a;
  return buffer;
}

function* linesOf(values: readonly Json[], { terminal }: Style): Generator<string> {
  yield* coalesced(values.map((value) => `${safe(stringifyJson(value), terminal)}\n`));
}

function safe(text: string, terminal: boolean): string {
  return terminal ? escapeHidden(text, codeUnits) : text;
}
