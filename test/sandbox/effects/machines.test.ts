import { describe, expect, it } from 'vitest';
import { effectOf } from '../../../src/sandbox/effects/effects.ts';
import { find, first, where } from '../../../src/sandbox/effects/rows.ts';
import { type Cloud, inCloud } from './cloud.ts';
import { uuidOf } from './fitting.ts';

const scene = (cloud: Cloud) => cloud.scene('UpdateZone');
const machine = (cloud: Cloud, uuid: string) => find(scene(cloud), 'VmInstance', uuid) ?? {};

/** What machines and hosts say of each other's processors and memory. */
function expectHostsToAddUp(cloud: Cloud): void {
  for (const host of where(scene(cloud), 'Host')) {
    const here = where(scene(cloud), 'VmInstance', { hostUuid: host.uuid ?? null });
    const memory = here.reduce((sum, { memorySize }) => sum + Number(memorySize), 0);
    expect(Number(host.availableMemoryCapacity) + memory, String(host.name)).toBe(Number(host.totalMemoryCapacity));
  }
}

function expectStoragesToAddUp(cloud: Cloud): void {
  for (const storage of where(scene(cloud), 'PrimaryStorage')) {
    const on = { primaryStorageUuid: storage.uuid ?? null };
    const taken = ['Volume', 'VolumeSnapshot'].flatMap((name) => where(scene(cloud), name, on));
    const sum = taken.reduce((total, { size }) => total + Number(size), 0);
    expect(Number(storage.availableCapacity) + sum, String(storage.name)).toBe(Number(storage.totalCapacity));
  }
}

const ordinary = (cloud: Cloud) => ({
  name: '新机器',
  instanceOfferingUuid: uuidOf(cloud, 'InstanceOffering', { name: '1C1G' }),
  imageUuid: String(first(scene(cloud), 'VmInstance', { name: '研发-测试机-01' })?.imageUuid),
  l3NetworkUuids: [uuidOf(cloud, 'L3Network', { name: 'bj-dev' })],
});

describe('a new machine', () => {
  it('is starting, then running, with disks and addresses that fit', () =>
    inCloud((cloud) => {
      const at = cloud.scene('CreateVmInstance', {
        ...ordinary(cloud),
        dataDiskSizes: [1024 ** 3],
        userTags: ['mine'],
      });
      const effect = effectOf(cloud.registry, at.api);
      const uuid = String(effect?.begin?.(at));
      expect(machine(cloud, uuid)).toMatchObject({ state: 'Starting', name: '新机器' });
      const reply = effect?.finish(at, uuid) as { inventory: Record<string, unknown> };
      expect(reply.inventory).toMatchObject({ uuid, state: 'Running', cpuNum: 1 });
      expect(reply.inventory.vmNics).toMatchObject([{ deviceId: 0, state: 'enable' }]);
      expect(reply.inventory.allVolumes).toHaveLength(2);
      const [nic] = where(at, 'VmNic', { vmInstanceUuid: uuid });
      expect(first(at, 'UsedIp', { vmNicUuid: nic?.uuid ?? null })?.ip).toBe(nic?.ip);
      expect(where(at, 'UsedIp', { ip: nic?.ip ?? null })).toHaveLength(1);
      expect(first(at, 'UserTag', { resourceUuid: uuid })?.tag).toBe('mine');
      expectHostsToAddUp(cloud);
      expectStoragesToAddUp(cloud);
    }));

  it('leaves nothing when it is undone', () =>
    inCloud((cloud) => {
      const counted = () =>
        ['VmInstance', 'Volume', 'VmNic', 'UsedIp', 'AccountResourceRef'].map(
          (name) => where(scene(cloud), name).length,
        );
      const before = counted();
      const at = cloud.scene('CreateVmInstance', ordinary(cloud));
      const effect = effectOf(cloud.registry, at.api);
      effect?.undo?.(at, effect?.begin?.(at) ?? null);
      expect(counted()).toEqual(before);
      expectHostsToAddUp(cloud);
      expectStoragesToAddUp(cloud);
    }));

  it('is refused without processors and memory', () =>
    inCloud((cloud) => {
      expect(() => cloud.run('CreateVmInstance', { name: 'x' })).toThrow('cpuNum and memorySize');
    }));
});

