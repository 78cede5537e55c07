import fc, { type Arbitrary } from 'fast-check';
import {
  type Condition,
  type List,
  type Literal,
  type Operator,
  type Order,
  type OrderKey,
  operators,
  type Restriction,
  type Statement,
  type SubQuery,
  type Target,
  type Value,
} from '../../../src/sandbox/zql/syntax.ts';

/** Something of the grammar: how it may be written, and what it is. */
export interface Written<T> {
  readonly text: string;
  readonly tree: T;
}

const reserved = new Set(
  'in like has by inner left right join on offset limit query getapi count sum search from where and or asc desc api output true false'.split(
    ' ',
  ),
);

const name = fc
  .stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/)
  .filter((text) => !reserved.has(text) && !/^(is|not|order|group|return|restrict|filter|named)$/.test(text));

const string: Arbitrary<Written<Literal>> = fc
  .string({ maxLength: 8 })
  .map((text) => `'${text.replaceAll("'", "''")}'`)
  .map((text) => ({ text, tree: { kind: 'string', text } }));

const literal: Arbitrary<Written<Literal>> = fc.oneof(
  string,
  fc.integer().map((number) => ({ text: String(number), tree: { kind: 'number', text: String(number) } }) as const),
  fc.constantFrom('1.5', '-0.25').map((text) => ({ text, tree: { kind: 'number', text } }) as const),
  fc.constantFrom('true', 'false').map((text) => ({ text, tree: { kind: 'boolean', text } }) as const),
);

const list: Arbitrary<Written<List>> = fc.array(literal, { minLength: 1, maxLength: 3 }).map((members) => ({
  text: `(${members.map(({ text }) => text).join(', ')})`,
  tree: { kind: 'list', values: members.map(({ tree }) => tree) },
}));

const path = fc.array(name, { minLength: 1, maxLength: 3 });

const { condition } = fc.letrec<{
  condition: Written<Condition>;
  test: Written<Condition>;
  nested: Written<Condition>;
  chain: Written<Condition>;
  subQuery: Written<SubQuery>;
}>((tie) => ({
  condition: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('test'), tie('nested'), tie('chain')),
  test: fc
    .tuple(path, fc.constantFrom(...operators), fc.oneof(list, literal, tie('subQuery')))
    .map(([names, operator, value]) => testOf(names, operator, operator.startsWith('is') ? undefined : value)),
  nested: tie('condition').map(({ text, tree }) => ({ text: `(${text})`, tree })),
  chain: fc
    .tuple(fc.oneof(tie('test'), tie('nested')), fc.constantFrom('and', 'or'), tie('condition'))
    .map(([left, kind, right]) => ({
      text: `${left.text} ${kind} ${right.text}`,
      tree: { kind, left: left.tree, right: right.tree },
    })),
  subQuery: fc.tuple(name, path, fc.option(tie('condition'), { nil: undefined })).map(([entity, names, where]) => ({
    text: `(query ${entity}.${names.join('.')}${where ? ` where ${where.text}` : ''})`,
    tree: { kind: 'query', entity, path: names, where: where ? [where.tree] : [] },
  })),
}));

function testOf(names: readonly string[], operator: Operator, value: Written<Value> | undefined): Written<Condition> {
  return {
    text: [names.join('.'), operator, ...(value ? [value.text] : [])].join(' '),
    tree: { kind: 'test', path: names, operator, value: value?.tree },
  };
}

const simple: Arbitrary<Written<Target>> = fc.tuple(name, fc.array(name, { maxLength: 3 })).map(([entity, fields]) => ({
  text: fields.length === 0 ? entity : `${entity}.${fields.join(',')}`,
  tree: { functions: [], entity, fields },
}));

