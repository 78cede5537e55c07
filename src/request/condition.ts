import { CliError, type Note } from '../errors.ts';
import { isArray, isJsonObject, type Json, own, parseJson } from '../json/json.ts';
import type { Operator } from '../language/operators.ts';
import type { Argument } from '../language/statement.ts';
import { spanWithin, type Word } from '../language/words.ts';
import { namesSecret } from '../registry/secret.ts';
import { type Place, tagFields } from './fields.ts';
import { isSecretText, mask } from './secret.ts';

/** Operators of the engine. Source: QueryOp.java, ZStack 5.2.1. */
export type Comparison =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | 'not in'
  | 'like'
  | 'not like'
  | 'is null'
  | 'is not null';

/** One condition of a query; `value` is absent for the two null tests and a comma list for `in` and `not in`. */
export interface Condition {
  readonly path: string;
  readonly operator: Comparison;
  readonly value?: string;
  readonly word: Word;
  readonly valueSpan: { readonly start: number; readonly end: number };
  readonly place: Place;
}

const comparisons: Readonly<Record<Operator, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
  '?=': 'in',
  '!?=': 'not in',
  '~=': 'like',
  '!~=': 'not like',
};

/** Reads one argument as the old shell did: `=null` tests for null, a like value without wildcards gets `%` around it. */
export function readCondition(argument: Argument): { readonly condition: Condition; readonly notes: readonly Note[] } {
  const { name, word, valueSpan } = argument;
  const place: Place = (index, length) => spanWithin(word, index, index + length);
  const operator = comparisons[argument.operator];
  const base = { path: name, word, valueSpan, place };
  if (argument.value === 'null' && (operator === '=' || operator === '!=')) {
    return { condition: { ...base, operator: operator === '=' ? 'is null' : 'is not null' }, notes: [] };
  }
  if (operator !== 'like' && operator !== 'not like') {
    return { condition: { ...base, operator, value: argument.value }, notes: listNotes(operator, argument) };
  }
  const wrapped = /[%_]/.test(argument.value) ? argument.value : `%${argument.value}%`;
  const value = dodged(name, wrapped);
  return { condition: { ...base, operator, value }, notes: likeNotes(argument) };
}

/** `conditions=[{"name":…,"op":…,"value":…}]` with the operators of the engine. */
export function conditionsOfJson(argument: Argument): readonly Condition[] {
  const { word, valueSpan } = argument;
  const value = isSecretText({ name: argument.name }, argument.value) ? mask : argument.value;
  const refuse = (): never => {
    throw new CliError('bad-value', { name: 'conditions', value, expected: 'conditions' }, valueSpan);
  };
  let list: Json;
  try {
    list = parseJson(argument.value);
  } catch {
    return refuse();
  }
  if (!isArray(list)) return refuse();
  return list.map((element): Condition => {
    if (!isJsonObject(element)) return refuse();
    const path = own(element, 'name');
    const operator = own(element, 'op');
    const value = own(element, 'value');
    if (typeof path !== 'string' || !isComparison(operator)) return refuse();
    const base = { path, operator, word, valueSpan, place: () => valueSpan };
    if (operator === 'is null' || operator === 'is not null') return base;
    if (value === undefined || value === null || isArray(value) || isJsonObject(value)) return refuse();
    return { ...base, value: String(value) };
  });
}

/** Whether a condition compares with what must not be shown, by the name of its field. */
export function isSecretCondition({ path, value }: Condition): boolean {
  return value !== undefined && namesSecret(path.replace(/^.*\./, ''));
}

/** The word of a condition as an error may show it. */
export function shownWord(condition: Condition): string {
  return isSecretCondition(condition) ? `${condition.path}…${mask}` : condition.word.text;
}

function isComparison(text: Json | undefined): text is Comparison {
  return text === 'is null' || text === 'is not null' || Object.values(comparisons).some((known) => known === text);
}

/**
 * A tag value that holds `%s` crashes the server, which formats the finished text once more; its collation ignores
 * case, so `%S` finds the same. Source: SQLConditionBuilder.java, ZStack 5.2.1.
 */
function dodged(path: string, value: string): string {
  const isTag = tagFields.some((tag) => path === tag || path.endsWith(`.${tag}`));
  return isTag ? value.replaceAll('%s', '%S') : value;
}

function likeNotes(argument: Argument): readonly Note[] {
  if (argument.value === '')
    return [{ code: 'like-everything', facts: { word: argument.word.text }, span: argument.word }];
  const bare = /_/.test(argument.value) && !/[%\\]/.test(argument.value);
  if (!bare) return [];
  const suggestion = `${argument.name}${argument.operator}%${argument.value.replaceAll('_', '\\_')}%`;
  return [{ code: 'like-underscore', facts: { suggestion }, span: argument.valueSpan }];
}

function listNotes(operator: Comparison, argument: Argument): readonly Note[] {
  const spaced = (operator === 'in' || operator === 'not in') && /,\s|\s,/.test(argument.value);
  return spaced ? [{ code: 'list-space', facts: { name: argument.name }, span: argument.valueSpan }] : [];
}
