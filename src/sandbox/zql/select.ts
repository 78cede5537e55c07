import { internal } from '../fault.ts';
import { keyOf } from '../schema.ts';
import { allOf, joined, raw, type Sql, sql } from '../sql.ts';
import type { SqlRow } from '../sqlite.ts';
import { type Column, keyed } from './compare.ts';
import { unexpected } from './literal.ts';
import { classOf, entityOf, hasField } from './names.ts';
import { restricted } from './restrict.ts';
import { columnOf, type Scope, type Source } from './scope.ts';
import type { Order, OrderKey, Query, Restriction } from './syntax.ts';
import { type Caller, visible } from './visible.ts';
import { ownColumn, where } from './where.ts';

/** Which rows a statement is about, those of other accounts excluded. */
export function chosen(
  scope: Scope,
  source: Source,
  conditions: Query['where'],
  restrictions: readonly Restriction[],
  caller: Caller,
): Sql {
  return allOf([
    source.filter,
    sql`(${where(scope, source, conditions)})`,
    ...restrictions.map((restriction) => restricted(scope, source, restriction)),
    visible(scope, source, caller),
  ]);
}

export function all(scope: Scope, { text, values }: Sql): readonly SqlRow[] {
  return scope.db.all(text, values);
}

export function number(scope: Scope, { text, values }: Sql): number {
  return Number(Object.values(scope.db.first(text, values) ?? {})[0] ?? 0);
}

/** How many rows there are, or values of a column: NULL is none. */
export function counted(column: Column | undefined): Sql {
  return raw(column ? `COUNT(${column.text})` : 'COUNT(*)');
}

/** Fields that a statement names outside its conditions. Source: ZQLMetadata.java, ZStack 5.2.1. */
export function requested(scope: Scope, source: Source, fields: readonly string[]): readonly Column[] {
  const missing = fields.find((field) => !hasField(source.inventory, field));
  // Upstream forgot to fill the class in.
  if (missing !== undefined) throw internal(`inventory[\${selfInventoryClass}] has no field[${missing}]`);
  return fields.map((field) => ownColumn(scope, source, field));
}

/** `ORDER BY …`, the key at last so that the order is always the same. */
export function ordered(scope: Scope, source: Source, orders: readonly Order[]): Sql {
  const key = keyOf(source.inventory);
  const last = raw(key === 'rowid' ? `${source.alias}.rowid` : columnOf(source, key));
  const direction = orders.at(-1)?.direction ?? 'asc';
  const keys = orders.map((order) => sql`${orderSql(scope, source, order.key)} ${raw(order.direction.toUpperCase())}`);
  return sql`ORDER BY ${joined([...keys, sql`${last} ${raw(direction.toUpperCase())}`], ', ')}`;
}

/** Names are looked up before anything else is. Source: OrderByVisitor.java, ZStack 5.2.1. */
export function checkOrder({ inventory }: Source, orders: readonly Order[], alsoKnown: readonly string[] = []): void {
  for (const field of orders.flatMap(({ key }) => fieldsOf(key)))
    if (!hasField(inventory, field) && !alsoKnown.includes(field))
      throw internal(`invalid order by clause, inventory[${inventory.name}] doesn't have field[${field}]`);
}

/** A key of the order; `counted` is what `groupCount` stands for. */
export function orderSql(scope: Scope, source: Source, key: OrderKey, counted?: Sql): Sql {
  if (key.kind === 'arithmetic')
    return sql`(${orderSql(scope, source, key.left)} ${raw(key.sign)} ${orderSql(scope, source, key.right)})`;
  if (key.kind === 'call') {
    if (!functions.includes(key.called.toLowerCase())) throw unexpected(key.called);
    return sql`${raw(key.called)}(${orderSql(scope, source, key.of)})`;
  }
  if (counted && key.field === 'groupCount') return counted;
  if (key.entity !== undefined && entityOf(scope.registry, key.entity).name !== source.inventory.name)
    throw unexpected(`${classOf(entityOf(scope.registry, key.entity))}.${key.field}`);
  return keyed(ownColumn(scope, source, key.field));
}

/** `LIMIT … OFFSET …`. Source: AbstractProducedQuery.java, Hibernate 5.3. */
export function paged(limit: number | undefined, offset: number | undefined): Sql {
  if (limit !== undefined && limit < 0) throw internal('max-results cannot be negative', illegal);
  if (offset !== undefined && offset < 0) throw internal(`first-result value cannot be negative : ${offset}`, illegal);
  return sql`LIMIT ${limit ?? -1} OFFSET ${offset ?? 0}`;
}

const illegal = 'java.lang.IllegalArgumentException';

/** Of those that HQL knows. */
const functions = ['abs', 'lower', 'upper', 'length'];

function fieldsOf(key: OrderKey): readonly string[] {
  if (key.kind === 'arithmetic') return [...fieldsOf(key.left), ...fieldsOf(key.right)];
  return key.kind === 'call' ? fieldsOf(key.of) : [key.field];
}
