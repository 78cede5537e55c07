import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { isAdminOnly } from './admin-apis.ts';
import { referencesOf } from './effects/references.ts';
import { find, first, where } from './effects/rows.ts';
import { targetOf } from './effects/target.ts';
import { Failure } from './fault.ts';
import type { Params } from './parameters.ts';
import { adminUuid } from './seed.ts';
import type { Db } from './sqlite.ts';

/** Throws `ID.1002` where only the admin may call an API. Source: RBACAPIRequestChecker.java, ZStack 5.2.1. */
export function permitApi(api: Api, accountUuid: string): void {
  if (accountUuid === adminUuid || accountUuid === '' || !isAdminOnly(api)) return;
  throw new Failure(
    'ID.1002',
    `request api[name: ${api.fullName ?? api.name}] is admin only, can not be executed by current user`,
  );
}

/**
 * Throws `ID.1002` where a call would change what belongs to another account, or use what is not shared with the caller.
 * Source: AccountManagerImpl.java, ZStack 5.2.1.
 */
export function permitResources(db: Db, registry: Registry, api: Api, params: Params, accountUuid: string): void {
  if (accountUuid === adminUuid || accountUuid === '') return;
  const tables = { db, registry };
  const changed = api.kind === 'get' ? undefined : targetOf(registry, api)?.param;
  for (const { param, inventory } of referencesOf(registry, api)) {
    const value = params[param.name];
    for (const uuid of Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)]) {
      const owner =
        inventory.resource === 'Account'
          ? find(tables, 'Account', uuid)?.uuid
          : first(tables, 'AccountResourceRef', { resourceUuid: uuid })?.accountUuid;
      if (owner === undefined || owner === accountUuid) continue;
      const shares = where(tables, 'SharedResource', { resourceUuid: uuid });
      const isShared = shares.some((share) => share.toPublic === 1 || share.receiverAccountUuid === accountUuid);
      if (isShared && param.name !== changed) continue;
      const name = find(tables, 'Account', owner)?.name;
      throw new Failure(
        'ID.1002',
        `operation denied. The resource[uuid: ${uuid}, type: ${inventory.vo ?? `${inventory.resource}VO`},ownerAccountName:${name}, ownerAccountUuid:${owner}] doesn't belong to the account[uuid: ${accountUuid}]`,
      );
    }
  }
}
