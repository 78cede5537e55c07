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
  return inner
    .replaceAll('\0', '\u0001')
    .replace(/''|\\(.)/gsu, (pair, escaped: string | undefined) =>
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

/**
 * A literal of a time as MySQL reads it, in the form in which times are stored; empty, which is before all of them, where
 * it is none. Days that no month has are kept: nothing equals them.
 */
export function timeOf(text: string): string {
  const [year, month, day, hour, minute, second, fraction] = partsOf(text.trimStart());
  const parts = [month, day, hour, minute, second].map((part) => Number(part || '0'));
  if (year === undefined || day === undefined) return '';
  if (Number(`${year}${month}${day}`) === 0) return '';
  if (year.length > 4 || parts.some((part, index) => part > (greatest[index] ?? 0))) return '';
  const written = parts.map((part) => String(part).padStart(2, '0'));
  const digits = (fraction ?? '').slice(0, 6).replace(/0+$/, '');
  const date = [fullYear(year), ...written.slice(0, 2)].join('-');
  return `${date} ${written.slice(2).join(':')}${digits === '' ? '' : `.${digits}`}`;
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

/** Escapes that stand for another character than the one behind the backslash; at a NUL, a text would end for SQLite. */
const escapes: Readonly<Record<string, string>> = {
  '0': '\u0001',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001a',
};

const numberPattern = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/;

/** Of a month, a day, an hour, a minute and a second. */
const greatest = [12, 31, 23, 59, 59];

/** Year, month, day, hour, minute, second and fraction, as far as they are there. */
function partsOf(text: string): readonly (string | undefined)[] {
  const [, ...written] = delimited.exec(text) ?? [];
  if (written.length > 0) return written;
  const [, date = '', clock = '', fraction] = compact.exec(text) ?? [];
  const digits = `${date}${clock}`;
  const year = digits.length === 4 || digits.length === 8 || digits.length >= 14 ? 4 : 2;
  const pairs = digits.slice(year, year + 10).match(/\d\d?/g) ?? [];
  const [month, day, hour, minute, second] = pairs;
  return [digits.slice(0, year), month, day, hour, minute, second, fraction];
}

const delimited =
  /^(\d+)[!-/:-@[-`{-~](\d+)[!-/:-@[-`{-~](\d+)(?:(?:T|[!-/:-@[-`{-~]|\s+)(\d+)(?:[!-/:-@[-`{-~](\d+)(?:[!-/:-@[-`{-~](\d+)(?:\.(\d+))?)?)?)?/;

const compact = /^(\d+)(?!\d)(?:T(\d*)(?!\d))?(?:(?<=\d{12})\.(\d*)|\s*$|[^\s.])/;

function fullYear(year: string): string {
  if (year.length !== 2) return year.padStart(4, '0');
  return `${Number(year) < 70 ? '20' : '19'}${year}`;
}
