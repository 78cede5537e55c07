import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow } from '../sqlite.ts';
import { equip, own } from './belongings.ts';
import { takeStorage } from './capacity.ts';
import { removeResource } from './cascade.ts';
import { show } from './reply.ts';
import { find, first, insert, inventoryOf, update, where } from './rows.ts';
import { text, texts } from './values.ts';

/** What APIs do to volume snapshots and their groups. */
export const snapshotEffects: Readonly<Record<string, Effect>> = {
  CreateVolumeSnapshot: {
    duration: () => 2000,
    finish: (scene) => {
      const { volumeUuid, resourceUuid } = scene.call.params;
      const { uuid } = addSnapshot(scene, volumeOf(scene, String(volumeUuid)), text(resourceUuid));
      equip(scene, inventoryOf(scene, 'VolumeSnapshot'), uuid);
      return { inventory: show(scene, 'VolumeSnapshot', uuid) };
    },
  },
  CreateVolumeSnapshotGroup: {
    duration: () => 3000,
    finish: (scene) => {
      const { rootVolumeUuid, resourceUuid, name, description } = scene.call.params;
      const { vmInstanceUuid = null } = volumeOf(scene, String(rootVolumeUuid));
      if (vmInstanceUuid === null)
        throw new Failure('SYS.1006', `volume[uuid:${rootVolumeUuid}] belongs to no vm, a group can't be made`);
      const volumes = where(scene, 'Volume', { vmInstanceUuid });
      const uuid = String(resourceUuid ?? scene.uuid());
      const dates = { createDate: scene.now, lastOpDate: scene.now };
      const named = { name: String(name), description: text(description) ?? null };
      insert(scene, 'VolumeSnapshotGroup', { uuid, ...named, snapshotCount: volumes.length, vmInstanceUuid, ...dates });
      for (const volume of volumes) {
        const snapshot = addSnapshot(scene, volume);
        own(scene, inventoryOf(scene, 'VolumeSnapshot'), snapshot.uuid);
        insert(scene, 'VolumeSnapshotGroupRef', {
          volumeSnapshotUuid: snapshot.uuid,
          volumeSnapshotGroupUuid: uuid,
          deviceId: volume.deviceId ?? 0,
          snapshotDeleted: false,
          volumeUuid: volume.uuid ?? null,
          volumeName: volume.name ?? null,
          volumeType: volume.type ?? null,
          volumeSnapshotInstallPath: snapshot.installPath,
          volumeSnapshotName: String(name),
          ...dates,
        });
      }
      equip(scene, inventoryOf(scene, 'VolumeSnapshotGroup'), uuid);
      return { inventory: show(scene, 'VolumeSnapshotGroup', uuid) };
    },
  },
  DeleteVolumeSnapshotGroup: {
    duration: () => 2000,
    finish: (scene) => {
      const uuid = String(scene.call.params.uuid);
      const refs = where(scene, 'VolumeSnapshotGroupRef', { volumeSnapshotGroupUuid: uuid });
      const snapshots = refs.map(({ volumeSnapshotUuid }) => String(volumeSnapshotUuid));
      for (const each of snapshots) removeResource(scene, inventoryOf(scene, 'VolumeSnapshot'), each);
      removeResource(scene, inventoryOf(scene, 'VolumeSnapshotGroup'), uuid);
      return { results: snapshots.map((snapshotUuid) => ({ snapshotUuid, success: true })) };
    },
  },
  UngroupVolumeSnapshotGroup: {
    duration: () => 300,
    finish: (scene) => {
      removeResource(scene, inventoryOf(scene, 'VolumeSnapshotGroup'), String(scene.call.params.uuid));
      return {};
    },
  },
  BatchDeleteVolumeSnapshot: {
    duration: () => 2000,
    finish: (scene) => {
      const uuids = texts(scene.call.params.uuids);
      for (const each of uuids) removeResource(scene, inventoryOf(scene, 'VolumeSnapshot'), each);
      return { results: uuids.map((snapshotUuid) => ({ snapshotUuid, success: true })) };
    },
  },
  RevertVolumeFromSnapshot: {
    duration: () => 2000,
    finish: (scene) => {
      revert(scene, String(scene.call.params.uuid));
      return {};
    },
  },
  RevertVmFromSnapshotGroup: {
    duration: () => 3000,
    finish: (scene) => {
      const refs = where(scene, 'VolumeSnapshotGroupRef', { volumeSnapshotGroupUuid: String(scene.call.params.uuid) });
      for (const { volumeSnapshotUuid } of refs) revert(scene, String(volumeSnapshotUuid));
      return {
        results: refs.map(({ volumeSnapshotUuid }) => ({ snapshotUuid: String(volumeSnapshotUuid), success: true })),
      };
    },
  },
  GetVolumeSnapshotSize: {
    duration: () => 300,
    finish: (scene) => {
      const { size } = find(scene, 'VolumeSnapshot', String(scene.call.params.uuid)) ?? {};
      return { size, actualSize: size };
    },
  },
};