describe('a machine', () => {
  it('moves through its states and gives back what it had', () =>
    inCloud((cloud) => {
      const uuid = uuidOf(cloud, 'VmInstance', { name: 'bj-web-01' });
      const { hostUuid } = machine(cloud, uuid);
      cloud.run('StopVmInstance', { uuid });
      expect(machine(cloud, uuid)).toMatchObject({ state: 'Stopped', hostUuid: null, lastHostUuid: hostUuid });
      expectHostsToAddUp(cloud);
      cloud.run('StartVmInstance', { uuid });
      expect(machine(cloud, uuid)).toMatchObject({ state: 'Running', hostUuid });
      cloud.run('MigrateVm', { vmInstanceUuid: uuid });
      expect(machine(cloud, uuid).hostUuid).not.toBe(hostUuid);
      cloud.run('PauseVmInstance', { uuid });
      cloud.run('ResumeVmInstance', { uuid });
      cloud.run('RebootVmInstance', { uuid });
      expect(machine(cloud, uuid).state).toBe('Running');
      cloud.run('DestroyVmInstance', { uuid });
      expect(machine(cloud, uuid)).toMatchObject({ state: 'Destroyed', hostUuid: null });
      expect(where(scene(cloud), 'VmNic', { vmInstanceUuid: uuid })).toEqual([]);
      cloud.run('RecoverVmInstance', { uuid });
      expect(machine(cloud, uuid).state).toBe('Stopped');
      expect(find(scene(cloud), 'Volume', machine(cloud, uuid).rootVolumeUuid)?.status).toBe('Ready');
      cloud.run('DestroyVmInstance', { uuid });
      const root = machine(cloud, uuid).rootVolumeUuid;
      cloud.run('ExpungeVmInstance', { uuid });
      expect(machine(cloud, uuid)).toEqual({});
      expect(find(scene(cloud), 'Volume', root)).toBeUndefined();
      expectHostsToAddUp(cloud);
      expectStoragesToAddUp(cloud);
    }));

  it('refuses what its state does not allow, with the code of the server', () =>
    inCloud((cloud) => {
      const uuid = uuidOf(cloud, 'VmInstance', { name: 'bj-web-01' });
      expect(() => cloud.run('StartVmInstance', { uuid })).toThrow("current vm instance state[Running] doesn't allow");
      expect(() => cloud.run('ExpungeVmInstance', { uuid })).toThrow(expect.objectContaining({ code: 'VM.1010' }));
      expect(() => cloud.run('RecoverVmInstance', { uuid })).toThrow('allowed states are [Destroyed]');
    }));

  it('is Starting meanwhile, and Stopped again when the start is undone', () =>
    inCloud((cloud) => {
      const at = cloud.scene('StartVmInstance', { uuid: uuidOf(cloud, 'VmInstance', { name: '财务系统-报表' }) });
      const effect = effectOf(cloud.registry, at.api);
      const begun = effect?.begin?.(at) ?? null;
      expect(machine(cloud, String(at.call.params.uuid)).state).toBe('Starting');
      effect?.undo?.(at, begun);
      expect(machine(cloud, String(at.call.params.uuid)).state).toBe('Stopped');
    }));

  it('leaves a host that goes into maintenance', () =>
    inCloud((cloud) => {
      const uuid = uuidOf(cloud, 'Host', { name: 'bj-kvm-01' });
      cloud.run('ChangeHostState', { uuid, stateEvent: 'maintain' });
      expect(find(scene(cloud), 'Host', uuid)?.state).toBe('Maintenance');
      expect(where(scene(cloud), 'VmInstance', { hostUuid: uuid })).toEqual([]);
      expectHostsToAddUp(cloud);
    }));
});

describe('volumes', () => {
  it('come, are attached and detached, go to the recycle bin and out of it', () =>
    inCloud((cloud) => {
      const diskOfferingUuid = uuidOf(cloud, 'DiskOffering', { name: '100G' });
      const { uuid } = cloud.run('CreateDataVolume', { name: 'd', diskOfferingUuid }).inventory as { uuid: string };
      const volume = () => find(scene(cloud), 'Volume', uuid);
      expect(volume()).toMatchObject({ status: 'NotInstantiated', vmInstanceUuid: null });
      const vmInstanceUuid = uuidOf(cloud, 'VmInstance', { name: 'bj-web-01' });
      cloud.run('AttachDataVolumeToVm', { volumeUuid: uuid, vmInstanceUuid });
      expect(volume()).toMatchObject({ status: 'Ready', vmInstanceUuid, deviceId: 1 });
      expect(() => cloud.run('AttachDataVolumeToVm', { volumeUuid: uuid, vmInstanceUuid })).toThrow(
        'has been attached',
      );
      cloud.run('CreateVolumeSnapshot', { volumeUuid: uuid, name: 's1' });
      cloud.run('CreateVolumeSnapshot', { volumeUuid: uuid, name: 's2' });
      const [older, newer] = ['s1', 's2'].map((name) => first(scene(cloud), 'VolumeSnapshot', { name }));
      expect(newer).toMatchObject({ parentUuid: older?.uuid, treeUuid: older?.treeUuid, latest: 1 });
      cloud.run('DetachDataVolumeFromVm', { uuid });
      expect(volume()).toMatchObject({ vmInstanceUuid: null, lastVmInstanceUuid: vmInstanceUuid });
      cloud.run('DeleteDataVolume', { uuid });
      expect(volume()?.status).toBe('Deleted');
      cloud.run('RecoverDataVolume', { uuid });
      cloud.run('DeleteDataVolume', { uuid });
      cloud.run('ExpungeDataVolume', { uuid });
      expect(volume()).toBeUndefined();
      expect(where(scene(cloud), 'VolumeSnapshot', { volumeUuid: uuid })).toEqual([]);
      expectStoragesToAddUp(cloud);
    }));
});

describe('images', () => {
  it('are downloaded, then ready, and expunged only out of the recycle bin', () =>
    inCloud((cloud) => {
      const at = cloud.scene('AddImage', {
        name: 'i',
        url: 'http://example.com/a.qcow2',
        backupStorageUuids: [uuidOf(cloud, 'BackupStorage', { name: 'bs-beijing' })],
      });
      const effect = effectOf(cloud.registry, at.api);
      const uuid = String(effect?.begin?.(at));
      expect(find(at, 'Image', uuid)?.status).toBe('Downloading');
      expect(effect?.finish(at, uuid)).toMatchObject({
        inventory: { status: 'Ready', format: 'qcow2', mediaType: 'RootVolumeTemplate' },
      });
      expect(() => cloud.run('ExpungeImage', { imageUuid: uuid })).toThrow('it must be Deleted');
      cloud.run('DeleteImage', { uuid });
      expect(find(at, 'Image', uuid)?.status).toBe('Deleted');
      cloud.run('ExpungeImage', { imageUuid: uuid });
      expect(find(at, 'Image', uuid)).toBeUndefined();
      expect(where(at, 'ImageBackupStorageRef', { imageUuid: uuid })).toEqual([]);
    }));
});
