import type { Inventory } from '../../registry/types.ts';
import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import { addPattern, addTag } from './belongings.ts';
import { removeResource } from './cascade.ts';
import { show } from './reply.ts';
import { find, inventoryOf, remove } from './rows.ts';
import { text, texts } from './values.ts';

/** What APIs do to tags, and to the patterns that user tags are made from. */
export const tagEffects: Readonly<Record<string, Effect>> = {
  CreateUserTag: tagging('User', ({ tag }) => [String(tag)]),
  CreateSystemTag: tagging('System', ({ tag }) => [String(tag)]),
  CreateSystemTags: tagging('System', ({ tags }) => texts(tags)),
  DeleteTag: {
    duration: () => 200,
    finish: (scene) => {
      const uuid = String(scene.call.params.uuid);
      if (find(scene, 'SystemTag', uuid)?.inherent)
        throw new Failure('SYS.1006', `tag[uuid:${uuid}] is an inherent system tag, it can't be deleted`);
      for (const name of ['UserTag', 'SystemTag']) remove(scene, name, { uuid });
      remove(scene, 'UserTag', { tagPatternUuid: uuid });
      removeResource(scene, inventoryOf(scene, 'TagPattern'), uuid);
      return {};
    },
  },
  AttachTagToResources: {
    duration: () => 300,
    finish: (scene) => {
      const { tagUuid, resourceUuids, tokens } = scene.call.params;
      const results = texts(resourceUuids).map((uuid) => {
        const filled = (tokens ?? {}) as Readonly<Record<string, string>>;
        const tag = addPattern(scene, kindOf(scene, uuid), uuid, String(tagUuid), filled);
        return { inventory: show(scene, 'UserTag', tag), success: true };
      });
      return { results };
    },
  },
  DetachTagFromResources: {
    duration: () => 300,
    finish: (scene) => {
      const { tagUuid, resourceUuids } = scene.call.params;
      for (const resourceUuid of texts(resourceUuids))
        remove(scene, 'UserTag', { tagPatternUuid: String(tagUuid), resourceUuid });
      return {};
    },
  },
};

function tagging(type: 'System' | 'User', tagsOf: (params: Scene['call']['params']) => readonly string[]): Effect {
  return {
    duration: () => 200,
    finish: (scene) => {
      const { params } = scene.call;
      const resourceUuid = String(params.resourceUuid);
      const inventory = kindOf(scene, resourceUuid, text(params.resourceType));
      const uuids = tagsOf(params).map((tag) => addTag(scene, type, inventory, resourceUuid, tag));
      const inventories = uuids.map((uuid) => show(scene, `${type}Tag`, uuid));
      return scene.api.result?.inventories === undefined ? { inventory: inventories[0] } : { inventories };
    },
  };
}

/** What a resource is, which its uuid does not say. Throws `Failure` where there is none. */
export function kindOf(scene: Scene, uuid: string, type?: string): Inventory {
  const { registry, db } = scene;
  const told = type === undefined ? undefined : registry.inventory(type.replace(/VO$/, ''));
  if (told && find(scene, told.name, uuid)) return told;
  const tables = db
    .all(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    .map(({ name }) => registry.inventory(String(name)));
  const found = tables.find(
    (each) => each?.fields.some(({ name }) => name === 'uuid') && find(scene, each.name, uuid) !== undefined,
  );
  if (found) return found;
  throw new Failure(
    'SYS.1003',
    `invalid field[resourceUuid], resource[uuid:${uuid}, type:${type ?? 'ResourceVO'}] not found`,
  );
}
