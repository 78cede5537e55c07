import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import { rootOf } from '../schema.ts';
import { entityOf } from './belongings.ts';
import { show, showRow } from './reply.ts';
import { first, insert, remove, update, where } from './rows.ts';
import { kindOf } from './tags.ts';
import { texts } from './values.ts';

/** Who owns what and who else sees it. */
export const ownershipEffects: Readonly<Record<string, Effect>> = {
  ChangeResourceOwner: {
    duration: () => 300,
    finish: (scene) => {
      const { accountUuid, resourceUuid } = scene.call.params;
      for (const uuid of wholeOf(scene, String(resourceUuid)))
        update(
          scene,
          'AccountResourceRef',
          { resourceUuid: uuid },
          { accountUuid: String(accountUuid), lastOpDate: scene.now },
        );
      const ref = first(scene, 'AccountResourceRef', { resourceUuid: String(resourceUuid) });
      if (!ref) throw new Failure('SYS.1006', `resource[uuid:${resourceUuid}] belongs to no account`);
      return { inventory: showRow(scene, 'AccountResourceRef', ref) };
    },
  },
  ShareResource: {
    duration: () => 300,
    finish: (scene) => {
      const { resourceUuids, accountUuids, toPublic } = scene.call.params;
      const receivers = toPublic === true ? [null] : texts(accountUuids);
      for (const resourceUuid of texts(resourceUuids))
        for (const receiver of receivers) share(scene, resourceUuid, receiver);
      return {};
    },
  },
  RevokeResourceSharing: {
    duration: () => 300,
    finish: (scene) => {
      const { resourceUuids, accountUuids, toPublic, all } = scene.call.params;
      for (const resourceUuid of texts(resourceUuids)) {
        if (all === true) remove(scene, 'SharedResource', { resourceUuid });
        if (toPublic === true) remove(scene, 'SharedResource', { resourceUuid, toPublic: true });
        for (const receiverAccountUuid of texts(accountUuids))
          remove(scene, 'SharedResource', { resourceUuid, receiverAccountUuid });
      }
      return {};
    },
  },
  UpdateQuota: quota('UpdateQuota'),
  UpdateOrganizationQuota: quota('UpdateOrganizationQuota'),
};

/** A machine takes its volumes and network cards along. */
function wholeOf(scene: Scene, uuid: string): readonly string[] {
  const parts = ['Volume', 'VmNic'].flatMap((name) => where(scene, name, { vmInstanceUuid: uuid }));
  return [uuid, ...parts.map((part) => String(part.uuid))];
}

function share(scene: Scene, resourceUuid: string, receiverAccountUuid: string | null): void {
  if (first(scene, 'SharedResource', { resourceUuid, receiverAccountUuid })) return;
  const owner = first(scene, 'AccountResourceRef', { resourceUuid })?.accountUuid ?? scene.call.accountUuid;
  insert(scene, 'SharedResource', {
    ownerAccountUuid: owner,
    receiverAccountUuid,
    toPublic: receiverAccountUuid === null,
    resourceType: entityOf(rootOf(scene.registry, kindOf(scene, resourceUuid))),
    resourceUuid,
    createDate: scene.now,
    lastOpDate: scene.now,
  });
}

function quota(api: string): Effect {
  return {
    duration: () => 200,
    finish: (scene) => {
      const { identityUuid, name, value } = scene.call.params;
      const key = { identityUuid: String(identityUuid), name: String(name) };
      const known = first(scene, 'Quota', key);
      const identityType = api === 'UpdateQuota' ? 'AccountVO' : 'IAM2OrganizationVO';
      const uuid = String(known?.uuid ?? scene.uuid());
      if (!known) insert(scene, 'Quota', { uuid, ...key, identityType, createDate: scene.now, lastOpDate: scene.now });
      update(scene, 'Quota', { uuid }, { value: BigInt(value as number), lastOpDate: scene.now });
      return { inventory: show(scene, 'Quota', uuid) };
    },
  };
}
