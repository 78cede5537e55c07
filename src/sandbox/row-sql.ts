import type { Field } from '../registry/types.ts';
import { kindOf, quote } from './schema.ts';

/** What stands in the text that SQLite writes until it is finished; JSON itself has no such characters. */
export const marks = {
  /** Between rows. */
  separator: '\x1e',
  /** A time as its column has it. */
  time: /\x04([^\x02]*)\x02/g,
  /** A member out of another table: its number and the key of the row. */
  gap: /\x01(\d+):([^\x02]*)\x02/g,
  /** Before the first member, with the comma that is one too many. */
  start: /\x03,?/,
} as const;

/** SQL of an object out of that of its members, which begin with their comma. */
export function objectOf(members: readonly string[]): string {
  return `'{' || substr(concat(${["''", ...members].join(', ')}), 2) || '}'`;
}

/** SQL of the member of an object that shows a column of `t`; NULL where the column is. A time is still as the column has it, between marks. */
export function member(field: Field): string {
  const column = `t.${quote(field.name)}`;
  const name = `',${JSON.stringify(field.name)}:'`;
  switch (kindOf(field)) {
    case 'boolean':
      return `CASE WHEN ${column} IS NOT NULL THEN ${name} || CASE WHEN ${column} <> 0 THEN 'true' ELSE 'false' END END`;
    case 'real':
      return `${name} || double_text(${column})`;
    case 'time':
      return `${name} || CASE WHEN ${column} NOT GLOB '*[^-0-9 :.T]*' THEN char(4) || ${column} || char(2) WHEN ${column} IS NOT NULL THEN json_quote(${column}) END`;
    case 'json':
      return `${name} || CASE WHEN json_valid(${column}) THEN json(${column}) WHEN ${column} IS NOT NULL THEN json_quote(${column}) END`;
    default:
      return `${name} || CASE WHEN ${column} IS NOT NULL THEN json_quote(${column}) END`;
  }
}

/** The same where the first member may be a gap. */
export function unfinishedOf(members: readonly string[]): string {
  return `'{' || char(3) || concat(${members.join(', ')}) || '}'`;
}

/** Holds the place of a member that comes out of another table by the value of a column. */
export function gap(number: number, column: string): string {
  return `char(1) || '${number}:' || coalesce(t.${quote(column)}, '') || char(2)`;
}
