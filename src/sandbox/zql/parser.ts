import { internal } from '../fault.ts';
import { conditions, literalOrList, operator } from './parse-condition.ts';
import { type Reader, read, several } from './reader.ts';
import type { Order, OrderKey, Query, Restriction, Search, Statement, Sum, Target } from './syntax.ts';

/** All statements of a text; nothing of it is carried out when one of them is wrong. Throws a `Failure`. */
export function parse(text: string): readonly Statement[] {
  const reader = read(text.trim().replace(/;$/, ''));
  const statements = several(reader, ';', () => statement(reader));
  if (!reader.take('end')) throw reader.fail('end', ';');
  return statements;
}

function statement(reader: Reader): Statement {
  if (reader.take('query')) return query(reader);
  if (reader.take('count')) return count(reader);
  if (reader.take('sum')) return sum(reader);
  if (reader.take('search')) return search(reader);
  throw reader.fail('query', 'count', 'sum', 'search');
}

/** Clauses come in this order or not at all. */
function query(reader: Reader): Query {
  const start = { verb: 'query', ...target(reader), where: where(reader), restrict: restrict(reader) } as const;
  const middle = { returnWith: returnWith(reader), groupBy: groupBy(reader) };
  const paging = {
    orderBy: orderBy(reader),
    limit: wholeNumber(reader, 'limit'),
    offset: wholeNumber(reader, 'offset'),
  };
  filterBy(reader);
  return { ...start, ...middle, ...paging, name: name(reader) };
}

function count(reader: Reader): Query {
  const start = { verb: 'count', ...target(reader), where: where(reader), restrict: restrict(reader) } as const;
  const middle = { returnWith: [], groupBy: groupBy(reader) };
  const paging = {
    orderBy: orderBy(reader),
    limit: wholeNumber(reader, 'limit'),
    offset: wholeNumber(reader, 'offset'),
  };
  return { ...start, ...middle, ...paging, name: name(reader) };
}

function sum(reader: Reader): Sum {
  const summed = simple(reader);
  reader.need('by');
  const start = { verb: 'sum', target: summed, by: reader.need('name').text, where: where(reader) } as const;
  const paging = {
    orderBy: orderBy(reader),
    limit: wholeNumber(reader, 'limit'),
    offset: wholeNumber(reader, 'offset'),
  };
  return { ...start, ...paging, name: name(reader) };
}

function search(reader: Reader): Search {
  const keyword = reader.need('string').text;
  const from = reader.take('from') ? several(reader, ',', () => reader.need('name').text) : [];
  const found: Search = { verb: 'search', keyword, from, restrict: restrict(reader) };
  wholeNumber(reader, 'limit');
  wholeNumber(reader, 'offset');
  return found;
}

function target(reader: Reader): { readonly target: Target; readonly joins: boolean } {
  if (reader.peek().type !== 'name' || reader.peek(1).type !== '(')
    return { target: simple(reader), joins: joins(reader) };
  const called = reader.need('name').text;
  reader.need('(');
  const inner = target(reader);
  reader.need(')');
  const joined = joins(reader) || inner.joins;
  return { target: { ...inner.target, functions: [called, ...inner.target.functions] }, joins: joined };
}

function simple(reader: Reader): Target {
  const entity = reader.need('name').text;
  if (!reader.take('.')) return { functions: [], entity, fields: [] };
  const first = reader.need('name').text;
  if (reader.peek().type === ',') {
    reader.take(',');
    return { functions: [], entity, fields: [first, ...several(reader, ',', () => reader.need('name').text)] };
  }
  while (reader.take('.')) reader.need('name');
  return { functions: [], entity, fields: [first] };
}

function joins(reader: Reader): boolean {
  let found = false;
  while (['inner', 'left', 'right'].includes(reader.peek().type)) {
    reader.need(reader.peek().type);
    reader.need('join');
    simple(reader);
    reader.need('on');
    conditions(reader);
    found = true;
  }
  return found;
}

function where(reader: Reader): Query['where'] {
  return reader.take('where') ? conditions(reader) : [];
}

function restrict(reader: Reader): readonly Restriction[] {
  return reader.take('restrict by') ? inParentheses(reader, () => restriction(reader)) : [];
}

function restriction(reader: Reader): Restriction {
  const first = reader.need('name').text;
  const field = reader.take('.') ? reader.need('name').text : undefined;
  const rest = { operator: operator(reader), value: literalOrList(reader) };
  return field === undefined ? { entity: undefined, field: first, ...rest } : { entity: first, field, ...rest };
}

function returnWith(reader: Reader): readonly string[] {
  return reader.take('return with') ? inParentheses(reader, () => returned(reader)) : [];
}

function returned(reader: Reader): string {
  const first = reader.need('name').text;
  if (reader.peek().type === '{') {
    block(reader);
    return first;
  }
  return reader.take('.') ? `${first}.${several(reader, '.', () => reader.need('name').text).join('.')}` : first;
}

/** Upstream parses it and never reads it. */
function filterBy(reader: Reader): void {
  if (!reader.take('filter by')) return;
  several(reader, ',', () => {
    reader.need('name');
    block(reader);
  });
}

function block(reader: Reader): void {
  reader.need('{');
  while (!reader.take('}')) {
    if (reader.peek().type === '{') block(reader);
    else if (reader.peek().type === 'end') throw reader.fail('}');
    else reader.need(reader.peek().type);
  }
}

function groupBy(reader: Reader): readonly string[] {
  return reader.take('group by') ? several(reader, ',', () => reader.need('name').text) : [];
}

function orderBy(reader: Reader): readonly Order[] {
  return reader.take('order by') ? several(reader, ',', () => order(reader)) : [];
}

function order(reader: Reader): Order {
  const key = orderKey(reader);
  if (reader.take('asc')) return { key, direction: 'asc' };
  if (reader.take('desc')) return { key, direction: 'desc' };
  throw reader.fail('asc', 'desc');
}

function orderKey(reader: Reader): OrderKey {
  const left = orderAtom(reader);
  const sign = ['+', '-', '*', '/', '%'].find((each) => reader.take(each));
  return sign === undefined ? left : { kind: 'arithmetic', sign, left, right: orderKey(reader) };
}

function orderAtom(reader: Reader): OrderKey {
  if (reader.take('(')) return closed(reader, orderKey(reader));
  const first = reader.need('name').text;
  if (reader.take('.')) return { kind: 'field', entity: first, field: reader.need('name').text };
  if (!reader.take('(')) return { kind: 'field', entity: undefined, field: first };
  return { kind: 'call', called: first, of: closed(reader, orderAtom(reader)) };
}

function closed(reader: Reader, key: OrderKey): OrderKey {
  reader.need(')');
  return key;
}

/** As large as a Java int. */
function wholeNumber(reader: Reader, keyword: 'limit' | 'offset'): number | undefined {
  if (!reader.take(keyword)) return undefined;
  const { text } = reader.need('int');
  if (Number(text) !== (Number(text) | 0))
    throw internal(`For input string: "${text}"`, 'java.lang.NumberFormatException');
  return Number(text);
}

function name(reader: Reader): string | undefined {
  return reader.take('named as') ? reader.need('string').text.slice(1, -1) : undefined;
}

function inParentheses<T>(reader: Reader, one: () => T): readonly T[] {
  reader.need('(');
  const found = several(reader, ',', one);
  reader.need(')');
  return found;
}
