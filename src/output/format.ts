import type { Format } from './shown.ts';

/** The formats, and what each is good for; how they write stands in writers.ts, which is loaded when something is shown. */
export const formatNames = [
  'table',
  'json',
  'jsonl',
  'csv',
  'tsv',
  'yaml',
  'vertical',
  'name',
  'compact',
  'none',
] as const;

export type FormatName = (typeof formatNames)[number];

/** What was asked for, else a table on a terminal and JSON otherwise. */
export function chosenFormat(asked: FormatName | undefined, terminal: boolean): FormatName {
  return asked ?? (terminal ? 'table' : 'json');
}

export async function formatOf(name: FormatName): Promise<Format> {
  const { writers } = await import('./writers.ts');
  return writers[name];
}
