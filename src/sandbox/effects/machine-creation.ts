import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { Json } from '../reply.ts';
import type { SqlRow, SqlValue } from '../sqlite.ts';
import { equip, own } from './belongings.ts';
import { storageFor, takeHost } from './capacity.ts';
import { removeResource } from './cascade.ts';
import { hostFor } from './hosts.ts';
import { addNic } from './nics.ts';
import { show } from './reply.ts';
import { find, insert, inventoryOf, update } from './rows.ts';
import { text, texts } from './values.ts';
import { addVolume, sizeOf } from './volumes.ts';

/** A machine with its root and data volumes, network cards and CD-ROM drive; `Starting` at once, `Running` in the end. */
export const createMachine: Effect = {
  duration: ({ call }) => (call.params.strategy === 'JustCreate' ? 500 : 4000),
  steps: ['Allocating a host', 'Creating the volumes', 'Starting the VM'],
  begin: (scene) => {
    const { params } = scene.call;
    const uuid = String(params.resourceUuid ?? scene.uuid());
    const image = find(scene, 'Image', text(params.imageUuid));
    const plan = planOf(scene, image);
    const host = hostFor(scene, plan as SqlRow, params, 'created');
    const networks = networksOf(params);
    const strategy = params.strategy ?? 'InstantStart';
    insert(scene, 'VmInstance', {
      uuid,
      name: String(params.name),
      description: text(params.description) ?? null,
      ...plan,
      zoneUuid: host.zoneUuid ?? null,
      clusterUuid: host.clusterUuid ?? null,
      imageUuid: image?.uuid ?? null,
      hostUuid: strategy === 'InstantStart' ? (host.uuid ?? null) : null,
      lastHostUuid: strategy === 'JustCreate' ? null : (host.uuid ?? null),
      defaultL3NetworkUuid: text(params.defaultL3NetworkUuid) ?? networks[0]?.l3NetworkUuid ?? null,
      type: text(params.type) ?? 'UserVm',
      hypervisorType: 'KVM',
      cpuSpeed: 0,
      state: strategy === 'InstantStart' ? 'Starting' : 'Created',
      createDate: scene.now,
      lastOpDate: scene.now,
    });
    equip(scene, inventoryOf(scene, 'VmInstance'), uuid);
    const machine = find(scene, 'VmInstance', uuid) as SqlRow;
    if (strategy === 'InstantStart') takeHost(scene, host.uuid, machine);
    for (const { l3NetworkUuid, ip } of networks)
      own(scene, inventoryOf(scene, 'VmNic'), addNic(scene, l3NetworkUuid, machine, ip));
    addDisks(scene, machine, host, image);
    addCdRom(scene, uuid);
    return uuid;
  },
  finish: (scene, begun) => {
    const uuid = String(begun);
    const state = { InstantStart: 'Running', CreateStopped: 'Stopped' }[
      String(scene.call.params.strategy ?? 'InstantStart')
    ];
    update(scene, 'VmInstance', { uuid }, { state: state ?? 'Created', lastOpDate: scene.now });
    return { inventory: show(scene, 'VmInstance', uuid) };
  },
  undo: (scene, begun) => removeResource(scene, inventoryOf(scene, 'VmInstance'), String(begun)),
};

/** Processors, memory and what the image says. Throws `Failure` where the call does not say enough. */
function planOf(scene: Scene, image: SqlRow | undefined) {
  const { params } = scene.call;
  const offering = find(scene, 'InstanceOffering', text(params.instanceOfferingUuid));
  const cpuNum = (params.cpuNum as SqlValue | undefined) ?? offering?.cpuNum;
  const memorySize = (params.memorySize as SqlValue | undefined) ?? offering?.memorySize;
  if (!cpuNum || !memorySize)
    throw new Failure('SYS.1007', 'either instanceOfferingUuid, or cpuNum and memorySize must be given');
  return {
    cpuNum,
    memorySize,
    reservedMemorySize: (params.reservedMemorySize as SqlValue | undefined) ?? offering?.reservedMemorySize ?? 0,
    instanceOfferingUuid: offering?.uuid ?? null,
    allocatorStrategy: offering?.allocatorStrategy ?? 'LeastVmPreferredHostAllocatorStrategy',
    platform: text(params.platform) ?? image?.platform ?? 'Linux',
    guestOsType: text(params.guestOsType) ?? image?.guestOsType ?? null,
    architecture: text(params.architecture) ?? image?.architecture ?? null,
  };
}

