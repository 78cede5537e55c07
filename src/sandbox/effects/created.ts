import type { Registry } from '../../registry/registry.ts';
import type { Api, Inventory } from '../../registry/types.ts';
import { lineageOf } from '../schema.ts';
import { spokenOf } from './names.ts';
import { answered, choosesUuid, hasUuid, isAkin, isLink, referencesOf } from './references.ts';

/** What an API creates: what it answers with, or where nobody says what its name tells. */
export function createdBy(registry: Registry, api: Api): Inventory | undefined {
  if (!/^(Create|Add|Submit|Subscribe)/.test(api.name) || !api.needPoll) return undefined;
  const answer = answered(registry, api);
  const own = spokenOf(registry, api.name);
  if (!answer && api.result?.inventory !== undefined) return undefined;
  const inventory = own && (!answer || lineageOf(registry, own).includes(answer)) ? own : answer;
  if (!inventory || !hasUuid(inventory) || isLink(inventory)) return undefined;
  return choosesUuid(api) || !referencesOf(registry, api).some((each) => isAkin(registry, each.inventory, inventory))
    ? inventory
    : undefined;
}
