import { awkward } from './awkward.ts';
import { diskOfferingOf, imageOf } from './images.ts';
import { machineNamed, machines, machineUuid } from './machines.ts';
import { placeOf } from './places.ts';
import { type Stored, storageOf, storedAs } from './primary-storages.ts';
import { dates, GiB, later, part, type Row, type SeedTable, table, uuid } from './table.ts';

/** Data volumes; `vm` is where each is attached, or was last when it is detached. */
type Data = readonly [name: string, vm: string, sizeGiB: number, attached: boolean, description?: string];

const dataVolumes: readonly Data[] = [
  ['bj-db-master-data', 'bj-db-master', 500, true, 'MySQL 数据目录'],
  ['bj-db-master-log', 'bj-db-master', 100, true, 'binlog'],
  ['bj-db-replica-data', 'bj-db-replica', 500, true],
  ['bj-kafka-01-log', 'bj-kafka-01', 500, true],
  ['bj-kafka-02-log', 'bj-kafka-02', 500, true],
  ['bj-kafka-03-log', 'bj-kafka-03', 500, true],
  ['bj-monitor-tsdb', 'bj-monitor', 500, true, '指标保留 90 天'],
  ['财务系统-凭证', '财务系统-生产', 500, true, '加密'],
  ['OA-附件', 'OA-办公系统', 1024, true],
  [awkward.backslash, 'win-ad-01', 100, true],
  ['gitlab-repositories', '研发-gitlab', 500, true, '每周日快照'],
  ['jenkins-workspace', '研发-jenkins', 100, true, awkward.empty],
  ['sh-db-standby-data', 'sh-db-standby', 500, true],
  [awkward.bidi, '财务系统-报表', 20, true],
  ['旧报表', '财务系统-报表', 20, false, '2025 年报表，待归档'],
  ['排障-临时盘', 'bj-api-03', 20, false, awkward.nullWord],
];

/** A volume that several machines write to at once. */
const SHARED = { name: 'bj-kafka-仲裁盘', sizeGiB: 20, vms: ['bj-kafka-01', 'bj-kafka-02', 'bj-kafka-03'] } as const;

/** Volumes that have been ordered but never attached have no place on a primary storage yet. */
const ORDERED = { name: '预留-数据盘', sizeGiB: 100 } as const;

interface Volume {
  readonly key: string;
  readonly row: Row;
  readonly stored: Stored | undefined;
}

/** Uuid of a volume: data volumes by name, root volumes by `ROOT` and the name of their machine. */
export function volumeUuid(key: string): string {
  return uuid('Volume', key);
}

const volumes: readonly Volume[] = [
  ...machines.map((machine) => {
    const deleted = machine.state === 'Destroyed';
    return volume(`ROOT ${machine.name}`, machine.name, imageOf(machine.image).size, {
      name: `ROOT-for-${machine.name}`,
      description: `Root volume for VM[uuid:${machine.uuid}]`,
      vmInstanceUuid: machine.uuid,
      rootImageUuid: uuid('Image', machine.image),
      type: 'Root',
      deviceId: 0,
      status: deleted ? 'Deleted' : 'Ready',
      createDate: machine.createDate,
      lastOpDate: machine.lastOpDate,
    });
  }),
  ...dataVolumes.map(([name, vm, sizeGiB, attached, description = null]) => {
    const createDate = later(machineNamed(vm).createDate, 3600);
    const detached = { lastVmInstanceUuid: machineUuid(vm), lastDetachDate: '2026-02-27 18:04:11' };
    return volume(name, vm, sizeGiB * GiB, {
      name,
      description,
      diskOfferingUuid: uuid('DiskOffering', diskOfferingOf(sizeGiB)),
      type: 'Data',
      status: 'Ready',
      createDate,
      lastOpDate: attached ? createDate : detached.lastDetachDate,
      ...(attached
        ? { vmInstanceUuid: machineUuid(vm), deviceId: slotOf(name, vm), lastAttachDate: createDate }
        : detached),
    });
  }),
  volume(SHARED.name, SHARED.vms[0], SHARED.sizeGiB * GiB, {
    name: SHARED.name,
    description: '共享云盘',
    diskOfferingUuid: uuid('DiskOffering', diskOfferingOf(SHARED.sizeGiB)),
    type: 'Data',
    status: 'Ready',
    isShareable: true,
    ...dates(SHARED.name, '2026-02-16', '2026-02-18'),
  }),
  {
    key: ORDERED.name,
    stored: undefined,
    row: {
      uuid: volumeUuid(ORDERED.name),
      name: ORDERED.name,
      diskOfferingUuid: uuid('DiskOffering', diskOfferingOf(ORDERED.sizeGiB)),
      type: 'Data',
      size: ORDERED.sizeGiB * GiB,
      state: 'Enabled',
      status: 'NotInstantiated',
      isShareable: false,
      ...dates(ORDERED.name, '2026-02-20', '2026-02-22'),
    },
  },
];

/** What the volumes take on primary storages. */
export const storedVolumes: readonly Stored[] = volumes.flatMap(({ stored }) => stored ?? []);

/** A volume that lies on a primary storage; throws when there is none of that key. */
export function storedVolumeNamed(key: string): { stored: Stored; type: 'Root' | 'Data' } {
  const found = volumes.find((each) => each.key === key);
  if (!found?.stored) throw new Error(`the demo data has no volume ${key}`);
  return { stored: found.stored, type: found.row.type === 'Root' ? 'Root' : 'Data' };
}

/** Volumes and who shares them. */
export function volumeTables(): readonly SeedTable[] {
  return [
    table('VolumeInventory', volumes, ({ row }) => row),
    table('ShareableVolumeVmInstanceRefInventory', SHARED.vms, (vm) => ({
      uuid: uuid('ShareableVolumeVmInstanceRef', `${SHARED.name} ${vm}`),
      volumeUuid: volumeUuid(SHARED.name),
      vmInstanceUuid: machineUuid(vm),
      deviceId: 2,
      ...dates(`${SHARED.name} ${vm}`, '2026-02-18', '2026-02-19'),
    })),
  ];
}

function volume(key: string, vm: string, size: number, own: Row): Volume {
  const { host } = machineNamed(vm);
  const storage = storageOf(placeOf(host).cluster);
  const id = volumeUuid(key);
  const actualSize = written(key, size);
  const { path, format } = storedAs(storage, own.type === 'Root' ? 'Root' : 'Data', id);
  return {
    key,
    stored: { uuid: id, entity: 'VolumeVO', storage, host, size, actualSize, createDate: String(own.createDate) },
    row: {
      uuid: id,
      primaryStorageUuid: uuid('PrimaryStorage', storage),
      installPath: path,
      format,
      size,
      actualSize,
      state: 'Enabled',
      isShareable: false,
      ...own,
    },
  };
}

/** Data volumes of one machine take slots 1, 2 … in the order of the table. */
function slotOf(name: string, vm: string): number {
  return 1 + dataVolumes.filter((data) => data[1] === vm && data[3]).findIndex((data) => data[0] === name);
}

/** Thin provisioning: 10 to 70 % of so many bytes have been written, in whole blocks of 64 KiB. */
export function written(key: string, size: number): number {
  const share = 10 + part('actualSize', key, 60) + part('actualSize blocks', key, 1000) / 1000;
  return Math.floor((size * share) / 100 / 65536) * 65536;
}
