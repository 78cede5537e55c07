import { writeJson, writeJsonLine } from './json.ts';
import type { Format } from './shown.ts';
import { leftOut, writeTables } from './table.ts';

/** The table of formats: help, completion and errors read its keys. */
export const formats = {
  table: {
    write: writeTables,
    leftOut,
  },
  json: {
    write: writeJson,
    leftOut: () => [],
  },
  /** One envelope in one line. */
  jsonl: {
    write: writeJsonLine,
    leftOut: () => [],
  },
} satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

/** What was asked for, else a table on a terminal and JSON otherwise. */
export function chosenFormat(asked: FormatName | undefined, terminal: boolean): FormatName {
  return asked ?? (terminal ? 'table' : 'json');
}
