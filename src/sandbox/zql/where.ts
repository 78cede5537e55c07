import type { Inventory } from '../../registry/types.ts';
import { internal } from '../fault.ts';
import { collectionOf, virtualOf } from '../model.ts';
import { kindOf } from '../schema.ts';
import { allOf, joined, raw, type Sql, sql } from '../sql.ts';
import { type Column, compare, keyed, literals } from './compare.ts';
import { databaseError, unexpected } from './literal.ts';
import { entityOf, fieldOf, type Hop, isTagField, resolve } from './names.ts';
import { columnOf, type Scope, type Source, sourceOf } from './scope.ts';
import type { Condition, Logical, Operator, SubQuery, Test, Value } from './syntax.ts';
import { tagTest } from './tags.ts';

/** SQL that is true of the rows which satisfy the conditions. Throws a `Failure` on what cannot be asked. */
export function where(scope: Scope, source: Source, conditions: readonly Condition[]): Sql {
  if (conditions.length > 1) throw unexpected(nameOf(conditions[1]));
  return allOf(conditions.map((condition) => conditionSql(scope, source, condition)));
}

function conditionSql(scope: Scope, source: Source, condition: Condition): Sql {
  if (condition.kind === 'comparison') throw unexpected(condition.right);
  if (condition.kind === 'test') return testSql(scope, source, condition);
  const parts = chainOf(condition).map((each) => conditionSql(scope, source, each));
  return balanced(parts, raw(condition.kind.toUpperCase()));
}

/** What follows one another with the same word between. */
function chainOf({ kind, left, right }: Logical): readonly Condition[] {
  return right.kind === kind ? [left, ...chainOf(right)] : [left, right];
}

/** SQLite does not go deeper than a thousand levels into an expression. */
function balanced(parts: readonly Sql[], word: Sql): Sql {
  const [first, ...others] = parts;
  if (first && others.length === 0) return first;
  const middle = Math.ceil(parts.length / 2);
  return sql`(${balanced(parts.slice(0, middle), word)} ${word} ${balanced(parts.slice(middle), word)})`;
}

/** Each condition follows its joins by itself: two of them may be satisfied by different rows. */
function testSql(scope: Scope, source: Source, { path, operator, value }: Test): Sql {
  const { hops, field } = resolve(scope.registry, source.inventory, path);
  return nested(scope, source, hops, { field, operator, value });
}

interface Leaf {
  readonly field: string;
  readonly operator: Operator;
  readonly value: Value | undefined;
}

/** Rows whose related rows, at least one of them, satisfy the test. Source: SQLConditionBuilder.java, ZStack 5.2.1. */
export function nested(scope: Scope, source: Source, hops: readonly Hop[], leaf: Leaf): Sql {
  const [hop, ...others] = hops;
  if (!hop) return leafSql(scope, source, leaf);
  const next = sourceOf(scope, hop.to);
  const self = keyColumn(source, hop.self);
  const target = keyColumn(next, hop.target);
  const grouped = others.length === 0 ? columnOrNone(scope, next, leaf) : undefined;
  const rows = grouped
    ? groupsWith(next, target, grouped, leaf)
    : sql`SELECT ${target} FROM ${next.from} WHERE ${next.filter} AND ${nested(scope, next, others, leaf)}`;
  return sql`${self} IN (${rows})`;
}

/** The column whose values of one key are looked at together, where that is asked for. */
function columnOrNone(scope: Scope, source: Source, { field, operator }: Leaf): Column | undefined {
  if (!isHas(operator) || isTagField(field) || virtualOf(scope.registry, source.inventory, field)) return undefined;
  return ownColumn(scope, source, field);
}

function leafSql(scope: Scope, source: Source, leaf: Leaf): Sql {
  const { field, operator, value } = leaf;
  if (isTagField(field)) return tagTest(scope, source, field, operator, value);
  const virtual = virtualOf(scope.registry, source.inventory, field);
  if (!virtual) {
    if (isHas(operator)) throw unexpected('has');
    return valueSql(scope, ownColumn(scope, source, field), operator, value);
  }
  const rows = sourceOf(scope, virtual.inventory);
  const key = raw(columnOf(rows, virtual.key));
  const column = columnIn(rows, virtual.inventory, virtual.column);
  const present = virtual.present.map((name) => raw(columnOf(rows, name)));
  const there = present.length === 0 ? rows.filter : sql`COALESCE(${joined(present, ', ')}) IS NOT NULL`;
  const found = isHas(operator)
    ? groupsWith({ ...rows, filter: there }, key, column, leaf)
    : sql`SELECT ${key} FROM ${rows.from} WHERE ${there} AND ${valueSql(scope, column, operator, value)}`;
  return sql`${raw(columnOf(source, 'uuid'))} IN (${found})`;
}

