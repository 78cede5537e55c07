import type { Registry } from '../../registry/registry.ts';
import type { Api, Inventory } from '../../registry/types.ts';
import { lineageOf, rootOf } from '../schema.ts';
import { spokenOf } from './names.ts';
import { answered, choosesUuid, hasUuid, isAkin, isInPath, isLink, referencesOf } from './references.ts';

/** What an API creates: what it answers with, or where nobody says what its name tells. */
export function createdBy(registry: Registry, api: Api): Inventory | undefined {
  if (!/^(Create|Add|Subscribe)/.test(api.name) || !api.needPoll) return undefined;
  const answer = answered(registry, api);
  const own = spokenOf(registry, api.name);
  if (!answer && api.result?.inventory !== undefined) return undefined;
  const inventory = own && (!answer || lineageOf(registry, own).includes(answer)) ? own : answer;
  if (!inventory || !hasUuid(inventory) || isLink(inventory)) return undefined;
  if (intricate.has(rootOf(registry, inventory).resource)) return undefined;
  const known = referencesOf(registry, api).filter((each) => isAkin(registry, each.inventory, inventory));
  return known.some(({ param }) => isInPath(api, param.name)) || (known.length > 0 && !choosesUuid(api))
    ? undefined
    : inventory;
}

/** What is more than a row: each API that makes one has an effect of its own, or none. */
const intricate = new Set(['Image', 'VmInstance', 'VmNic', 'Volume', 'VolumeSnapshot']);
