import type { Scene } from '../effect.ts';
import { where } from '../effects/rows.ts';
import { texts } from '../effects/values.ts';
import type { SqlRow } from '../sqlite.ts';
import type { Get } from './gets.ts';

/** How much there is and how much is left, of hosts and storages that the call names. */
export const capacityGets: Readonly<Record<string, Get>> = {
  GetCpuMemoryCapacity: (scene) => {
    const { hypervisorType } = scene.call.params;
    const hosts = chosen(scene, 'Host', {
      hostUuids: 'uuid',
      clusterUuids: 'clusterUuid',
      zoneUuids: 'zoneUuid',
    }).filter((host) => hypervisorType === undefined || host.hypervisorType === hypervisorType);
    const [param, column, resourceType] =
      (
        [
          ['hostUuids', 'uuid', 'HostVO'],
          ['clusterUuids', 'clusterUuid', 'ClusterVO'],
        ] as const
      ).find(([name]) => texts(scene.call.params[name]).length > 0) ?? (['zoneUuids', 'zoneUuid', 'ZoneVO'] as const);
    const groups =
      scene.call.params[param] === undefined
        ? [...new Set(hosts.map((host) => host[column]))]
        : texts(scene.call.params[param]);
    return {
      ...totals(hosts),
      capacityData: groups.map((resourceUuid) => ({
        resourceUuid,
        ...totals(hosts.filter((host) => host[column] === resourceUuid)),
      })),
      resourceType,
    };
  },
  GetPrimaryStorageCapacity: (scene) => {
    const clusters = texts(scene.call.params.clusterUuids);
    const attached = where(scene, 'PrimaryStorageClusterRef').filter(({ clusterUuid }) =>
      clusters.includes(String(clusterUuid)),
    );
    const within = new Set(attached.map(({ primaryStorageUuid }) => primaryStorageUuid));
    const storages = chosen(scene, 'PrimaryStorage', { primaryStorageUuids: 'uuid', zoneUuids: 'zoneUuid' });
    return sums(
      storages.filter(({ uuid }) => clusters.length === 0 || within.has(uuid ?? null)),
      ['totalCapacity', 'availableCapacity', 'totalPhysicalCapacity', 'availablePhysicalCapacity'],
    );
  },
  GetBackupStorageCapacity: (scene) => {
    const zones = texts(scene.call.params.zoneUuids);
    const attached = where(scene, 'BackupStorageZoneRef').filter(({ zoneUuid }) => zones.includes(String(zoneUuid)));
    const within = new Set(attached.map(({ backupStorageUuid }) => backupStorageUuid));
    const storages = chosen(scene, 'BackupStorage', { backupStorageUuids: 'uuid' });
    return sums(
      storages.filter(({ uuid }) => zones.length === 0 || within.has(uuid ?? null)),
      ['totalCapacity', 'availableCapacity'],
    );
  },
  GetLocalStorageHostDiskCapacity: (scene) => {
    const { hostUuid, primaryStorageUuid } = scene.call.params;
    const key = {
      primaryStorageUuid: String(primaryStorageUuid),
      ...(hostUuid !== undefined && { hostUuid: String(hostUuid) }),
    };
    const columns = ['totalCapacity', 'availableCapacity', 'totalPhysicalCapacity', 'availablePhysicalCapacity'];
    return {
      inventories: where(scene, 'LocalStorageHostRef', key).map((row) => ({
        hostUuid: row.hostUuid,
        ...sums([row], columns),
      })),
    };
  },
};

/** Rows that every list of the call holds; a list that is not given holds all. */
function chosen(scene: Scene, name: string, lists: Readonly<Record<string, string>>): readonly SqlRow[] {
  const wanted = Object.entries(lists).map(([param, column]) => [texts(scene.call.params[param]), column] as const);
  return where(scene, name).filter((row) =>
    wanted.every(([uuids, column]) => uuids.length === 0 || uuids.includes(String(row[column]))),
  );
}

function totals(hosts: readonly SqlRow[]) {
  const { totalCpuCapacity, availableCpuCapacity, totalMemoryCapacity, availableMemoryCapacity, cpuNum } = sums(hosts, [
    ...['totalCpuCapacity', 'availableCpuCapacity', 'totalMemoryCapacity', 'availableMemoryCapacity'],
    'cpuNum',
  ]);
  return {
    totalCpu: totalCpuCapacity,
    availableCpu: availableCpuCapacity,
    totalMemory: totalMemoryCapacity,
    availableMemory: availableMemoryCapacity,
    managedCpuNum: cpuNum,
  };
}

function sums(rows: readonly SqlRow[], columns: readonly string[]): Readonly<Record<string, bigint>> {
  const total = (column: string) => rows.reduce((sum, row) => sum + BigInt(row[column] ?? 0), 0n);
  return Object.fromEntries(columns.map((column) => [column, total(column)]));
}
