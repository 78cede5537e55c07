import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow, SqlValue } from '../sqlite.ts';
import { equip } from './belongings.ts';
import { placeLocally, storageFor, takeStorage } from './capacity.ts';
import { removeResource } from './cascade.ts';
import { show } from './reply.ts';
import { find, insert, inventoryOf, update, type Values, where } from './rows.ts';
import { text } from './values.ts';

/** What APIs do to volumes. */
export const volumeEffects: Readonly<Record<string, Effect>> = {
  CreateDataVolume: making(({ diskOfferingUuid, diskSize, primaryStorageUuid }, scene) => ({
    diskOfferingUuid: text(diskOfferingUuid),
    size: sizeOf(scene, text(diskOfferingUuid), diskSize),
    primaryStorageUuid: text(primaryStorageUuid),
  })),
  CreateDataVolumeFromVolumeSnapshot: making(({ volumeSnapshotUuid, primaryStorageUuid }, scene) => {
    const snapshot = find(scene, 'VolumeSnapshot', text(volumeSnapshotUuid));
    const storage = text(primaryStorageUuid) ?? String(snapshot?.primaryStorageUuid);
    return { size: snapshot?.size ?? 0, primaryStorageUuid: storage };
  }),
  CreateDataVolumeFromVolumeTemplate: making(({ imageUuid, primaryStorageUuid }, scene) => ({
    size: find(scene, 'Image', text(imageUuid))?.size ?? 0,
    primaryStorageUuid: text(primaryStorageUuid),
  })),
  AttachDataVolumeToVm: {
    duration: () => 1000,
    finish: (scene) => {
      const { volumeUuid, vmInstanceUuid } = scene.call.params;
      attach(scene, volumeOf(scene, String(volumeUuid)), String(vmInstanceUuid));
      return { inventory: show(scene, 'Volume', String(volumeUuid)) };
    },
  },
  DetachDataVolumeFromVm: {
    duration: () => 1000,
    finish: (scene) => {
      const volume = volumeOf(scene, String(scene.call.params.uuid));
      if (!(volume.vmInstanceUuid ?? null) || volume.type === 'Root')
        throw new Failure('SYS.1006', `data volume[uuid:${volume.uuid}] is not attached to any vm, can't detach`);
      update(scene, 'Volume', { uuid: String(volume.uuid) }, detached(scene, volume));
      return { inventory: show(scene, 'Volume', String(volume.uuid)) };
    },
  },
  DeleteDataVolume: {
    duration: () => 500,
    finish: (scene) => {
      const volume = find(scene, 'Volume', String(scene.call.params.uuid));
      if (!volume) return {};
      if (volume.type === 'Root')
        throw new Failure('SYS.1006', `volume[uuid:${volume.uuid}, type:Root] can't be deleted`);
      const changes = (volume.vmInstanceUuid ?? null) ? detached(scene, volume) : {};
      if (volume.status === 'NotInstantiated') removeResource(scene, inventoryOf(scene, 'Volume'), String(volume.uuid));
      else
        update(
          scene,
          'Volume',
          { uuid: String(volume.uuid) },
          { ...changes, status: 'Deleted', lastOpDate: scene.now },
        );
      return {};
    },
  },
  RecoverDataVolume: {
    duration: () => 500,
    finish: (scene) => {
      const { uuid } = requireStatus(scene, String(scene.call.params.uuid), 'Deleted');
      update(scene, 'Volume', { uuid: String(uuid) }, { status: 'Ready', lastOpDate: scene.now });
      return { inventory: show(scene, 'Volume', String(uuid)) };
    },
  },
  ExpungeDataVolume: {
    duration: () => 1000,
    finish: (scene) => {
      const { uuid } = requireStatus(scene, String(scene.call.params.uuid), 'Deleted');
      removeResource(scene, inventoryOf(scene, 'Volume'), String(uuid));
      return {};
    },
  },
  ResizeDataVolume: resizing(({ uuid }) => String(uuid)),
  ResizeRootVolume: resizing(({ uuid, vmInstanceUuid }, scene) =>
    String(uuid ?? find(scene, 'VmInstance', text(vmInstanceUuid))?.rootVolumeUuid),
  ),
  SetVolumeQos: qos((params, old) => {
    const { mode, volumeBandwidth, uuid, systemTags, userTags, ...limits } = params;
    const total = volumeBandwidth === undefined ? {} : { total: volumeBandwidth };
    return { ...old, ...total, ...limits };
  }),
  DeleteVolumeQos: qos(({ mode }, old) =>
    Object.fromEntries(Object.entries(old).filter(([name]) => !`${name}`.startsWith(String(mode)))),
  ),
  SyncVolumeSize: showing(),
  FlattenVolume: showing(5000),
  PrimaryStorageMigrateVolume: {
    duration: () => 6000,
    begin: (scene) => {
      const { uuid = null } = requireStatus(scene, String(scene.call.params.volumeUuid), 'Ready');
      update(scene, 'Volume', { uuid }, { status: 'Migrating' });
      return null;
    },
    finish: (scene) => {
      const { volumeUuid, dstPrimaryStorageUuid } = scene.call.params;
      const { size = 0, primaryStorageUuid } = volumeOf(scene, String(volumeUuid));
      takeStorage(scene, primaryStorageUuid, -BigInt(size ?? 0));
      takeStorage(scene, String(dstPrimaryStorageUuid), size);
      const moved = { primaryStorageUuid: String(dstPrimaryStorageUuid), status: 'Ready', lastOpDate: scene.now };
      update(scene, 'Volume', { uuid: String(volumeUuid) }, moved);
      return { inventory: show(scene, 'Volume', String(volumeUuid)) };
    },
    undo: (scene) => void update(scene, 'Volume', { uuid: String(scene.call.params.volumeUuid) }, { status: 'Ready' }),
  },
};

