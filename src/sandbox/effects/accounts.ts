import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import { adminUuid } from '../seed.ts';
import { equip } from './belongings.ts';
import { removeResource } from './cascade.ts';
import { show } from './reply.ts';
import { find, first, insert, inventoryOf, update, where } from './rows.ts';
import { text } from './values.ts';

/** Accounts and their users, whose passwords are kept and never shown. */
export const accountEffects: Readonly<Record<string, Effect>> = {
  CreateAccount: {
    duration: () => 300,
    finish: (scene) => {
      const { name, type, password } = scene.call.params;
      if (first(scene, 'Account', { name: String(name) }))
        throw new Failure('SYS.1006', `unable to create an account. An account already called ${name}`);
      const uuid = add(scene, 'Account', { type: text(type) ?? 'Normal', password: String(password) });
      for (const { name: quota = null, value = null } of usualQuotas(scene))
        insert(scene, 'Quota', {
          ...{ uuid: scene.uuid(), name: quota, value, identityUuid: uuid, identityType: 'AccountVO' },
          ...{ createDate: scene.now, lastOpDate: scene.now },
        });
      return { inventory: show(scene, 'Account', uuid) };
    },
  },
  UpdateAccount: changing('Account'),
  DeleteAccount: {
    duration: () => 500,
    finish: (scene) => {
      const uuid = String(scene.call.params.uuid);
      if (uuid === adminUuid)
        throw new Failure('SYS.1006', 'unable to delete an account. The account is an admin account');
      update(scene, 'AccountResourceRef', { accountUuid: uuid }, { accountUuid: adminUuid, lastOpDate: scene.now });
      removeResource(scene, inventoryOf(scene, 'Account'), uuid);
      for (const { uuid: quota } of where(scene, 'Quota', { identityUuid: uuid }))
        removeResource(scene, inventoryOf(scene, 'Quota'), String(quota));
      return {};
    },
  },
  CreateUser: {
    duration: () => 300,
    finish: (scene) => {
      const { name, password } = scene.call.params;
      const { accountUuid } = scene.call;
      if (first(scene, 'User', { name: String(name), accountUuid }))
        throw new Failure(
          'SYS.1006',
          `unable to create a user. A user called ${name} is already under the account[uuid:${accountUuid}]`,
        );
      const uuid = add(scene, 'User', { accountUuid, password: String(password) });
      return { inventory: show(scene, 'User', uuid) };
    },
  },
  UpdateUser: changing('User'),
};

function add(scene: Scene, kind: string, row: Readonly<Record<string, string>>): string {
  const { params } = scene.call;
  const uuid = String(params.resourceUuid ?? scene.uuid());
  const named = { name: String(params.name), description: text(params.description) ?? null };
  insert(scene, kind, { uuid, ...named, ...row, createDate: scene.now, lastOpDate: scene.now });
  equip(scene, inventoryOf(scene, kind), uuid);
  return uuid;
}

function changing(kind: 'Account' | 'User'): Effect {
  return {
    duration: () => 300,
    finish: (scene) => {
      const { name, description, password, oldPassword, uuid: given } = scene.call.params;
      const uuid = String(given ?? scene.call.accountUuid);
      const row = find(scene, kind, uuid);
      if (!row) throw new Failure('SYS.1003', `${kind.toLowerCase()}[uuid:${uuid}] not found`);
      if (oldPassword !== undefined && oldPassword !== row.password)
        throw new Failure('SYS.1006', 'old password is not equal to the original password, cannot update the password');
      const changes = { name, description, password };
      const set = Object.entries(changes).flatMap(([column, value]) =>
        value === undefined ? [] : [[column, String(value)]],
      );
      update(scene, kind, { uuid }, { ...Object.fromEntries(set), lastOpDate: scene.now });
      return { inventory: show(scene, kind, uuid) };
    },
  };
}

/** A new tenant may have what the others may. */
function usualQuotas(scene: Scene) {
  const known = where(scene, 'Quota', { identityType: 'AccountVO' });
  return known.filter(({ name }, index) => known.findIndex((each) => each.name === name) === index);
}
