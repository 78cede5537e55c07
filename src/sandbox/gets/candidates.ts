import type { Scene } from '../effect.ts';
import { hostsFor } from '../effects/hosts.ts';
import { showRow } from '../effects/reply.ts';
import { find, findAll, first, where } from '../effects/rows.ts';
import { text, texts } from '../effects/values.ts';
import { Failure } from '../fault.ts';
import type { SqlRow, SqlValue } from '../sqlite.ts';
import type { Get } from './gets.ts';

/** What can be attached to what, and where a machine could go. */
export const candidateGets: Readonly<Record<string, Get>> = {
  GetVmAttachableDataVolume: (scene) => {
    const storages = storagesOf(scene, machineOf(scene, 'vmInstanceUuid').clusterUuid);
    const free = where(scene, 'Volume', { type: 'Data', vmInstanceUuid: null }).filter(
      ({ status, state, primaryStorageUuid }) =>
        state === 'Enabled' &&
        (status === 'NotInstantiated' || (status === 'Ready' && storages.has(primaryStorageUuid ?? null))),
    );
    return shown(scene, 'Volume', free);
  },
  GetDataVolumeAttachableVm: (scene) => {
    const { primaryStorageUuid } = rowOf(scene, 'Volume', 'volumeUuid');
    const machines = userMachines(scene).filter(
      ({ clusterUuid }) => !primaryStorageUuid || storagesOf(scene, clusterUuid).has(primaryStorageUuid),
    );
    return shown(scene, 'VmInstance', machines);
  },
  GetVmAttachableL3Network: (scene) => {
    const { uuid = null, clusterUuid = null } = machineOf(scene, 'vmInstanceUuid');
    const attached = new Set(where(scene, 'VmNic', { vmInstanceUuid: uuid }).map(({ l3NetworkUuid }) => l3NetworkUuid));
    const l2 = new Set(where(scene, 'L2NetworkClusterRef', { clusterUuid }).map(({ l2NetworkUuid }) => l2NetworkUuid));
    const networks = where(scene, 'L3Network', { state: 'Enabled' }).filter(
      (network) => l2.has(network.l2NetworkUuid ?? null) && !attached.has(network.uuid ?? null),
    );
    return shown(scene, 'L3Network', networks);
  },
  GetVmMigrationCandidateHosts: (scene) => {
    const machine = machineOf(scene, 'vmInstanceUuid');
    return shown(scene, 'Host', hostsFor(scene, machine, { avoid: machine.hostUuid }));
  },
  GetVmStartingCandidateClustersHosts: (scene) => {
    const hosts = hostsFor(scene, machineOf(scene, 'uuid'), {});
    return {
      hosts: rows(scene, 'Host', hosts),
      clusters: rows(scene, 'Cluster', parents(scene, hosts, 'Cluster', 'clusterUuid')),
    };
  },
  GetCandidateZonesClustersHostsForCreatingVm: (scene) => {
    const { instanceOfferingUuid, cpuNum, memorySize, imageUuid, zoneUuid, clusterUuid } = scene.call.params;
    const offering = find(scene, 'InstanceOffering', text(instanceOfferingUuid));
    const machine = {
      cpuNum: offering?.cpuNum ?? (cpuNum as SqlValue | undefined) ?? 1,
      memorySize: offering?.memorySize ?? (memorySize as SqlValue | undefined) ?? 1,
      architecture: find(scene, 'Image', text(imageUuid))?.architecture ?? null,
    };
    const hosts = hostsFor(scene, machine, { zoneUuid, clusterUuid });
    return {
      zones: rows(scene, 'Zone', parents(scene, hosts, 'Zone', 'zoneUuid')),
      clusters: rows(scene, 'Cluster', parents(scene, hosts, 'Cluster', 'clusterUuid')),
      hosts: rows(scene, 'Host', hosts),
    };
  },
  GetEipAttachableVmNics: (scene) => ({ ...shown(scene, 'VmNic', nicsWithout(scene, 'Eip')), start: 0, more: false }),
  GetPortForwardingAttachableVmNics: (scene) => shown(scene, 'VmNic', nicsWithout(scene, 'Eip')),
  GetVmNicAttachableEips: (scene) => shown(scene, 'Eip', where(scene, 'Eip', { vmNicUuid: null, state: 'Enabled' })),
  GetCandidateVmNicForSecurityGroup: (scene) => {
    const securityGroupUuid = String(scene.call.params.securityGroupUuid);
    const nics = userNics(scene).filter(
      ({ uuid = null }) => !first(scene, 'VmNicSecurityGroupRef', { vmNicUuid: uuid, securityGroupUuid }),
    );
    return shown(scene, 'VmNic', nics);
  },
  GetCandidateIsoForAttachingVm: (scene) => {
    const attached = where(scene, 'VmCdRom', { vmInstanceUuid: machineOf(scene, 'vmInstanceUuid').uuid ?? null });
    const inUse = new Set(attached.map(({ isoUuid }) => isoUuid));
    return shown(
      scene,
      'Image',
      readyImages(scene, 'ISO').filter(({ uuid }) => !inUse.has(uuid ?? null)),
    );
  },
  GetCandidateVmForAttachingIso: (scene) => {
    const empty = where(scene, 'VmCdRom', { isoUuid: null }).map(({ vmInstanceUuid }) => vmInstanceUuid);
    return shown(
      scene,
      'VmInstance',
      userMachines(scene).filter(({ uuid }) => empty.includes(uuid ?? null)),
    );
  },
  GetImageCandidatesForVmToChange: (scene) => {
    const { imageUuid, architecture } = machineOf(scene, 'vmInstanceUuid');
    const others = readyImages(scene, 'RootVolumeTemplate').filter(
      (image) => image.uuid !== imageUuid && image.architecture === architecture,
    );
    return shown(scene, 'Image', others);
  },
  GetCandidateBackupStorageForCreatingImage: (scene) => {
    const usable = where(scene, 'BackupStorage', { state: 'Enabled', status: 'Connected' });
    return shown(scene, 'BackupStorage', usable);
  },
  GetPrimaryStorageCandidatesForVolumeMigration: (scene) => {
    const { primaryStorageUuid, size } = rowOf(scene, 'Volume', 'volumeUuid');
    const others = where(scene, 'PrimaryStorage', { state: 'Enabled', status: 'Connected' }).filter(
      ({ uuid, availableCapacity }) =>
        uuid !== primaryStorageUuid && BigInt(availableCapacity ?? 0) >= BigInt(size ?? 0),
    );
    return shown(scene, 'PrimaryStorage', others);
  },
  GetVmCapabilities: (scene) => {
    const { state } = machineOf(scene, 'uuid');
    return {
      capabilities: { LiveMigration: state === 'Running', VolumeMigration: true, Reimage: true, MemorySnapshot: true },
    };
  },
};

