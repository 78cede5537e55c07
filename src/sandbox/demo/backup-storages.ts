import { dates, named, pairs, type SeedTable, TiB, table, uuid } from './table.ts';

type BackupStorage = readonly [
  name: string,
  type: 'ImageStoreBackupStorage' | 'SftpBackupStorage',
  hostname: string,
  zones: string,
  totalCapacity: number | bigint,
  availableCapacity: number | bigint,
  state: string,
  status: string,
  description: string | null,
];

const STORE = 'ImageStoreBackupStorage';
const SFTP = 'SftpBackupStorage';

/** A tape library of 20 PB and one byte: beyond the whole numbers that a double can hold. */
const TAPES = 22517998136852481n;

const backupStorages: readonly BackupStorage[] = [
  ['bs-beijing', STORE, '10.0.10.21', '北京一区', 20 * TiB, 13 * TiB, 'Enabled', 'Connected', '镜像仓库，北京'],
  ['bs-shanghai', STORE, '10.0.20.21', '上海二区', 20 * TiB, 15 * TiB, 'Enabled', 'Connected', '镜像仓库，上海'],
  ['bs-sftp', SFTP, '10.0.10.22', '北京一区 上海二区', 4 * TiB, 3 * TiB, 'Enabled', 'Connected', null],
  ['bs-离线归档', SFTP, '10.0.20.22', '', TAPES, TAPES - 1n, 'Disabled', 'Disconnected', '磁带库，未加载到区域'],
];

/** Where a file lies on a backup storage. */
export function backupPath(storage: string, folder: string, file: string): string {
  return named(backupStorages, storage)[1] === SFTP ? `/zstack_bs/${folder}/${file}` : `zstore://${folder}/${file}`;
}

/** Backup storages and the zones they serve. */
export function backupStorageTables(): readonly SeedTable[] {
  return [
    ...[STORE, SFTP].map((type) =>
      table(
        `${type}Inventory`,
        backupStorages.filter((storage) => storage[1] === type),
        backupStorageRow,
      ),
    ),
    table(
      'BackupStorageZoneRefInventory',
      backupStorages.flatMap(([name, , , zones]) => pairs(name, zones)),
      ([name, zone], index) => ({
        id: index + 1,
        backupStorageUuid: uuid('BackupStorage', name),
        zoneUuid: uuid('Zone', zone),
        ...dates(`${name} ${zone}`, '2024-01-26', '2024-01-28'),
      }),
    ),
  ];
}

function backupStorageRow(storage: BackupStorage) {
  const [name, type, hostname, , totalCapacity, availableCapacity, state, status, description] = storage;
  return {
    uuid: uuid('BackupStorage', name),
    name,
    description,
    url: '/zstack_bs',
    totalCapacity,
    availableCapacity,
    type,
    state,
    status,
    hostname,
    username: 'root',
    sshPort: 22,
    ...dates(name, '2024-01-22', '2024-01-26'),
  };
}
