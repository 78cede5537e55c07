import { Failure } from '../fault.ts';
import type { Kind } from '../schema.ts';
import { joined, raw, type Sql, sql } from '../sql.ts';
import { fold, foldKey, keySql, likeSql } from './fold.ts';
import { databaseError, isNumber, numberOf, textOf, timeOf, unexpected } from './literal.ts';
import type { List, Literal, Operator } from './syntax.ts';

/** Faithful to a fault where MySQL or ZStack has one, or friendly: bad literals are refused, inverted results corrected. */
export type Mode = 'faithful' | 'friendly';

/** Something that is compared: SQL of a column, and how it is stored. */
export interface Column {
  readonly text: string;
  readonly kind: Kind;
  /** As conditions name it. */
  readonly name: string;
}

/** The comparison as MySQL makes it, with its collation and its coercions. Throws a `Failure` where it refuses. */
export function compare(column: Column, operator: Operator, value: Literal | List | undefined, mode: Mode): Sql {
  if (operator === 'is null' || operator === 'is not null') {
    if (value) throw unexpected(shown(value));
    return raw(`${column.text} ${operator.toUpperCase()}`);
  }
  if (!value) throw unexpected('end of subtree');
  if (operator === 'in' || operator === 'not in') {
    const test = among(column, literals(value, operator), mode);
    return operator === 'in' ? test : sql`NOT (${test})`;
  }
  const literal = column.kind === 'boolean' ? bare(single(value), operator) : single(value);
  if (!literal) return raw(`${column.text} ${operator === '=' ? 'IS NULL' : 'IS NOT NULL'}`);
  if (operator === 'like' || operator === 'not like') {
    const test = alike(column, literal);
    return operator === 'like' ? test : sql`NOT (${test})`;
  }
  if (operator === 'has' || operator === 'not has') throw unexpected('has');
  const [left, right] = sides(column, literal, mode);
  return sql`${left} ${raw(operator)} ${right}`;
}

/** What a column is compared, sorted, grouped and counted by: equal for what MySQL holds to be equal. */
export function keyed({ kind, text }: Column): Sql {
  return raw(kind === 'text' || kind === 'json' ? keySql(text) : text);
}

/** The members of a list; a list of lists is none for SQL. */
export function literals(value: Literal | List, operator: Operator): readonly Literal[] {
  if (value.kind !== 'list') throw unexpected(`${operator} ${value.text}`);
  return value.values.map((each) => single(each));
}

/** Parentheses around one value mean nothing. */
function single(value: Literal | List): Literal {
  if (value.kind !== 'list') return value;
  const [first, ...others] = value.values;
  if (!first || others.length > 0) throw databaseError('Operand should contain 1 column(s)');
  return single(first);
}

/** Both sides, brought into a form in which SQLite compares them as MySQL compares the originals. */
function sides(column: Column, literal: Literal, mode: Mode): readonly [left: Sql, right: Sql] {
  const { text, kind, name } = column;
  const value = textOf(literal);
  const number = () => sql`${numberOf(value)}`;
  if (kind === 'integer' || kind === 'real' || kind === 'boolean') {
    if (mode === 'friendly' && !isNumber(value)) throw refused(name, value, 'number');
    return [raw(text), number()];
  }
  if (kind === 'time') {
    const time = timeOf(value);
    if (mode === 'friendly' && time === '') throw refused(name, value, 'time');
    return [raw(text), sql`${time}`];
  }
  if (literal.kind !== 'string') return [raw(`CAST(${text} AS REAL)`), number()];
  return [keyed(column), sql`${foldKey(value)}`];
}

/** Members that are compared in the same way share one list. */
function among(column: Column, values: readonly Literal[], mode: Mode): Sql {
  const lists = new Map<string, { readonly left: Sql; readonly members: Sql[] }>();
  for (const literal of values) {
    const member = mode === 'friendly' && column.kind === 'boolean' ? wordAsNumber(literal) : literal;
    const [left, right] = sides(column, member, mode);
    const list = lists.get(left.text) ?? { left, members: [] };
    list.members.push(right);
    lists.set(left.text, list);
  }
  const tests = [...lists.values()].map(({ left, members }) => sql`${left} IN (${listed(members)})`);
  return tests.length === 1 ? (tests[0] as Sql) : sql`(${joined(tests, ' OR ')})`;
}

/** A long list is one parameter, of which SQLite takes no more than some ten thousands. */
function listed(members: readonly Sql[]): Sql {
  if (members.length <= 100) return joined(members, ', ');
  const values = members.flatMap((member) => member.values);
  const written = values.map((value) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value)));
  return sql`SELECT value FROM json_each(${`[${written.join(',')}]`})`;
}

/**
 * Quotes around a single value are stripped where the inventory's field is a boolean, so what is left must be HQL, which
 * takes `= null` for `is null`: then there is no literal. Source: SQLConditionBuilder.java, ZStack 5.2.1.
 */
function bare(literal: Literal, operator: Operator): Literal | undefined {
  const plain = wordAsNumber(literal);
  if (plain.kind !== 'string') return plain;
  const word = textOf(plain);
  if (/^-?\d+(\.\d+)?$/.test(word)) return { kind: 'number', text: word };
  if (word.toLowerCase() === 'null' && (operator === '=' || operator === '!=')) return undefined;
  throw unexpected(word === '' ? 'end of subtree' : word);
}

function wordAsNumber(literal: Literal): Literal {
  if (literal.kind !== 'string') return literal;
  const word = textOf(literal).toLowerCase();
  return word === 'true' || word === 'false' ? { kind: 'boolean', text: word } : literal;
}

function alike({ text, kind }: Column, literal: Literal): Sql {
  const pattern = likePattern(fold(textOf(literal)));
  return sql`${raw(textForm[kind](text))} LIKE ${pattern} ESCAPE '\\'`;
}

/** The decimal digits of a number, which SQLite writes with a fraction where it is stored as a float. */
const textForm: { readonly [kind in Kind]: (column: string) => string } = {
  text: likeSql,
  json: likeSql,
  uuid: (column) => column,
  time: (column) => column,
  integer: (column) => `CAST(${column} AS TEXT)`,
  boolean: (column) => `CAST(${column} AS TEXT)`,
  real: (column) => `rtrim(rtrim(CAST(${column} AS TEXT), '0'), '.')`,
};

/** A backslash at the end stands for itself. */
function likePattern(pattern: string): string {
  const [backslashes = ''] = /\\*$/.exec(pattern) ?? [];
  return backslashes.length % 2 === 0 ? pattern : `${pattern}\\`;
}

function shown(value: Literal | List): string {
  return value.kind === 'list' ? '(' : value.text;
}

function refused(name: string, value: string, kind: string): Failure {
  return new Failure('SYS.1007', `the value[${value}] of the query condition on field[${name}] is not a ${kind}`);
}