/** What a new volume is made of. */
interface Plan {
  readonly size: SqlValue;
  readonly diskOfferingUuid?: string | undefined;
  readonly primaryStorageUuid?: string | undefined;
}

/** A row of a volume that lies on a primary storage, which is fuller by its size then. */
export function addVolume(
  scene: Scene,
  row: Values & { readonly uuid: string; readonly size: SqlValue },
  host?: SqlValue,
): void {
  const storage = row.primaryStorageUuid as string | undefined;
  insert(scene, 'Volume', {
    actualSize: 0,
    format: 'qcow2',
    state: 'Enabled',
    status: 'Ready',
    isShareable: false,
    installPath: `/zstack_ps/${row.type === 'Root' ? 'rootVolumes' : 'dataVolumes'}/${row.uuid}.qcow2`,
    createDate: scene.now,
    lastOpDate: scene.now,
    ...row,
  });
  takeStorage(scene, storage, row.size, host);
  if (host !== undefined && host !== null) placeLocally(scene, volumeOf(scene, row.uuid), 'VolumeVO', host);
}

export function sizeOf(scene: Scene, diskOffering: string | undefined, given: unknown): SqlValue {
  const size = find(scene, 'DiskOffering', diskOffering)?.diskSize ?? (given as SqlValue | undefined);
  if (size !== undefined && size !== null) return size;
  throw new Failure('SYS.1007', 'either diskOfferingUuid or diskSize must be given');
}

function making(plan: (params: Scene['call']['params'], scene: Scene) => Plan): Effect {
  return {
    duration: () => 1000,
    finish: (scene) => {
      const { params } = scene.call;
      const { size, primaryStorageUuid, diskOfferingUuid } = plan(params, scene);
      const uuid = String(params.resourceUuid ?? scene.uuid());
      const named = { name: String(params.name), description: text(params.description) ?? null };
      const row = { uuid, ...named, type: 'Data', size, diskOfferingUuid: diskOfferingUuid ?? null };
      if (primaryStorageUuid !== undefined) addVolume(scene, { ...row, primaryStorageUuid });
      else addVolume(scene, { ...row, status: 'NotInstantiated', installPath: null, format: null, actualSize: null });
      equip(scene, inventoryOf(scene, 'Volume'), uuid);
      return { inventory: show(scene, 'Volume', uuid) };
    },
  };
}

function attach(scene: Scene, volume: SqlRow, vmInstanceUuid: string): void {
  const machine = find(scene, 'VmInstance', vmInstanceUuid);
  if (machine?.state !== 'Running' && machine?.state !== 'Stopped')
    throw new Failure(
      'SYS.1006',
      `vm[uuid:${vmInstanceUuid}] is ${machine?.state}, it must be Running or Stopped to attach a volume`,
    );
  if (volume.vmInstanceUuid ?? null)
    throw new Failure(
      'SYS.1006',
      `data volume[${volume.uuid}] has been attached to vm[uuid:${volume.vmInstanceUuid}], can't attach again`,
    );
  if (volume.status === 'Deleted') throw new Failure('SYS.1006', `data volume[uuid:${volume.uuid}] is Deleted`);
  const attached = {
    vmInstanceUuid,
    deviceId: slotOf(scene, vmInstanceUuid),
    lastAttachDate: scene.now,
    lastOpDate: scene.now,
  };
  update(scene, 'Volume', { uuid: String(volume.uuid) }, { ...attached, ...instantiated(scene, volume, machine) });
}

