import { internal } from '../fault.ts';
import { keyOf } from '../schema.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { type Column, compare, keyed, literals } from './compare.ts';
import { unexpected } from './literal.ts';
import { entityOf, type TagField } from './names.ts';
import { columnOf, type Scope, type Source, sourceOf } from './scope.ts';
import type { Operator, Value } from './syntax.ts';

/**
 * Resources by their tags, whose resourceType is not looked at. A negative operator asks for resources without any such
 * tag. Source: SQLConditionBuilder.java, ZStack 5.2.1.
 */
export function tagTest(
  scope: Scope,
  source: Source,
  field: TagField,
  operator: Operator,
  value: Value | undefined,
): Sql {
  if (keyOf(source.inventory) !== 'uuid') throw internal(`${source.inventory.name} has no uuid that a tag could be on`);
  if (value?.kind === 'query' || value?.kind === 'api') throw unexpected(value.kind);
  const [entity, name] = places[field];
  const tags = sourceOf(scope, entityOf(scope.registry, entity));
  const column: Column = { text: columnOf(tags, name), kind: name === 'tag' ? 'text' : 'uuid', name };
  const uuid = raw(columnOf(source, 'uuid'));
  const tagged = raw(columnOf(tags, 'resourceUuid'));
  const whose = (test: Sql) =>
    sql`SELECT ${tagged} FROM ${tags.from} WHERE ${tags.filter} AND ${tagged} IS NOT NULL AND ${test}`;

  const positive = opposites[operator];
  if (positive) return sql`${uuid} NOT IN (${whose(compare(column, positive, value, scope.mode))})`;
  if (operator !== 'has') return sql`${uuid} IN (${whose(compare(column, operator, value, scope.mode))})`;
  if (value?.kind !== 'list') throw unexpected(operator);
  const count = literals(value, operator).length;
  return sql`${uuid} IN (${whose(compare(column, 'in', value, scope.mode))} GROUP BY ${tagged} HAVING COUNT(DISTINCT ${keyed(column)}) = ${count})`;
}

const places: { readonly [field in TagField]: readonly [entity: string, column: string] } = {
  __systemTag__: ['SystemTag', 'tag'],
  __userTag__: ['UserTag', 'tag'],
  __tagUuid__: ['UserTag', 'tagPatternUuid'],
};

/** What no tag may satisfy. */
const opposites: Readonly<Partial<Record<Operator, Operator>>> = {
  '!=': '=',
  'not in': 'in',
  'not like': 'like',
  'not has': 'in',
};
