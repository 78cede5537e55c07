import { isArray, isJsonObject, type Json, own, stringifyJson } from '../json/json.ts';
import { isEmpty } from './cell.ts';
import { rowsIn } from './result.ts';
import { visible } from './sanitize.ts';
import type { Format, Style } from './shown.ts';

/** What the next command takes, one a line: the uuid of each row, else the first of its fields that names it. */
export const nameWriter: Format = (_subject, style) => ({
  rows: (rows) => names(rows.values(), style),
  end: (rest) => names(rowsIn(rest), style),
});

function names(values: readonly Json[], { terminal }: Style): readonly string[] {
  const found = values.map((value) => nameOf(value)).filter((name) => name !== '');
  return [found.map((name) => `${(terminal ? visible(name) : name).replaceAll('\n', ' ')}\n`).join('')];
}

function nameOf(value: Json): string {
  if (!isJsonObject(value)) return scalarText(value);
  const naming = ['uuid', 'id', 'name'].map((name) => own(value, name)).find((one) => !isEmpty(one));
  return scalarText(naming ?? Object.values(value).find((one) => !isEmpty(one) && !isArray(one) && !isJsonObject(one)));
}

function scalarText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : stringifyJson(value);
}