/** The newest one of its volume's tree; the first of a volume plants the tree. */
function addSnapshot(scene: Scene, volume: SqlRow, wanted?: string) {
  if (volume.status !== 'Ready')
    throw new Failure(
      'SYS.1006',
      `volume[uuid:${volume.uuid}] is in status ${volume.status}, it must be Ready to take a snapshot`,
    );
  const uuid = wanted ?? scene.uuid();
  const volumeUuid = String(volume.uuid);
  const dates = { createDate: scene.now, lastOpDate: scene.now };
  const treeUuid = String(first(scene, 'VolumeSnapshotTree', { volumeUuid, current: 1 })?.uuid ?? scene.uuid());
  if (!find(scene, 'VolumeSnapshotTree', treeUuid)) {
    insert(scene, 'VolumeSnapshotTree', { uuid: treeUuid, volumeUuid, current: true, status: 'Completed', ...dates });
    own(scene, inventoryOf(scene, 'VolumeSnapshotTree'), treeUuid);
  }
  const parent = first(scene, 'VolumeSnapshot', { treeUuid, latest: 1 });
  update(scene, 'VolumeSnapshot', { treeUuid, latest: 1 }, { latest: false });
  const size = volume.actualSize ?? 0;
  const installPath = `/zstack_ps/snapshots/${uuid}.qcow2`;
  const { name, description } = scene.call.params;
  insert(scene, 'VolumeSnapshot', {
    uuid,
    name: String(name),
    description: text(description) ?? null,
    type: 'Hypervisor',
    volumeUuid,
    treeUuid,
    parentUuid: parent?.uuid ?? null,
    primaryStorageUuid: volume.primaryStorageUuid ?? null,
    primaryStorageInstallPath: installPath,
    volumeType: volume.type ?? null,
    format: volume.format ?? null,
    latest: true,
    size,
    distance: Number(parent?.distance ?? 0) + 1,
    state: 'Enabled',
    status: 'Ready',
    ...dates,
  });
  takeStorage(
    scene,
    volume.primaryStorageUuid,
    size,
    first(scene, 'LocalStorageResourceRef', { resourceUuid: volumeUuid })?.hostUuid,
  );
  copyPlace(scene, volumeUuid, uuid, size);
  return { uuid, installPath };
}

/** On local storage a snapshot lies where its volume lies. */
function copyPlace(scene: Scene, volumeUuid: string, uuid: string, size: string | number | bigint): void {
  const place = first(scene, 'LocalStorageResourceRef', { resourceUuid: volumeUuid });
  if (!place) return;
  const { primaryStorageUuid = null, hostUuid = null } = place;
  const dates = { createDate: scene.now, lastOpDate: scene.now };
  insert(scene, 'LocalStorageResourceRef', {
    ...{ resourceUuid: uuid, primaryStorageUuid, hostUuid, size },
    ...{ resourceType: 'VolumeSnapshotVO', ...dates },
  });
}

/** The volume goes on from there; its machine must not run meanwhile. */
function revert(scene: Scene, uuid: string): void {
  const snapshot = find(scene, 'VolumeSnapshot', uuid);
  if (!snapshot) throw new Failure('SYS.1003', `volume snapshot[uuid:${uuid}] not found`);
  const volume = volumeOf(scene, String(snapshot.volumeUuid));
  const machine = find(scene, 'VmInstance', volume.vmInstanceUuid);
  if (machine && machine.state !== 'Stopped')
    throw new Failure(
      'SYS.1006',
      `unable to revert volume[uuid:${volume.uuid}] to snapshot[uuid:${uuid}], vm[uuid:${machine.uuid}] is ${machine.state}, it must be Stopped`,
    );
  update(scene, 'VolumeSnapshot', { volumeUuid: String(volume.uuid), latest: 1 }, { latest: false });
  update(scene, 'VolumeSnapshot', { uuid }, { latest: true, lastOpDate: scene.now });
  update(scene, 'Volume', { uuid: String(volume.uuid) }, { actualSize: snapshot.size ?? 0, lastOpDate: scene.now });
}

function volumeOf(scene: Scene, uuid: string): SqlRow {
  const volume = find(scene, 'Volume', uuid);
  if (volume) return volume;
  throw new Failure('SYS.1003', `volume[uuid:${uuid}] not found`);
}
