import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect } from '../effect.ts';
import { update } from './rows.ts';
import { replyWith, rowOfTarget, targetOf, uuidOf } from './target.ts';

/** An API that connects something again: `Connecting` at once, `Connected` in the end. */
export function reconnection(registry: Registry, api: Api): Effect | undefined {
  const target = api.name.startsWith('Reconnect') ? targetOf(registry, api) : undefined;
  const status = target?.inventory.fields.find(({ name }) => name === 'status');
  if (!target || !status || !['Connecting', 'Connected'].every((each) => status.enum?.includes(each) ?? true))
    return undefined;
  return {
    duration: () => 2000,
    begin: (scene) => {
      const { status: old } = rowOfTarget(scene, target);
      update(scene, target.inventory.name, { uuid: uuidOf(scene, target) }, { status: 'Connecting' });
      return String(old);
    },
    finish: (scene) => {
      update(scene, target.inventory.name, { uuid: uuidOf(scene, target) }, { status: 'Connected' });
      return replyWith(scene, target);
    },
    undo: (scene, old) =>
      void update(scene, target.inventory.name, { uuid: uuidOf(scene, target) }, { status: String(old) }),
  };
}
