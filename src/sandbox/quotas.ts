import type { Scene } from './effect.ts';
import { find, inventoryOf, type Tables, where } from './effects/rows.ts';
import { Failure } from './fault.ts';
import { ensureTable } from './schema.ts';
import { adminUuid } from './seed.ts';

/** Does `work`, which may not take the caller beyond its quotas. Throws `ID.1003`. Source: QuotaUtil.java, ZStack 5.2.1. */
export function limited<T>(scene: Scene, work: () => T): T {
  const { accountUuid } = scene.call;
  if (accountUuid === adminUuid || accountUuid === '') return work();
  const quotas = where(scene, 'Quota', { identityUuid: accountUuid }).flatMap(({ name, value }) => {
    const used = usage[String(name)];
    return used ? [{ name: String(name), value: BigInt(value ?? 0), used, before: used(scene, accountUuid) }] : [];
  });
  const result = work();
  for (const { name, value, used, before } of quotas) {
    const after = used(scene, accountUuid);
    if (after > before && after > value)
      throw new Failure(
        'ID.1003',
        `quota exceeding.The resource owner(or target resource owner) account[uuid: ${accountUuid} name: ${find(scene, 'Account', accountUuid)?.name}] exceeds a quota[name: ${name}, value: ${value}], Current used:${before}, Request:${after - before}. Please contact the administrator.`,
      );
  }
  return result;
}

const isMachine = `state <> 'Destroyed'`;
const isVolume = `status <> 'Deleted'`;

/** How much an account has of what a quota limits, by the quota's name. */
export const usage: Readonly<Record<string, (tables: Tables, accountUuid: string) => bigint>> = {
  'vm.num': measure('VmInstance', 'count(*)', isMachine),
  'vm.cpuNum': measure('VmInstance', 'sum(cpuNum)', isMachine),
  'vm.memorySize': measure('VmInstance', 'sum(memorySize)', isMachine),
  'volume.data.num': measure('Volume', 'count(*)', `type = 'Data' AND ${isVolume}`),
  'volume.capacity': measure('Volume', 'sum(size)', isVolume),
  'eip.num': measure('Eip', 'count(*)', '1'),
};

function measure(kind: string, what: string, which: string): (tables: Tables, accountUuid: string) => bigint {
  return (tables, accountUuid) => {
    const { db, registry } = tables;
    for (const name of [kind, 'AccountResourceRef']) ensureTable(db, registry, inventoryOf(tables, name));
    const mine = `SELECT resourceUuid FROM AccountResourceRef WHERE accountUuid = ? AND resourceType = '${kind}VO'`;
    const row = db.first(`SELECT ${what} AS used FROM ${kind} WHERE uuid IN (${mine}) AND ${which}`, [accountUuid]);
    return BigInt(row?.used ?? 0);
  };
}
