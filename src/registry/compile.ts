import { files } from './read.ts';
import { brokenReferences } from './references.ts';
import { readers } from './shapes.ts';
import type { Data } from './types.ts';

/** Reads, checks and sorts every file of facts. Throws `Error` naming the record that is wrong. */
export function compile(read: (file: string) => unknown): Data {
  const entries = Object.entries(files).map(([key, file]) => {
    const records = readers[key as keyof Data](read(file), file, {});
    return [key, Array.isArray(records) ? sorted(records) : records];
  });
  const data = Object.fromEntries(entries) as Data;
  const broken = brokenReferences(data);
  if (broken.length > 0) throw new Error(broken.join('\n'));
  return data;
}

/** The files of the data with their text. */
export function written(data: Data): readonly (readonly [file: string, text: string])[] {
  return Object.entries(files).map(([key, file]) => {
    const value = data[key as keyof Data];
    return [file, Array.isArray(value) ? value.map(line).join('') : `${JSON.stringify(value, null, 2)}\n`];
  });
}

interface Named {
  readonly namespace?: string;
  readonly code?: string;
  readonly name?: string;
}

function sorted(records: readonly Named[]): readonly Named[] {
  const key = ({ namespace = '', code = '', name = '' }: Named) => `${namespace}\n${code || name}`;
  return records.toSorted((a, b) => order(key(a), key(b)) || order(JSON.stringify(a), JSON.stringify(b)));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function line(record: unknown): string {
  return `${JSON.stringify(record)}\n`;
}