function shown(scene: Scene, name: string, found: readonly SqlRow[]) {
  return { inventories: rows(scene, name, found) };
}

function rows(scene: Scene, name: string, found: readonly SqlRow[]) {
  return found.map((row) => showRow(scene, name, row));
}

function parents(scene: Scene, of: readonly SqlRow[], name: string, column: string): readonly SqlRow[] {
  return findAll(scene, name, [...new Set(of.map((row) => row[column]))]);
}

function rowOf(scene: Scene, name: string, param: string): SqlRow {
  const uuid = String(scene.call.params[param]);
  const row = find(scene, name, uuid);
  if (row) return row;
  throw new Failure('SYS.1003', `invalid field[${param}], resource[uuid:${uuid}, type:${name}VO] not found`);
}

function machineOf(scene: Scene, param: string): SqlRow {
  return rowOf(scene, 'VmInstance', param);
}

/** Primary storages of a cluster. */
function storagesOf(scene: Scene, clusterUuid: SqlValue | undefined): ReadonlySet<SqlValue> {
  const refs = where(scene, 'PrimaryStorageClusterRef', { clusterUuid: clusterUuid ?? null });
  return new Set(refs.map(({ primaryStorageUuid }) => primaryStorageUuid ?? null));
}

function userMachines(scene: Scene): readonly SqlRow[] {
  return where(scene, 'VmInstance', { type: 'UserVm' }).filter(
    ({ state }) => state === 'Running' || state === 'Stopped',
  );
}

function userNics(scene: Scene): readonly SqlRow[] {
  const machines = new Set(userMachines(scene).map(({ uuid }) => uuid));
  return where(scene, 'VmNic').filter(({ vmInstanceUuid }) => machines.has(vmInstanceUuid));
}

function nicsWithout(scene: Scene, service: string): readonly SqlRow[] {
  const wanted = texts(scene.call.params.vmUuid === undefined ? [] : [scene.call.params.vmUuid]);
  return userNics(scene).filter(
    ({ uuid = null, vmInstanceUuid }) =>
      !first(scene, service, { vmNicUuid: uuid }) && (wanted.length === 0 || wanted.includes(String(vmInstanceUuid))),
  );
}

function readyImages(scene: Scene, mediaType: string): readonly SqlRow[] {
  return where(scene, 'Image', { mediaType, status: 'Ready', state: 'Enabled' });
}
