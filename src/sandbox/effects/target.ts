import type { Registry } from '../../registry/registry.ts';
import type { Api, Inventory } from '../../registry/types.ts';
import type { Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { Json } from '../reply.ts';
import type { SqlRow } from '../sqlite.ts';
import { spokenOf } from './names.ts';
import { answered, isAkin, referencesOf } from './references.ts';
import { show } from './reply.ts';
import { find } from './rows.ts';

/** What an API works on: the parameter that names it and its inventory. */
export interface Target {
  readonly param: string;
  readonly inventory: Inventory;
}

/** The resource that the API answers with, else the one its name speaks of, else the one called `uuid` or first in the path. */
export function targetOf(registry: Registry, api: Api): Target | undefined {
  const references = referencesOf(registry, api).filter(({ param }) => param.type === 'string' && param.required);
  const own = answered(registry, api) ?? spokenOf(registry, api.name);
  const akin = references.find(({ inventory }) => own && isAkin(registry, inventory, own));
  if (akin) return { param: akin.param.name, inventory: akin.inventory };
  const isMeant = own !== undefined && (answered(registry, api) !== undefined || references.length === 0);
  if (isMeant && api.params.some(({ name }) => name === 'uuid')) return { param: 'uuid', inventory: own };
  const found = references.find(({ param }) => param.name === 'uuid') ?? references[0];
  return found && { param: found.param.name, inventory: found.inventory };
}

export function uuidOf({ call }: Scene, { param }: Target): string {
  return String(call.params[param]);
}

/** Throws `Failure` where it is not there. */
export function rowOfTarget(scene: Scene, target: Target): SqlRow {
  const uuid = uuidOf(scene, target);
  const row = find(scene, target.inventory.name, uuid);
  if (row) return row;
  const { vo, resource } = target.inventory;
  throw new Failure(
    'SYS.1003',
    `invalid field[${target.param}], resource[uuid:${uuid}, type:${vo ?? `${resource}VO`}] not found`,
  );
}

/** `{"inventory": …}` where the API answers with the target's kind, else `{}`. */
export function replyWith(scene: Scene, target: Target): { readonly [key: string]: Json } {
  const answer = answered(scene.registry, scene.api);
  return answer && isAkin(scene.registry, answer, target.inventory)
    ? { inventory: show(scene, target.inventory.name, uuidOf(scene, target)) }
    : {};
}
