import type { Api, Inventory, Param } from '../../../src/registry/types.ts';
import { createdBy } from '../../../src/sandbox/effects/created.ts';
import { defaults } from '../../../src/sandbox/effects/defaults.ts';
import { spokenOf } from '../../../src/sandbox/effects/names.ts';
import { answered, hasUuid } from '../../../src/sandbox/effects/references.ts';
import { first, insert } from '../../../src/sandbox/effects/rows.ts';
import type { Params } from '../../../src/sandbox/parameters.ts';
import type { Json } from '../../../src/sandbox/reply.ts';
import type { Cloud } from './cloud.ts';

/** The least that an API wants, its references to rows that are there: those of the demo, else some that are made. */
export function leastParams(cloud: Cloud, api: Api): Params {
  const wanted = api.params.filter((param) => param.required || api.path?.includes(`{${param.name}}`));
  return Object.fromEntries(wanted.map((param) => [param.name, sample(cloud, api, param)]));
}

/** The inventory a parameter points to: what the column of that name says, else the facts, guesses included. */
export function pointedBy({ registry }: Cloud, api: Api, param: Param): Inventory | undefined {
  const own = createdBy(registry, api);
  const column = own?.fields.find(({ name }) => name === param.name);
  const byColumn = column && own && registry.referenced(column, own);
  if (byColumn) return byColumn;
  const spoken = answered(registry, api) ?? spokenOf(registry, api.name);
  if (param.name === 'uuid' && param.resource === undefined && spoken && hasUuid(spoken)) return spoken;
  return registry.referenced(param);
}

function sample(cloud: Cloud, api: Api, param: Param): Json {
  const inventory = pointedBy(cloud, api, param);
  if (inventory && hasUuid(inventory)) {
    const uuid = anyOf(cloud, inventory);
    return param.type === 'list' ? [uuid] : uuid;
  }
  const [low] = param.range ?? [1];
  switch (param.type) {
    case 'list':
      return param.values ? [param.values[0]] : [];
    case 'map':
      return {};
    case 'object':
      return {};
    case 'bool':
      return true;
    case 'string':
      return param.values?.[0] ?? 'sample'.slice(0, param.max);
    default:
      return Math.max(low ?? 1, 1);
  }
}

/** The uuid of a row of that inventory. */
export function anyOf(cloud: Cloud, inventory: Inventory): string {
  const scene = cloud.scene('UpdateZone');
  const known = inventory.resource === 'Resource' ? first(scene, 'Zone', {}) : first(scene, inventory.name, {});
  if (known) return String(known.uuid);
  const uuid = scene.uuid();
  const named = inventory.fields.some(({ name }) => name === 'name') ? { name: 'sample' } : {};
  insert(scene, inventory.name, { ...defaults(scene, inventory), ...named, uuid });
  return uuid;
}
