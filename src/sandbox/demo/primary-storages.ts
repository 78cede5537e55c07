import { dates, named, pairs, type SeedTable, TiB, table, uuid } from './table.ts';

type PrimaryStorage = readonly [
  name: string,
  type: keyof typeof INVENTORIES,
  zone: string,
  clusters: string,
  totalTiB: number,
  url: string,
  state: string,
  description: string | null,
];

const INVENTORIES = {
  Ceph: 'CephPrimaryStorageInventory',
  SharedBlock: 'SharedBlockGroupPrimaryStorageInventory',
  LocalStorage: 'PrimaryStorageInventory',
  NFS: 'PrimaryStorageInventory',
} as const;

const primaryStorages: readonly PrimaryStorage[] = [
  ['bj-ceph', 'Ceph', '北京一区', 'bj-prod', 120, '10.0.10.31,10.0.10.32,10.0.10.33', 'Enabled', '三副本，全闪'],
  ['bj-local', 'LocalStorage', '北京一区', 'bj-dev', 16, '/zstack_ps', 'Enabled', null],
  ['bj-nfs', 'NFS', '北京一区', 'bj-prod bj-dev', 40, '10.0.10.30:/export/archive', 'Maintenance', '归档'],
  ['sh-san', 'SharedBlock', '上海二区', 'sh-prod', 60, '/dev/disk/by-id', 'Enabled', 'FC SAN'],
  ['sh-local', 'LocalStorage', '上海二区', 'sh-edge', 8, '/zstack_ps', 'Enabled', null],
];

/** Hosts whose disks make up the local primary storages, in equal shares. */
const localHosts: readonly (readonly [storage: string, host: string])[] = [
  ['bj-local', 'bj-kvm-04'],
  ['bj-local', 'bj-kvm-05'],
  ['sh-local', 'sh-arm-01'],
];

const CEPH_POOLS: readonly (readonly [poolName: string, type: string, aliasName: string])[] = [
  ['pl-root', 'Root', '系统盘池'],
  ['pl-data', 'Data', '数据盘池'],
  ['pl-image-cache', 'ImageCache', '镜像缓存池'],
];

/** A volume or snapshot as its primary storage counts it; `host` where the storage is local to one. */
export interface Stored {
  readonly uuid: string;
  readonly entity: 'VolumeVO' | 'VolumeSnapshotVO';
  readonly storage: string;
  readonly host: string;
  readonly size: number;
  readonly actualSize: number;
  readonly createDate: string;
}

/** Primary storage of a cluster's virtual machines. */
export function storageOf(cluster: string): string {
  const storage = primaryStorages.find(([, , , clusters]) => clusters.split(' ').includes(cluster));
  if (!storage) throw new Error(`the demo data has no primary storage for ${cluster}`);
  return storage[0];
}

/** Where on its primary storage a volume or snapshot lies, and in which format. */
export function storedAs(storage: string, type: 'Root' | 'Data', file: string): { path: string; format: string } {
  const [, storageType] = named(primaryStorages, storage);
  if (storageType === 'Ceph') return { path: `ceph://pl-${type.toLowerCase()}/${file}`, format: 'raw' };
  if (storageType === 'SharedBlock') {
    return { path: `sharedblock://${uuid('PrimaryStorage', storage)}/${file}`, format: 'qcow2' };
  }
  return { path: `/zstack_ps/${type.toLowerCase()}Volumes/${file}.qcow2`, format: 'qcow2' };
}

/** Primary storages with their clusters and hosts; what is left of each follows from what is stored there. */
export function primaryStorageTables(stored: readonly Stored[]): readonly SeedTable[] {
  const here = (storage: string) => stored.filter((each) => each.storage === storage);
  return [
    ...[...new Set(Object.values(INVENTORIES))].map((inventory) =>
      table(
        inventory,
        primaryStorages.filter(([, type]) => INVENTORIES[type] === inventory),
        (storage) => primaryStorageRow(storage, here(storage[0])),
      ),
    ),
    table(
      'PrimaryStorageClusterRefInventory',
      primaryStorages.flatMap(([name, , , clusters]) => pairs(name, clusters)),
      ([name, cluster], index) => ({
        id: index + 1,
        primaryStorageUuid: uuid('PrimaryStorage', name),
        clusterUuid: uuid('Cluster', cluster),
        ...dates(`${name} ${cluster}`, '2024-01-22', '2024-01-26'),
      }),
    ),
    table('CephPrimaryStoragePoolInventory', CEPH_POOLS, ([poolName, type, aliasName]) => ({
      uuid: uuid('CephPrimaryStoragePool', poolName),
      primaryStorageUuid: uuid('PrimaryStorage', 'bj-ceph'),
      poolName,
      aliasName,
      type,
      securityPolicy: 'Copy',
      replicatedSize: 3,
      ...dates(poolName, '2024-01-22', '2024-01-24'),
    })),
    table('LocalStorageHostRefInventory', localHosts, ([name, host]) => {
      const [, , , , totalTiB] = named(primaryStorages, name);
      const shares = localHosts.filter(([storage]) => storage === name).length;
      const onHost = here(name).filter((each) => each.host === host);
      return {
        primaryStorageUuid: uuid('PrimaryStorage', name),
        hostUuid: uuid('Host', host),
        ...capacity((totalTiB * TiB) / shares, onHost),
        ...dates(`${name} ${host}`, '2024-01-22', '2024-01-26'),
      };
    }),
    table(
      'LocalStorageResourceRefInventory',
      stored.filter(({ storage }) => named(primaryStorages, storage)[1] === 'LocalStorage'),
      (each) => ({
        resourceUuid: each.uuid,
        primaryStorageUuid: uuid('PrimaryStorage', each.storage),
        hostUuid: uuid('Host', each.host),
        size: each.size,
        resourceType: each.entity,
        createDate: each.createDate,
        lastOpDate: each.createDate,
      }),
    ),
  ];
}

function primaryStorageRow(
  [name, type, zone, , totalTiB, url, state, description]: PrimaryStorage,
  stored: readonly Stored[],
) {
  const id = uuid('PrimaryStorage', name);
  return {
    uuid: id,
    zoneUuid: uuid('Zone', zone),
    name,
    url,
    description,
    ...capacity(totalTiB * TiB, stored),
    systemUsedCapacity: 0,
    type,
    state,
    status: 'Connected',
    mountPath: type === 'NFS' ? `/opt/zstack/nfsprimarystorage/prim-${id}` : url,
    ...(type === 'Ceph' ? { fsid: cephFsid(id) } : {}),
    ...(type === 'SharedBlock' ? { sharedBlockGroupType: 'LvmVolumeGroupBasic' } : {}),
    ...dates(name, '2024-01-20', '2024-01-22'),
  };
}

/** Promised capacity shrinks by the sizes of what is stored, physical capacity by what has really been written. */
function capacity(total: number, stored: readonly Stored[]) {
  const promised = stored.reduce((sum, { size }) => sum + size, 0);
  const written = stored.reduce((sum, { actualSize }) => sum + actualSize, 0);
  return {
    totalCapacity: total,
    availableCapacity: total - promised,
    totalPhysicalCapacity: total,
    availablePhysicalCapacity: total - written,
  };
}

function cephFsid(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
