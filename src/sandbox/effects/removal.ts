import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect, Scene } from '../effect.ts';

import { removeResource } from './cascade.ts';
import { nounOf, spokenOf } from './names.ts';
import { answered, isAkin, pointersTo, referencesOf } from './references.ts';
import { show } from './reply.ts';
import { find } from './rows.ts';
import type { Target } from './target.ts';
import { texts } from './values.ts';

/** An API that takes resources away; those that are not there are gone already. */
export function removal(registry: Registry, api: Api): Effect | undefined {
  const target = removedBy(registry, api);
  if (!target) return undefined;
  return {
    duration: () => 500,
    finish: (scene) => {
      const value = scene.call.params[target.param];
      const owner = ownerOf(scene, target);
      for (const uuid of Array.isArray(value) ? texts(value) : [String(value)])
        removeResource(scene, target.inventory, uuid);
      return owner ? { inventory: show(scene, owner.name, owner.uuid) } : {};
    },
  };
}

/** Some removals answer with what the resource belonged to. */
function ownerOf(scene: Scene, target: Target): { readonly name: string; readonly uuid: string } | undefined {
  const answer = answered(scene.registry, scene.api);
  const [column] = answer ? pointersTo(scene.registry, target.inventory, answer) : [];
  const uuid = column && find(scene, target.inventory.name, String(scene.call.params[target.param]))?.[column.name];
  return answer && typeof uuid === 'string' ? { name: answer.name, uuid } : undefined;
}

/** What an API removes: only what its name says, since `DeleteVmHostname` has the uuid of a machine as well. */
export function removedBy(registry: Registry, api: Api): Target | undefined {
  const isRemoval = /^(Delete|Expunge|Remove|Terminate|Unsubscribe|BatchDelete)/.test(api.name);
  const noun = nounOf(api.name);
  if (!isRemoval || /[a-z](From|Of)[A-Z]/.test(noun)) return undefined;
  const own = spokenOf(registry, api.name);
  const reference = referencesOf(registry, api).find(({ inventory }) =>
    own ? isAkin(registry, inventory, own) : noun.endsWith(inventory.resource),
  );
  if (reference) return { param: reference.param.name, inventory: reference.inventory };
  const param = api.params.find(({ name }) => /^uuids?$/.test(name));
  return own && param && { param: param.name, inventory: own };
}
