import { internal } from '../fault.ts';
import type { Sql } from '../sql.ts';
import { raw } from '../sql.ts';
import { wayTo } from './graph.ts';
import { entityOf, isTagField } from './names.ts';
import type { Scope, Source } from './scope.ts';
import type { Restriction } from './syntax.ts';
import { tagTest } from './tags.ts';
import { nested } from './where.ts';

/**
 * Rows that belong to some entity. Where nothing leads there, the restriction is dropped without a word.
 * Source: RestrictExprVisitor.java, TagZQLExtension.java, ZStack 5.2.1.
 */
export function restricted(scope: Scope, source: Source, { entity, field, operator, value }: Restriction): Sql {
  if (entity === undefined) {
    if (!isTagField(field) || operator === 'has' || operator === 'not has')
      throw internal(
        `the restrict by clause[${field} ${operator}] without entity name is not handled by any extension`,
        'org.zstack.zql.ast.visitors.ZQLError',
      );
    return tagTest(scope, source, field, operator, value);
  }
  const hops = wayTo(scope.registry, source.inventory, entityOf(scope.registry, entity));
  return hops ? nested(scope, source, hops, { field, operator, value }) : raw('1');
}