/** `vmNicParams` is a JSON text of a list. */
function networksOf({ l3NetworkUuids, vmNicParams }: Scene['call']['params']) {
  const listed = texts(l3NetworkUuids).map((l3NetworkUuid) => ({ l3NetworkUuid, ip: undefined as string | undefined }));
  if (typeof vmNicParams !== 'string') return listed;
  const parsed: unknown = parse(vmNicParams);
  if (!Array.isArray(parsed)) throw new Failure('SYS.1007', 'vmNicParams must be the JSON text of a list');
  return parsed.map((each) => ({ l3NetworkUuid: String(each?.l3NetworkUuid), ip: text(each?.ip) }));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function addDisks(scene: Scene, machine: SqlRow, host: SqlRow, image: SqlRow | undefined): void {
  const { params } = scene.call;
  const rootOffering = text(params.rootDiskOfferingUuid);
  const isDisk = image !== undefined && image.mediaType !== 'ISO';
  const rootSize =
    rootOffering || params.rootDiskSize
      ? sizeOf(scene, rootOffering, params.rootDiskSize)
      : isDisk
        ? (image.size ?? 0)
        : 0;
  const root = scene.uuid();
  const offerings = texts(params.dataDiskOfferingUuids).map((offering) => ({
    size: sizeOf(scene, offering, undefined),
    offering,
  }));
  const sizes = list(params.dataDiskSizes).map((size) => ({ size: size as SqlValue, offering: null }));
  addDisk(scene, machine, host, text(params.primaryStorageUuidForRootVolume), {
    uuid: root,
    name: `ROOT-for-${machine.name}`,
    description: `Root volume for VM[uuid:${machine.uuid}]`,
    type: 'Root',
    deviceId: 0,
    size: rootSize,
    rootImageUuid: image?.uuid ?? null,
    diskOfferingUuid: rootOffering ?? null,
  });
  for (const [index, { size, offering }] of [...offerings, ...sizes].entries())
    addDisk(scene, machine, host, undefined, {
      uuid: scene.uuid(),
      name: `DATA-for-${machine.name}`,
      type: 'Data',
      deviceId: index + 1,
      size,
      diskOfferingUuid: offering,
      lastAttachDate: scene.now,
    });
  update(scene, 'VmInstance', { uuid: machine.uuid ?? null }, { rootVolumeUuid: root });
}

function addDisk(
  scene: Scene,
  machine: SqlRow,
  host: SqlRow,
  wanted: string | undefined,
  row: Readonly<Record<string, SqlValue>> & { readonly uuid: string; readonly size: SqlValue },
): void {
  const storage = wanted ?? storageFor(scene, host.clusterUuid, row.size)?.uuid ?? undefined;
  if (storage === undefined)
    throw new Failure(
      'SYS.1006',
      `no primary storage of cluster[uuid:${host.clusterUuid}] has room for ${row.size} bytes`,
    );
  const vmInstanceUuid = machine.uuid ?? null;
  addVolume(scene, { vmInstanceUuid, ...row, primaryStorageUuid: storage }, host.uuid ?? null);
  own(scene, inventoryOf(scene, 'Volume'), row.uuid);
}

function addCdRom(scene: Scene, vmInstanceUuid: string): void {
  insert(scene, 'VmCdRom', {
    uuid: scene.uuid(),
    vmInstanceUuid,
    deviceId: 0,
    name: `vm-${vmInstanceUuid}-cdRom`,
    createDate: scene.now,
    lastOpDate: scene.now,
  });
}

function list(value: Json): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
