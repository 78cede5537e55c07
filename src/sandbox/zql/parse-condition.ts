import { type Reader, several } from './reader.ts';
import {
  type Condition,
  type List,
  type Literal,
  type Operator,
  operators,
  type SubQuery,
  type Value,
} from './syntax.ts';

/** One condition or, which means nothing, several side by side. */
export function conditions(reader: Reader): readonly Condition[] {
  const found = [condition(reader)];
  while (reader.peek().type === 'name' || reader.peek().type === '(') found.push(condition(reader));
  return found;
}

/** `and` and `or` have one rank, and the right-hand side is as long as it can be. */
function condition(reader: Reader): Condition {
  const left = atom(reader);
  const kind = reader.take('and') ? 'and' : reader.take('or') ? 'or' : undefined;
  return kind === undefined ? left : { kind, left, right: condition(reader) };
}

function atom(reader: Reader): Condition {
  if (!reader.take('(')) return test(reader);
  const inner = condition(reader);
  reader.need(')');
  return inner;
}

function test(reader: Reader): Condition {
  const path = several(reader, '.', () => reader.need('name').text);
  const found = operator(reader);
  if (reader.peek().type === 'name' && comparable(reader)) {
    const right = several(reader, '.', () => reader.need('name').text);
    return { kind: 'comparison', left: path.join('.'), operator: found, right: right.join('.') };
  }
  return { kind: 'test', path, operator: found, value: value(reader) };
}

/** A word may also begin the next condition: then an operator follows it. */
function comparable(reader: Reader): boolean {
  let ahead = 1;
  while (reader.peek(ahead).type === '.' && reader.peek(ahead + 1).type === 'name') ahead += 2;
  return !isOperator(reader.peek(ahead).type);
}

export function operator(reader: Reader): Operator {
  const { type } = reader.peek();
  if (!isOperator(type)) throw reader.fail('.', ...operators);
  reader.need(type);
  return type;
}

function isOperator(type: string): type is Operator {
  return (operators as readonly string[]).includes(type);
}

/** Every operator may stand without a value for the grammar. */
function value(reader: Reader): Value | undefined {
  if (reader.peek().type === 'getapi' || (reader.peek().type === '(' && reader.peek(1).type === 'getapi'))
    return api(reader);
  if (reader.peek().type === '(' && reader.peek(1).type === 'query') {
    reader.need('(');
    const found = subQuery(reader);
    reader.need(')');
    return found;
  }
  return literalOrList(reader);
}

export function literalOrList(reader: Reader): Literal | List | undefined {
  const { type } = reader.peek();
  if (type === '(') return list(reader);
  const kind = literalKinds[type];
  return kind === undefined ? undefined : { kind, text: reader.need(type).text };
}

function list(reader: Reader): List {
  reader.need('(');
  const values = several(reader, ',', () => {
    const found = literalOrList(reader);
    if (!found) throw reader.fail(...Object.keys(literalKinds), '(');
    return found;
  });
  reader.need(')');
  return { kind: 'list', values };
}

const literalKinds: Readonly<Record<string, Literal['kind']>> = {
  string: 'string',
  int: 'number',
  float: 'number',
  true: 'boolean',
  false: 'boolean',
};

function subQuery(reader: Reader): SubQuery {
  reader.need('query');
  const entity = reader.need('name').text;
  reader.need('.');
  const path = several(reader, '.', () => reader.need('name').text);
  return { kind: 'query', entity, path, where: reader.take('where') ? conditions(reader) : [] };
}

/** A call of another API; its parameters are of no interest here. */
function api(reader: Reader): Value {
  const enclosed = reader.take('(') !== undefined;
  reader.need('getapi');
  parenthesised(reader);
  if (enclosed) reader.take(')');
  return { kind: 'api' };
}

function parenthesised(reader: Reader): void {
  reader.need('(');
  while (!reader.take(')')) {
    if (reader.peek().type === '(') parenthesised(reader);
    else if (reader.peek().type === 'end') throw reader.fail(')');
    else reader.need(reader.peek().type);
  }
}
