import type { Scene } from '../effect.ts';
import { entityOf } from '../effects/belongings.ts';
import { showRow } from '../effects/reply.ts';
import { find, first, where } from '../effects/rows.ts';
import { kindOf } from '../effects/tags.ts';
import { text, texts } from '../effects/values.ts';
import { Failure } from '../fault.ts';
import { concreteOf, rootOf } from '../schema.ts';
import type { SqlRow } from '../sqlite.ts';
import type { Get } from './gets.ts';

/** What is known of a resource by its uuid: name, owner, configuration. */
export const resourceGets: Readonly<Record<string, Get>> = {
  GetResourceNames: (scene) => ({
    inventories: texts(scene.call.params.uuids).flatMap((uuid) => {
      const found = resourceOf(scene, uuid);
      if (!found) return [];
      const { row, kind } = found;
      const concrete = scene.registry.inventory(concreteOf(row)) ?? kind;
      const concreteResourceType = concrete.fullName?.replace(/Inventory$/, 'VO');
      return [
        {
          uuid,
          resourceName: text(row.name),
          resourceType: entityOf(rootOf(scene.registry, kind)),
          concreteResourceType,
        },
      ];
    }),
  }),
  GetResourceAccount: (scene) => ({
    inventories: Object.fromEntries(
      texts(scene.call.params.resourceUuids).flatMap((uuid) => {
        const owner = find(scene, 'Account', first(scene, 'AccountResourceRef', { resourceUuid: uuid })?.accountUuid);
        return owner ? [[uuid, showRow(scene, 'Account', owner)]] : [];
      }),
    ),
  }),
  GetResourceConfig: (scene) => {
    const { category, name, resourceUuid } = scene.call.params;
    const key = { category: String(category), name: String(name) };
    const own = where(scene, 'ResourceConfig', { ...key, resourceUuid: String(resourceUuid) });
    const general = first(scene, 'GlobalConfig', key);
    if (!general) throw new Failure('SYS.1007', `no global config[category:${category}, name:${name}] found`);
    const effectiveConfigs = own.map((row) => showRow(scene, 'ResourceConfig', row));
    return { value: String(own[0]?.value ?? general.value ?? ''), effectiveConfigs };
  },
  GetAccountQuotaUsage: (scene) => {
    const accountUuid = String(scene.call.params.uuid);
    const quotas = where(scene, 'Quota', { identityUuid: accountUuid });
    return {
      usages: quotas.flatMap(({ name, value }) => {
        const use = usage[String(name)];
        return use ? [{ name, total: value, used: use(scene, accountUuid) }] : [];
      }),
    };
  },
  GetZone: (scene) => {
    const uuid = text(scene.call.params.uuid);
    return {
      inventories: where(scene, 'Zone', uuid === undefined ? {} : { uuid }).map((row) => showRow(scene, 'Zone', row)),
    };
  },
};

function resourceOf(scene: Scene, uuid: string) {
  try {
    const kind = kindOf(scene, uuid);
    const row = find(scene, kind.name, uuid);
    return row && { kind, row };
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** How much an account has of what a quota limits. */
const usage: Readonly<Record<string, (scene: Scene, accountUuid: string) => number | bigint>> = {
  'vm.num': (scene, account) => machines(scene, account).length,
  'vm.cpuNum': (scene, account) => machines(scene, account).reduce((sum, { cpuNum }) => sum + Number(cpuNum ?? 0), 0),
  'vm.memorySize': (scene, account) => sum(machines(scene, account), 'memorySize'),
  'volume.data.num': (scene, account) => volumes(scene, account).filter(({ type }) => type === 'Data').length,
  'volume.capacity': (scene, account) => sum(volumes(scene, account), 'size'),
  'eip.num': (scene, account) => owned(scene, 'Eip', account).length,
};

function machines(scene: Scene, accountUuid: string): readonly SqlRow[] {
  return owned(scene, 'VmInstance', accountUuid).filter(({ state }) => state !== 'Destroyed');
}

function volumes(scene: Scene, accountUuid: string): readonly SqlRow[] {
  return owned(scene, 'Volume', accountUuid).filter(({ status }) => status !== 'Deleted');
}

function owned(scene: Scene, name: string, accountUuid: string): readonly SqlRow[] {
  const refs = where(scene, 'AccountResourceRef', { accountUuid, resourceType: `${name}VO` });
  const uuids = new Set(refs.map(({ resourceUuid }) => resourceUuid));
  return where(scene, name).filter(({ uuid }) => uuids.has(uuid ?? null));
}

function sum(rows: readonly SqlRow[], column: string): bigint {
  return rows.reduce((total, row) => total + BigInt(row[column] ?? 0), 0n);
}
