import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Data } from './types.ts';

/** The files that data is kept in: one JSON record a line, except for `common`. */
export const files: Readonly<Record<keyof Data, string>> = {
  common: 'common.json',
  apis: 'apis.jsonl',
  inventories: 'inventories.jsonl',
  structs: 'structs.jsonl',
  enums: 'enums.jsonl',
  errors: 'errors.jsonl',
  metrics: 'metrics.jsonl',
  removed: 'removed.jsonl',
};

/** Reads a folder that `npm run registry` wrote. Whole and at once: for the build and for tests. */
export function readData(folder: string): Data {
  const entries = Object.entries(files).map(([key, file]) => [key, readRecords(join(folder, file))]);
  return Object.fromEntries(entries) as Data;
}

/** The records of a `.jsonl` file, or the value of a `.json` file. */
export function readRecords(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.json')) return JSON.parse(text);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