/** A volume that was only ordered gets its place when it is attached. */
function instantiated(scene: Scene, volume: SqlRow, machine: SqlRow): Values {
  if (volume.status !== 'NotInstantiated') return {};
  const storage = storageFor(scene, machine.clusterUuid, volume.size ?? 0);
  if (!storage)
    throw new Failure(
      'SYS.1006',
      `no primary storage of cluster[uuid:${machine.clusterUuid}] has room for ${volume.size} bytes`,
    );
  const host = machine.hostUuid ?? machine.lastHostUuid ?? null;
  takeStorage(scene, storage.uuid, volume.size ?? 0, host);
  if (host !== null) placeLocally(scene, { ...volume, primaryStorageUuid: storage.uuid ?? null }, 'VolumeVO', host);
  const installPath = `/zstack_ps/dataVolumes/${volume.uuid}.qcow2`;
  return { status: 'Ready', primaryStorageUuid: storage.uuid ?? null, installPath, format: 'qcow2', actualSize: 0 };
}

export function slotOf(scene: Scene, vmInstanceUuid: string): number {
  const taken = where(scene, 'Volume', { vmInstanceUuid }).map(({ deviceId }) => Number(deviceId ?? 0));
  return 1 + Math.max(0, ...taken);
}

function detached({ now }: Scene, { vmInstanceUuid = null }: SqlRow): Values {
  return {
    vmInstanceUuid: null,
    deviceId: null,
    lastVmInstanceUuid: vmInstanceUuid,
    lastDetachDate: now,
    lastOpDate: now,
  };
}

function resizing(which: (params: Scene['call']['params'], scene: Scene) => string): Effect {
  return {
    duration: () => 1000,
    finish: (scene) => {
      const volume = volumeOf(scene, which(scene.call.params, scene));
      const size = BigInt(scene.call.params.size as number | bigint);
      const old = BigInt(volume.size ?? 0);
      if (size < old)
        throw new Failure('SYS.1006', `volume[uuid:${volume.uuid}] can't be made smaller, its size is ${old}`);
      takeStorage(scene, volume.primaryStorageUuid, size - old);
      update(scene, 'Volume', { uuid: String(volume.uuid) }, { size, lastOpDate: scene.now });
      return { inventory: show(scene, 'Volume', String(volume.uuid)) };
    },
  };
}

type Limits = Readonly<Record<string, unknown>>;

function qos(after: (params: Scene['call']['params'], old: Limits) => Limits): Effect {
  return {
    duration: () => 300,
    finish: (scene) => {
      const volume = volumeOf(scene, String(scene.call.params.uuid));
      const old: Limits = volume.volumeQos
        ? Object.fromEntries(
            String(volume.volumeQos)
              .split(',')
              .map((pair) => pair.split('=')),
          )
        : {};
      const limits = Object.entries(after(scene.call.params, old)).map(([name, value]) => `${name}=${value}`);
      const volumeQos = limits.length > 0 ? limits.join(',') : null;
      update(scene, 'Volume', { uuid: String(volume.uuid) }, { volumeQos, lastOpDate: scene.now });
      return { inventory: show(scene, 'Volume', String(volume.uuid)) };
    },
  };
}

/** What is measured on a real storage is known here already. */
function showing(milliseconds = 300): Effect {
  return {
    duration: () => milliseconds,
    finish: (scene) => ({ inventory: show(scene, 'Volume', String(scene.call.params.uuid)) }),
    simulated: 'no-op',
  };
}

function volumeOf(scene: Scene, uuid: string): SqlRow {
  const volume = find(scene, 'Volume', uuid);
  if (volume) return volume;
  throw new Failure('SYS.1003', `volume[uuid:${uuid}] not found`);
}

function requireStatus(scene: Scene, uuid: string, status: string): SqlRow {
  const volume = volumeOf(scene, uuid);
  if (volume.status === status) return volume;
  throw new Failure('SYS.1006', `volume[uuid:${uuid}] is in status ${volume.status}, it must be ${status}`);
}
