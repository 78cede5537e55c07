import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow } from '../sqlite.ts';
import { takeAddress } from './addresses.ts';
import { equip, own } from './belongings.ts';
import { removeResource } from './cascade.ts';
import { show } from './reply.ts';
import { find, insert, inventoryOf, remove, update, where } from './rows.ts';
import { text } from './values.ts';

/** What APIs do to network cards. */
export const nicEffects: Readonly<Record<string, Effect>> = {
  CreateVmNic: {
    duration: () => 300,
    finish: (scene) => {
      const { l3NetworkUuid, ip, resourceUuid } = scene.call.params;
      const uuid = addNic(scene, String(l3NetworkUuid), undefined, text(ip), text(resourceUuid));
      equip(scene, inventoryOf(scene, 'VmNic'), uuid);
      return { inventory: show(scene, 'VmNic', uuid) };
    },
  },
  AttachL3NetworkToVm: {
    duration: () => 1000,
    finish: (scene) => {
      const { vmInstanceUuid, l3NetworkUuid, staticIp, driverType, customMac } = scene.call.params;
      const machine = movable(scene, String(vmInstanceUuid));
      const uuid = addNic(scene, String(l3NetworkUuid), machine, text(staticIp));
      own(scene, inventoryOf(scene, 'VmNic'), uuid);
      const given = {
        ...(driverType && { driverType: String(driverType) }),
        ...(customMac && { mac: String(customMac) }),
      };
      update(scene, 'VmNic', { uuid }, given);
      return { inventory: show(scene, 'VmInstance', String(vmInstanceUuid)) };
    },
  },
  AttachVmNicToVm: {
    duration: () => 1000,
    finish: (scene) => {
      const { vmInstanceUuid, vmNicUuid } = scene.call.params;
      movable(scene, String(vmInstanceUuid));
      const nic = find(scene, 'VmNic', String(vmNicUuid));
      if (nic?.vmInstanceUuid ?? null)
        throw new Failure('SYS.1006', `nic[uuid:${vmNicUuid}] is attached to vm[uuid:${nic?.vmInstanceUuid}] already`);
      const place = placeIn(scene, String(vmInstanceUuid));
      update(scene, 'VmNic', { uuid: String(vmNicUuid) }, { ...place, lastOpDate: scene.now });
      return { inventory: show(scene, 'VmInstance', String(vmInstanceUuid)) };
    },
  },
  DetachL3NetworkFromVm: {
    duration: () => 1000,
    finish: (scene) => {
      const uuid = String(scene.call.params.vmNicUuid);
      const machine = String(find(scene, 'VmNic', uuid)?.vmInstanceUuid);
      removeResource(scene, inventoryOf(scene, 'VmNic'), uuid);
      const [other] = where(scene, 'VmNic', { vmInstanceUuid: machine });
      update(scene, 'VmInstance', { uuid: machine }, { defaultL3NetworkUuid: other?.l3NetworkUuid ?? null });
      return { inventory: show(scene, 'VmInstance', machine) };
    },
  },
  ChangeVmNicNetwork: {
    duration: () => 1000,
    finish: (scene) => {
      const { vmNicUuid, destL3NetworkUuid, staticIp } = scene.call.params;
      moveNic(scene, String(vmNicUuid), String(destL3NetworkUuid), text(staticIp));
      return { inventory: show(scene, 'VmNic', String(vmNicUuid)) };
    },
  },
  ChangeVmNicState: {
    duration: () => 300,
    finish: (scene) => {
      const { vmNicUuid, state } = scene.call.params;
      update(scene, 'VmNic', { uuid: String(vmNicUuid) }, { state: String(state), lastOpDate: scene.now });
      return { inventory: show(scene, 'VmInstance', String(find(scene, 'VmNic', String(vmNicUuid))?.vmInstanceUuid)) };
    },
  },
  ChangeVmNicType: {
    duration: () => 300,
    finish: (scene) => {
      const { vmNicUuid, vmNicType } = scene.call.params;
      update(scene, 'VmNic', { uuid: String(vmNicUuid) }, { type: String(vmNicType), lastOpDate: scene.now });
      return { inventory: show(scene, 'VmNic', String(vmNicUuid)) };
    },
  },
};

/** The uuid of a new network card on an L3 network, with an address; without a machine it is attached to none. */
export function addNic(scene: Scene, l3NetworkUuid: string, machine?: SqlRow, ip?: string, wanted?: string): string {
  const uuid = wanted ?? scene.uuid();
  const address = takeAddress(scene, l3NetworkUuid, { vmNicUuid: uuid }, ip);
  insert(scene, 'VmNic', {
    uuid,
    ...(machine ? placeIn(scene, String(machine.uuid)) : {}),
    l3NetworkUuid,
    ...addressOf(address),
    mac: `fa:${(uuid.slice(0, 10).match(/../g) ?? []).join(':')}`,
    hypervisorType: 'KVM',
    ipVersion: 4,
    driverType: 'virtio',
    type: 'VNIC',
    state: 'enable',
    createDate: scene.now,
    lastOpDate: scene.now,
  });
  return uuid;
}

/** Gives a nic a place on another network, or another address on its own. */
export function moveNic(scene: Scene, uuid: string, l3NetworkUuid: string, ip?: string): void {
  remove(scene, 'UsedIp', { vmNicUuid: uuid });
  const address = takeAddress(scene, l3NetworkUuid, { vmNicUuid: uuid }, ip);
  update(scene, 'VmNic', { uuid }, { l3NetworkUuid, ...addressOf(address), lastOpDate: scene.now });
}

function addressOf({ ip = null, netmask = null, gateway = null }: SqlRow) {
  return { ip, netmask, gateway };
}

function placeIn(scene: Scene, vmInstanceUuid: string) {
  const taken = where(scene, 'VmNic', { vmInstanceUuid }).map(({ deviceId }) => Number(deviceId));
  const deviceId = Array.from({ length: taken.length + 1 }, (_, index) => index).find(
    (index) => !taken.includes(index),
  );
  return { vmInstanceUuid, deviceId: deviceId ?? 0, internalName: `vnic-${vmInstanceUuid.slice(0, 6)}.${deviceId}` };
}

/** Throws `Failure` where the machine is in a state in which nothing can be plugged in. */
function movable(scene: Scene, uuid: string): SqlRow {
  const machine = find(scene, 'VmInstance', uuid);
  if (machine && (machine.state === 'Running' || machine.state === 'Stopped')) return machine;
  throw new Failure('VM.1007', `vm[uuid:${uuid}] is ${machine?.state ?? 'gone'}, it must be Running or Stopped`);
}