/** Keys all of whose rows together have every value of the list, or none of them. */
function groupsWith({ from, filter }: Source, key: Sql, column: Column, { operator, value }: Leaf): Sql {
  if (value?.kind !== 'list') throw unexpected(operator);
  const among = compare(column, 'in', value, 'faithful');
  if (operator === 'has')
    return sql`SELECT ${key} FROM ${from} WHERE ${filter} AND ${among} GROUP BY ${key} HAVING COUNT(DISTINCT ${keyed(column)}) = ${literals(value, operator).length}`;
  return sql`SELECT ${key} FROM ${from} WHERE ${filter} GROUP BY ${key} HAVING COUNT(CASE WHEN ${among} THEN 1 END) = 0`;
}

function valueSql(scope: Scope, column: Column, operator: Operator, value: Value | undefined): Sql {
  if (value?.kind === 'api') throw internal('getapi is not supported by the sandbox');
  if (value?.kind === 'query') return subQuerySql(scope, column, operator, value);
  return compare(column, operator, value, scope.mode);
}

/** Sub-queries see the rows of all accounts. */
function subQuerySql(scope: Scope, column: Column, operator: Operator, { entity, path, where: inner }: SubQuery): Sql {
  const source = sourceOf(scope, entityOf(scope.registry, entity));
  const [field, ...others] = path;
  if (field === undefined || others.length > 0) throw unexpected(path.join('.'));
  const selected = ownColumn(scope, source, field);
  const [left, right] = comparable(column, selected);
  const rows = sql`SELECT ${right} FROM ${source.from} WHERE ${source.filter} AND ${where(scope, source, inner)}`;
  if (operator === 'in' || operator === 'not in') return sql`${left} ${raw(operator.toUpperCase())} (${rows})`;
  if (!/^[=!<>]+$/.test(operator)) throw unexpected('query');
  const limited = sql`SELECT COUNT(*) AS count FROM (${rows} LIMIT 2)`;
  if (Number(scope.db.first(limited.text, limited.values)?.count) > 1)
    throw databaseError('Subquery returns more than 1 row');
  return sql`${left} ${raw(operator)} (${rows})`;
}

/** Two columns in forms that SQLite compares as MySQL compares the originals. */
function comparable(one: Column, other: Column): readonly [one: Sql, other: Sql] {
  if (isNumeric(one) !== isNumeric(other))
    return [raw(`CAST(${one.text} AS REAL)`), raw(`CAST(${other.text} AS REAL)`)];
  if (one.kind === other.kind) return [keyed(one), keyed(other)];
  return [keyed({ ...one, kind: 'text' }), keyed({ ...other, kind: 'text' })];
}

function isNumeric({ kind }: Column): boolean {
  return kind === 'integer' || kind === 'real' || kind === 'boolean';
}

/** A column of the entity itself. The name is known to be a field's; Hibernate may still not know it. */
export function ownColumn(scope: Scope, source: Source, field: string): Column {
  const { inventory } = source;
  const found = fieldOf(inventory, field);
  if (!found) throw internal(`inventory class[class ${inventory.fullName}] not having field[${field}]`);
  if (!isMapped(scope, inventory, field)) throw unmapped(inventory, field);
  return columnIn(source, inventory, field);
}

/** Whether the entity has that field as a column of its own. */
function isMapped(scope: Scope, inventory: Inventory, field: string): boolean {
  const { queryable, maybe } = inventory;
  const found = fieldOf(inventory, field);
  if (!found || virtualOf(scope.registry, inventory, field) || collectionOf(scope.registry, inventory, found))
    return false;
  return !queryable || queryable.includes(field) || maybe?.includes(field) === true;
}

/** Some joins of ZStack go by columns that are not there. */
function keyColumn(source: Source, name: string): Sql {
  if (!fieldOf(source.inventory, name)) throw unmapped(source.inventory, name);
  return raw(columnOf(source, name));
}

function unmapped(inventory: Inventory, field: string) {
  const entity = (inventory.fullName ?? inventory.name).replace(/Inventory$/, 'VO');
  return internal(
    `org.hibernate.QueryException: could not resolve property: ${field} of: ${entity}`,
    'java.lang.IllegalArgumentException',
  );
}

function columnIn(source: Source, inventory: Inventory, name: string): Column {
  const field = fieldOf(inventory, name);
  return { text: columnOf(source, name), kind: field ? kindOf(field) : 'text', name };
}

function isHas(operator: Operator): boolean {
  return operator === 'has' || operator === 'not has';
}

function nameOf(condition: Condition | undefined): string {
  if (!condition) return 'end of subtree';
  if (condition.kind === 'test') return condition.path.join('.');
  return condition.kind === 'comparison' ? condition.left : nameOf(condition.left);
}
