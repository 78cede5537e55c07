import { type Failure, internal } from '../fault.ts';
import type { Literal } from './syntax.ts';

/**
 * The text that MySQL reads in a literal's place. The lexer of ZQL knows doubled quotes only, so a backslash is still
 * there to be read by MySQL. Throws a `Failure` where no literal is left.
 */
export function textOf({ kind, text }: Literal): string {
  if (kind === 'boolean') return text === 'true' ? '1' : '0';
  if (kind === 'number') return text;
  if (text.startsWith('"')) throw unexpected('"');
  const inner = text.slice(1, -1);
  if (!/^(?:[^'\\]|''|\\.)*$/su.test(inner)) throw databaseError(`near '${text}'`);
  return inner.replace(/''|\\(.)/gsu, (pair, escaped: string | undefined) =>
    escaped === undefined ? "'" : (escapes[escaped] ?? (escaped === '%' || escaped === '_' ? pair : escaped)),
  );
}

/** The number that a text begins with, as MySQL takes it in a comparison with a number; 0 where there is none. */
export function numberOf(text: string): number | bigint {
  const found = numberPattern.exec(text)?.[1] ?? '0';
  const number = Number(found);
  if (Number.isSafeInteger(number)) return number;
  if (!/^[+-]?\d+$/.test(found)) return Math.max(-Number.MAX_VALUE, Math.min(number, Number.MAX_VALUE));
  const whole = BigInt(found.replace(/^\+/, ''));
  return whole === BigInt.asIntN(64, whole) ? whole : number;
}

/** Whether the whole text is a number. */
export function isNumber(text: string): boolean {
  return numberPattern.exec(text)?.[0].length === text.length;
}

/** `YYYY-MM-DD hh:mm:ss` of a MySQL literal of a time; empty, which is before all times, where it is none. */
export function timeOf(text: string): string {
  const [date, rest] = dateOf(text.trim()) ?? [];
  if (date === undefined || rest === undefined) return '';
  const [year = 0, month = 0, day = 0] = date;
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return '';
  const [, hour = '0', minute = '0', second = '0', fraction = ''] = clockPattern.exec(rest) ?? [];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return '';
  const digits = fraction.slice(0, 6).replace(/0+$/, '');
  const clock = [hour, minute, second].map((part) => part.padStart(2, '0')).join(':');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${clock}${digits === '' ? '' : `.${digits}`}`;
}

/** What Hibernate says of text that is no HQL. Its own words differ from case to case. */
export function unexpected(token: string): Failure {
  return internal(
    `org.hibernate.hql.internal.ast.QuerySyntaxException: unexpected token: ${token}`,
    'java.lang.IllegalArgumentException',
  );
}

/** What MySQL says of a statement that it cannot carry out. */
export function databaseError(details: string): Failure {
  return internal(
    `org.hibernate.exception.SQLGrammarException: could not extract ResultSet; You have an error in your SQL syntax ${details}`,
    'javax.persistence.PersistenceException',
  );
}

/** Escapes that stand for another character than the one behind the backslash. */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001a',
};

const numberPattern = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/;
const clockPattern = /^(?:[T\s]+|(?=\d))(\d{1,2})(?:[^\w\s]?(\d{1,2})(?:[^\w\s]?(\d{1,2})(?:\.(\d+))?)?)?/;

/** Year, month and day, and what follows them. */
function dateOf(text: string): readonly [date: readonly number[], rest: string] | undefined {
  const [all = '', year, month, day] =
    /^(\d{4})(\d\d)(\d\d)(?=$|[T\s]|(?:\d\d){1,3}(?:\D|$))/.exec(text) ??
    /^(\d\d)(\d\d)(\d\d)(?=$|[T\s]|(?:\d\d){3}(?:\D|$))/.exec(text) ??
    /^(\d{1,4})[^\w\s](\d{1,2})[^\w\s](\d{1,2})(?!\d)/.exec(text) ??
    [];
  if (year === undefined) return undefined;
  return [[fullYear(year), Number(month), Number(day)], text.slice(all.length)];
}

function fullYear(year: string): number {
  if (year.length > 2) return Number(year);
  return Number(year) + (Number(year) < 70 ? 2000 : 1900);
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
