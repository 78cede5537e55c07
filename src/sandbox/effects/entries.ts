import type { Registry } from '../../registry/registry.ts';
import type { Api, Inventory } from '../../registry/types.ts';
import type { Effect, Scene } from '../effect.ts';
import { columnValue, defaults } from './defaults.ts';
import { spokenOf } from './names.ts';
import { answered, isAkin, isLink, pointersInto, pointersTo } from './references.ts';
import { first, insert, remove, type Values } from './rows.ts';
import { replyWith, rowOfTarget, type Target, targetOf, uuidOf } from './target.ts';

/** An API that adds an entry to a list of something, such as a name server to a network, or takes one out. */
export function entry(registry: Registry, api: Api): Effect | undefined {
  const [, verb] = /^(Add|Attach|Remove|Detach)/.exec(api.name) ?? [];
  const target = verb === undefined ? undefined : ownerOf(registry, api);
  const list = target && listOf(registry, api, target);
  if (!target || !list) return undefined;
  const adds = verb === 'Add' || verb === 'Attach';
  return {
    duration: () => 300,
    finish: (scene) => {
      rowOfTarget(scene, target);
      const wanted = { ...given(scene, list), [list.owner]: uuidOf(scene, target) };
      if (!adds) remove(scene, list.of.name, wanted);
      else if (!first(scene, list.of.name, wanted)) {
        const key = list.of.fields.some(({ name }) => name === 'uuid') ? { uuid: scene.uuid() } : {};
        insert(scene, list.of.name, { ...defaults(scene, list.of), ...wanted, ...key });
      }
      return replyWith(scene, target);
    },
  };
}

/** An inventory of entries, and its column for what they belong to. */
interface List {
  readonly of: Inventory;
  readonly owner: string;
}

function ownerOf(registry: Registry, api: Api): Target | undefined {
  const target = targetOf(registry, api);
  const answer = answered(registry, api);
  return answer && target && !isAkin(registry, answer, target.inventory) ? undefined : target;
}

/** One whose columns are all that the API asks for. */
function listOf(registry: Registry, api: Api, target: Target): List | undefined {
  const asked = api.params.filter(({ name, required }) => required && name !== target.param).map(({ name }) => name);
  if (asked.length === 0) return undefined;
  const spoken = spokenOf(registry, api.name);
  const owners =
    spoken && pointersTo(registry, spoken, target.inventory).map(({ name }) => ({ of: spoken, owner: name }));
  const lists = pointersInto(registry, target.inventory)
    .filter(({ of }) => isLink(of))
    .map(({ of, column }) => ({ of, owner: column }));
  return [...(owners ?? []), ...lists].find(({ of, owner }) =>
    asked.every(
      (name) =>
        name !== owner && name !== 'uuid' && of.fields.some((field) => field.name === name && field.type !== 'list'),
    ),
  );
}

function given({ call }: Scene, { of }: List): Values {
  const known = of.fields.filter(
    ({ name, type }) => name !== 'uuid' && type !== 'list' && call.params[name] !== undefined,
  );
  return Object.fromEntries(known.map((field) => [field.name, columnValue(field, call.params[field.name])]));
}
