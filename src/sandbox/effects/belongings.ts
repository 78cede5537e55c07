import type { Inventory } from '../../registry/types.ts';
import type { Scene } from '../effect.ts';
import { isOwned } from '../owned.ts';
import { rootOf } from '../schema.ts';
import { find, insert, remove } from './rows.ts';
import { texts } from './values.ts';

/** What a new resource gets beside its row: an owner, where its kind has one, and the tags of the call. */
export function equip(scene: Scene, inventory: Inventory, uuid: string): void {
  own(scene, inventory, uuid);
  for (const tag of texts(scene.call.params.systemTags)) addTag(scene, 'System', inventory, uuid, tag);
  for (const tag of texts(scene.call.params.userTags)) addTag(scene, 'User', inventory, uuid, tag);
  for (const pattern of texts(scene.call.params.tagUuids)) addPattern(scene, inventory, uuid, pattern);
}

/** Takes away what hangs on a resource by its uuid alone. */
export function strip(scene: Scene, uuid: string): void {
  for (const name of ['SystemTag', 'UserTag', 'AccountResourceRef', 'SharedResource'])
    remove(scene, name, { resourceUuid: uuid });
}

/** Gives a resource to the caller. */
export function own(scene: Scene, inventory: Inventory, uuid: string, accountUuid = scene.call.accountUuid): void {
  const root = rootOf(scene.registry, inventory);
  if (!isOwned(scene.registry, inventory)) return;
  insert(scene, 'AccountResourceRef', {
    accountUuid,
    resourceUuid: uuid,
    resourceType: entityOf(root),
    concreteResourceType: (inventory.fullName ?? inventory.name).replace(/Inventory$/, 'VO'),
    createDate: scene.now,
    lastOpDate: scene.now,
  });
}

/** The uuid of the new tag. */
export function addTag(
  scene: Scene,
  type: 'System' | 'User',
  inventory: Inventory,
  resourceUuid: string,
  tag: string,
  tagPatternUuid: string | null = null,
): string {
  const uuid = scene.uuid();
  insert(scene, `${type}Tag`, {
    uuid,
    resourceUuid,
    resourceType: entityOf(rootOf(scene.registry, inventory)),
    tag,
    type,
    ...(type === 'System' ? { inherent: false } : { tagPatternUuid }),
    createDate: scene.now,
    lastOpDate: scene.now,
  });
  return uuid;
}

/** A tag made from a pattern, whose `{tokens}` are filled in. */
export function addPattern(
  scene: Scene,
  inventory: Inventory,
  resourceUuid: string,
  patternUuid: string,
  tokens: Readonly<Record<string, string>> = {},
): string {
  const value = String(find(scene, 'TagPattern', patternUuid)?.value ?? '');
  const tag = value.replace(/\{(\w+)\}/g, (token, name) => tokens[name] ?? token);
  return addTag(scene, 'User', inventory, resourceUuid, tag, patternUuid);
}

export function entityOf({ vo, resource }: Inventory): string {
  return vo ?? `${resource}VO`;
}
