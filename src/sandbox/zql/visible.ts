import type { Inventory } from '../../registry/types.ts';
import { isAdminOnly } from '../admin-apis.ts';
import { Failure } from '../fault.ts';
import { isOwned } from '../owned.ts';
import { adminUuid } from '../seed.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { entityOf } from './names.ts';
import { columnOf, type Scope, type Source, sourceOf } from './scope.ts';

/** Who asks. */
export interface Caller {
  readonly accountUuid: string;
}

/** Throws where an account may not query the target at all. Source: AuthorizationManager.java, ZStack 5.2.1. */
export function permitQuery({ registry }: Scope, { queryApi }: Inventory, { accountUuid }: Caller): void {
  const api = accountUuid === adminUuid ? undefined : registry.api(queryApi ?? '');
  if (api && isAdminOnly(api)) throw new Failure('SYS.1006', `the operations[${api.fullName}] is denied`);
}

/**
 * The rows that an account may see of the query's target; of joined tables it may use all. Resources are its own, or
 * shared with it, or with everybody. Source: IdentityZQLExtension.java, ZStack 5.2.1.
 */
export function visible(scope: Scope, source: Source, { accountUuid }: Caller): Sql {
  if (accountUuid === adminUuid || !isOwned(scope.registry, source.inventory)) return raw('1');
  const refs = sourceOf(scope, entityOf(scope.registry, 'AccountResourceRef'));
  const shares = sourceOf(scope, entityOf(scope.registry, 'SharedResource'));
  const [owner, owned] = ['accountUuid', 'resourceUuid'].map((name) => raw(columnOf(refs, name))) as [Sql, Sql];
  const [receiver, toPublic, shared] = ['receiverAccountUuid', 'toPublic', 'resourceUuid'].map((name) =>
    raw(columnOf(shares, name)),
  ) as [Sql, Sql, Sql];
  const received = sql`SELECT ${shared} FROM ${shares.from} WHERE ${receiver} = ${accountUuid} OR ${toPublic} = 1`;
  const mine = sql`SELECT ${owned} FROM ${refs.from} WHERE ${owner} = ${accountUuid} OR ${owned} IN (${received})`;
  return sql`${raw(columnOf(source, 'uuid'))} IN (${mine})`;
}
