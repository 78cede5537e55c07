import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect } from '../effect.ts';

import { removeResource } from './cascade.ts';
import { nounOf, spokenOf } from './names.ts';
import { isAkin, referencesOf } from './references.ts';
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
      for (const uuid of Array.isArray(value) ? texts(value) : [String(value)])
        removeResource(scene, target.inventory, uuid);
      return {};
    },
  };
}

/** What an API removes: only what its name says, since `DeleteVmHostname` has the uuid of a machine as well. */
function removedBy(registry: Registry, api: Api): Target | undefined {
  const isRemoval = /^(Delete|Expunge|Remove|Terminate|Unsubscribe|BatchDelete)/.test(api.name);
  const noun = nounOf(api.name);
  if (!isRemoval || /[a-z](From|Of)[A-Z]/.test(noun) || Object.keys(api.result ?? {}).length > 0) return undefined;
  const own = spokenOf(registry, api.name);
  const reference = referencesOf(registry, api).find(({ inventory }) =>
    own ? isAkin(registry, inventory, own) : noun.endsWith(inventory.resource),
  );
  if (reference) return { param: reference.param.name, inventory: reference.inventory };
  const param = api.params.find(({ name }) => /^uuids?$/.test(name));
  return own && param && { param: param.name, inventory: own };
}
