import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import { removeResource } from './cascade.ts';
import { show } from './reply.ts';
import { find, findAll, insert, inventoryOf, remove, update } from './rows.ts';
import { records, texts } from './values.ts';

/** Projects, organizations, virtual identities and roles, where the registry does not tell enough. */
export const tenantEffects: Readonly<Record<string, Effect>> = {
  ...attributesOf('IAM2Organization', 'organizationUuid'),
  ...attributesOf('IAM2Project', 'projectUuid'),
  ...attributesOf('IAM2VirtualID', 'virtualIDUuid'),
  ...attributesOf('IAM2VirtualIDGroup', 'groupUuid'),
  DeleteIAM2Project: moving('Deleted'),
  RecoverIAM2Project: moving('Enabled'),
  ExpungeIAM2Project: {
    duration: () => 1000,
    finish: (scene) => {
      removeResource(scene, inventoryOf(scene, 'IAM2Project'), String(scene.call.params.uuid));
      return {};
    },
  },
  ChangeIAM2OrganizationParent: {
    duration: () => 300,
    finish: (scene) => {
      const { parentUuid, childrenUuids } = scene.call.params;
      for (const uuid of texts(childrenUuids))
        update(scene, 'IAM2Organization', { uuid }, { parentUuid: String(parentUuid), lastOpDate: scene.now });
      return {};
    },
  },
  MoveDirectory: {
    duration: () => 300,
    finish: (scene) => {
      const { targetParentUuid, directoryUuid } = scene.call.params;
      update(
        scene,
        'Directory',
        { uuid: String(directoryUuid) },
        { parentUuid: String(targetParentUuid), lastOpDate: scene.now },
      );
      return {};
    },
  },
};

function attributesOf(kind: string, owner: string): Readonly<Record<string, Effect>> {
  return {
    [`AddAttributesTo${kind}`]: {
      duration: () => 300,
      finish: (scene) => {
        const of = requireRow(scene, kind);
        for (const { name, value } of records(scene.call.params.attributes))
          insert(scene, `${kind}Attribute`, {
            uuid: scene.uuid(),
            name: String(name),
            value: value === undefined ? null : String(value),
            type: 'Customized',
            [owner]: of,
            createDate: scene.now,
            lastOpDate: scene.now,
          });
        return {};
      },
    },
    [`RemoveAttributesFrom${kind}`]: {
      duration: () => 300,
      finish: (scene) => {
        const of = requireRow(scene, kind);
        for (const { uuid = null } of findAll(scene, `${kind}Attribute`, texts(scene.call.params.attributeUuids)))
          remove(scene, `${kind}Attribute`, { uuid, [owner]: of });
        return {};
      },
    },
  };
}

/** Projects go to a recycle bin. */
function moving(state: string): Effect {
  return {
    duration: () => 500,
    finish: (scene) => {
      const uuid = String(scene.call.params.uuid);
      update(scene, 'IAM2Project', { uuid }, { state, lastOpDate: scene.now });
      return scene.api.result?.inventory === undefined ? {} : { inventory: show(scene, 'IAM2Project', uuid) };
    },
  };
}

function requireRow(scene: Scene, kind: string): string {
  const uuid = String(scene.call.params.uuid);
  if (find(scene, kind, uuid)) return uuid;
  throw new Failure('SYS.1003', `invalid field[uuid], resource[uuid:${uuid}, type:${kind}VO] not found`);
}