const target: Arbitrary<Written<Target>> = fc
  .tuple(fc.array(name, { maxLength: 2 }), simple)
  .map(([called, inner]) => ({
    text: `${called.map((each) => `${each}(`).join('')}${inner.text}${')'.repeat(called.length)}`,
    tree: { ...inner.tree, functions: called },
  }));

const restriction: Arbitrary<Written<Restriction>> = fc
  .tuple(fc.option(name, { nil: undefined }), name, fc.constantFrom(...operators), fc.oneof(literal, list))
  .map(([entity, field, operator, value]) => ({
    text: `${entity === undefined ? '' : `${entity}.`}${field} ${operator} ${value.text}`,
    tree: { entity, field, operator, value: value.tree },
  }));

const { orderKey } = fc.letrec<{ orderKey: Written<OrderKey>; atom: Written<OrderKey> }>((tie) => ({
  atom: fc.tuple(fc.option(name, { nil: undefined }), name).map(([entity, field]) => ({
    text: entity === undefined ? field : `${entity}.${field}`,
    tree: { kind: 'field', entity, field },
  })),
  orderKey: fc.oneof(
    { depthSize: 'small' },
    tie('atom'),
    tie('orderKey').map(({ text, tree }) => ({ text: `(${text})`, tree })),
    fc
      .tuple(name, tie('atom'))
      .map(([called, of]) => ({ text: `${called}(${of.text})`, tree: { kind: 'call', called, of: of.tree } as const })),
    fc.tuple(tie('atom'), fc.constantFrom('+', '-', '*', '/'), tie('orderKey')).map(([left, sign, right]) => ({
      text: `${left.text} ${sign} ${right.text}`,
      tree: { kind: 'arithmetic', sign, left: left.tree, right: right.tree } as const,
    })),
  ),
}));

const order: Arbitrary<Written<Order>> = fc
  .tuple(orderKey, fc.constantFrom('asc', 'desc'))
  .map(([key, direction]) => ({ text: `${key.text} ${direction}`, tree: { key: key.tree, direction } }));

/** A clause that may be missing: its text, and what the tree then says. */
function clause<T, N>(
  keyword: string,
  written: Arbitrary<Written<T>>,
  none: N,
  enclose = (text: string) => text,
): Arbitrary<Written<T | N>> {
  return fc
    .option(written, { nil: undefined })
    .map((found) =>
      found ? { text: ` ${keyword} ${enclose(found.text)}`, tree: found.tree } : { text: '', tree: none },
    );
}

function many<T>(one: Arbitrary<Written<T>>, separator = ', '): Arbitrary<Written<readonly T[]>> {
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((all) => ({
    text: all.map(({ text }) => text).join(separator),
    tree: all.map(({ tree }) => tree),
  }));
}

const plain = name.map((text) => ({ text, tree: text }));
const natural = fc.nat(2 ** 31 - 1).map((number) => ({ text: String(number), tree: number }));
const quoted = fc.stringMatching(/^[a-z ]{0,5}$/).map((text) => ({ text: `'${text}'`, tree: text }));
const parentheses = (text: string) => `(${text})`;

const clauses = fc.record({
  where: clause(
    'where',
    condition.map(({ text, tree }) => ({ text, tree: [tree] })),
    [],
  ),
  restrict: clause('restrict by', many(restriction), [], parentheses),
  returnWith: clause('return with', many(plain), [], parentheses),
  groupBy: clause('group by', many(plain), []),
  orderBy: clause('order by', many(order), []),
  limit: clause('limit', natural, undefined),
  offset: clause('offset', natural, undefined),
  name: clause('named as', quoted, undefined),
});

/** Statements of all four verbs, joins and calls of other APIs aside. */
export const statement: Arbitrary<Written<Statement>> = fc.oneof(
  fc.tuple(target, clauses).map(([of, c]) => ({
    text: `query ${of.text}${c.where.text}${c.restrict.text}${c.returnWith.text}${c.groupBy.text}${c.orderBy.text}${c.limit.text}${c.offset.text}${c.name.text}`,
    tree: { verb: 'query', target: of.tree, joins: false, ...treesOf(c) } as const,
  })),
  fc.tuple(target, clauses).map(([of, c]) => ({
    text: `count ${of.text}${c.where.text}${c.restrict.text}${c.groupBy.text}${c.orderBy.text}${c.limit.text}${c.offset.text}${c.name.text}`,
    tree: { verb: 'count', target: of.tree, joins: false, ...treesOf(c), returnWith: [] } as const,
  })),
  fc.tuple(simple, name, clauses).map(([of, by, c]) => {
    const { where, orderBy, limit, offset, name: named } = treesOf(c);
    return {
      text: `sum ${of.text} by ${by}${c.where.text}${c.orderBy.text}${c.limit.text}${c.offset.text}${c.name.text}`,
      tree: { verb: 'sum', target: of.tree, by, where, orderBy, limit, offset, name: named } as const,
    };
  }),
  fc.tuple(string, clause('from', many(plain), []), clauses).map(([keyword, from, c]) => ({
    text: `search ${keyword.text}${from.text}${c.restrict.text}${c.limit.text}${c.offset.text}`,
    tree: { verb: 'search', keyword: keyword.text, from: from.tree, restrict: c.restrict.tree } as const,
  })),
);

type Clauses = typeof clauses extends Arbitrary<infer C> ? C : never;

function treesOf({ where, restrict, returnWith, groupBy, orderBy, limit, offset, name: named }: Clauses) {
  return {
    where: where.tree,
    restrict: restrict.tree,
    returnWith: returnWith.tree,
    groupBy: groupBy.tree,
    orderBy: orderBy.tree,
    limit: limit.tree,
    offset: offset.tree,
    name: named.tree,
  };
}
