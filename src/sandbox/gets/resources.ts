import type { Scene } from '../effect.ts';
import { entityOf } from '../effects/belongings.ts';
import { showRow } from '../effects/reply.ts';
import { find, first, where } from '../effects/rows.ts';
import { kindOf } from '../effects/tags.ts';
import { text, texts } from '../effects/values.ts';
import { Failure } from '../fault.ts';
import { usage } from '../quotas.ts';
import { concreteOf, rootOf } from '../schema.ts';
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
