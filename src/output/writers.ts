import { compactWriter } from './compact.ts';
import { csvWriter, tsvWriter } from './csv.ts';
import type { FormatName } from './format.ts';
import { jsonWriter } from './json.ts';
import { jsonLinesWriter } from './jsonl.ts';
import { nameWriter } from './name.ts';
import type { Format } from './shown.ts';
import { tableWriter } from './table.ts';
import { verticalWriter } from './vertical.ts';
import { yamlWriter } from './yaml.ts';

/** The table of formats. */
export const writers: Readonly<Record<FormatName, Format>> = {
  table: tableWriter,
  json: jsonWriter,
  jsonl: jsonLinesWriter,
  csv: csvWriter,
  tsv: tsvWriter,
  yaml: yamlWriter,
  vertical: verticalWriter,
  name: nameWriter,
  compact: compactWriter,
  none: () => ({ rows: () => [], end: () => [] }),
};
