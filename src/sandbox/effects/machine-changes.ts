import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow } from '../sqlite.ts';
import { addTag } from './belongings.ts';
import { giveBackStorage, takeHost, takeStorage } from './capacity.ts';
import { createMachine } from './machine-creation.ts';
import { moveNic } from './nics.ts';
import { show } from './reply.ts';
import { find, findAll, first, inventoryOf, remove, update, where } from './rows.ts';
import { text, texts } from './values.ts';

/** What APIs do to machines without moving them from state to state. */
export const machineChanges: Readonly<Record<string, Effect>> = {
  CreateVmInstance: createMachine,
  UpdateVmInstance: changing((scene, machine) => {
    const { name, description, defaultL3NetworkUuid, platform, guestOsType, cpuNum, memorySize, reservedMemorySize } =
      scene.call.params;
    const given = { name, description, defaultL3NetworkUuid, platform, guestOsType };
    const words = Object.entries(given).flatMap(([column, value]) =>
      value === undefined ? [] : [[column, String(value)]],
    );
    const sizes = { cpuNum, memorySize, reservedMemorySize };
    const numbers = Object.entries(sizes).flatMap(([column, value]) => (value === undefined ? [] : [[column, value]]));
    resize(scene, machine, { ...Object.fromEntries(words), ...Object.fromEntries(numbers) });
  }),
  ChangeInstanceOffering: changing((scene, machine) => {
    const offering = find(scene, 'InstanceOffering', text(scene.call.params.instanceOfferingUuid));
    const { uuid = null, cpuNum = null, memorySize = null, reservedMemorySize = null } = offering ?? {};
    resize(scene, machine, { instanceOfferingUuid: uuid, cpuNum, memorySize, reservedMemorySize });
  }),
  ChangeVmImage: changing((scene, machine) => {
    if (machine.state !== 'Stopped')
      throw new Failure(
        'SYS.1006',
        `vm[uuid:${machine.uuid}] is ${machine.state}, it must be Stopped to change its image`,
      );
    const imageUuid = String(scene.call.params.imageUuid);
    const { platform = null, guestOsType = null } = find(scene, 'Image', imageUuid) ?? {};
    update(
      scene,
      'Volume',
      { uuid: machine.rootVolumeUuid ?? null },
      { rootImageUuid: imageUuid, lastOpDate: scene.now },
    );
    update(scene, 'VmInstance', { uuid: machine.uuid ?? null }, { imageUuid, platform, guestOsType });
  }),
  AttachIsoToVmInstance: changing((scene, machine) => {
    const isoUuid = String(scene.call.params.isoUuid);
    const drive = first(scene, 'VmCdRom', { vmInstanceUuid: machine.uuid ?? null, isoUuid: null });
    if (!drive)
      throw new Failure('SYS.1006', `vm[uuid:${machine.uuid}] has no empty CD-ROM drive for iso[uuid:${isoUuid}]`);
    update(scene, 'VmCdRom', { uuid: drive.uuid ?? null }, { isoUuid, lastOpDate: scene.now });
  }),
  DetachIsoFromVmInstance: changing((scene, machine) => {
    const isoUuid = text(scene.call.params.isoUuid);
    const which = { vmInstanceUuid: machine.uuid ?? null, ...(isoUuid !== undefined && { isoUuid }) };
    update(scene, 'VmCdRom', which, { isoUuid: null, isoInstallPath: null, lastOpDate: scene.now });
  }),
  SetVmBootVolume: changing((scene, machine) => {
    const rootVolumeUuid = String(scene.call.params.volumeUuid);
    update(scene, 'Volume', { uuid: machine.rootVolumeUuid ?? null }, { type: 'Data' });
    update(
      scene,
      'Volume',
      { uuid: rootVolumeUuid },
      { type: 'Root', vmInstanceUuid: machine.uuid ?? null, deviceId: 0 },
    );
    update(scene, 'VmInstance', { uuid: machine.uuid ?? null }, { rootVolumeUuid });
  }),
  SetVmStaticIp: changing((scene, machine) => {
    const { l3NetworkUuid, ip } = scene.call.params;
    const wanted = text(ip);
    const nic = first(scene, 'VmNic', { vmInstanceUuid: machine.uuid ?? null, l3NetworkUuid: String(l3NetworkUuid) });
    if (!nic || wanted === undefined)
      throw new Failure(
        'SYS.1007',
        `an ip and a nic of vm[uuid:${machine.uuid}] on L3 network[uuid:${l3NetworkUuid}] are needed`,
      );
    if (nic.ip !== wanted) moveNic(scene, String(nic.uuid), String(l3NetworkUuid), wanted);
    forgetStaticIp(scene, machine, String(l3NetworkUuid));
    addTag(
      scene,
      'System',
      inventoryOf(scene, 'VmInstance'),
      String(machine.uuid),
      `staticIp::${l3NetworkUuid}::${wanted}`,
    );
  }),
  DeleteVmStaticIp: changing((scene, machine) =>
    forgetStaticIp(scene, machine, String(scene.call.params.l3NetworkUuid)),
  ),
  PrimaryStorageMigrateVm: {
    ...changing((scene, machine) => {
      const { dstPrimaryStorageUuid, withDataVolumes, dataVolumeUuids } = scene.call.params;
      const data =
        withDataVolumes === true ? where(scene, 'Volume', { vmInstanceUuid: machine.uuid ?? null, type: 'Data' }) : [];
      const moved = [...findAll(scene, 'Volume', [machine.rootVolumeUuid, ...texts(dataVolumeUuids)]), ...data];
      for (const volume of moved) {
        giveBackStorage(scene, volume);
        takeStorage(scene, String(dstPrimaryStorageUuid), volume.size ?? 0);
        const place = { primaryStorageUuid: String(dstPrimaryStorageUuid), lastOpDate: scene.now };
        update(scene, 'Volume', { uuid: volume.uuid ?? null }, place);
      }
    }),
    duration: () => 8000,
  },
};

function changing(change: (scene: Scene, machine: SqlRow) => void): Effect {
  return {
    duration: () => 1000,
    finish: (scene) => {
      const { uuid, vmInstanceUuid } = scene.call.params;
      const machine = find(scene, 'VmInstance', String(vmInstanceUuid ?? uuid));
      if (!machine) throw new Failure('SYS.1003', `vm[uuid:${vmInstanceUuid ?? uuid}] not found`);
      change(scene, machine);
      update(scene, 'VmInstance', { uuid: machine.uuid ?? null }, { lastOpDate: scene.now });
      return scene.api.result?.inventory === undefined
        ? {}
        : { inventory: show(scene, 'VmInstance', String(machine.uuid)) };
    },
  };
}

/** A running machine takes more or less of its host then. */
function resize(scene: Scene, machine: SqlRow, changes: SqlRow): void {
  if (machine.hostUuid ?? null) {
    takeHost(scene, machine.hostUuid, machine, -1);
    takeHost(scene, machine.hostUuid, { ...machine, ...changes });
  }
  update(scene, 'VmInstance', { uuid: machine.uuid ?? null }, changes);
}

function forgetStaticIp(scene: Scene, machine: SqlRow, l3NetworkUuid: string): void {
  const tags = where(scene, 'SystemTag', { resourceUuid: machine.uuid ?? null });
  for (const { uuid = null, tag } of tags)
    if (String(tag).startsWith(`staticIp::${l3NetworkUuid}`)) remove(scene, 'SystemTag', { uuid });
}
