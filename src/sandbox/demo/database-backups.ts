import { awkward } from './awkward.ts';
import { backupPath } from './backup-storages.ts';
import { DAY, later, millis, pairs, part, type SeedTable, table, uuid } from './table.ts';

type Backup = readonly [
  name: string,
  createDate: string,
  status: 'Ready' | 'Creating' | 'Deleted',
  /** Backup storages that hold it; none is possible. */
  backupStorages: string,
  description: string | null,
  /** Bytes, where they do not follow from the date. */
  size?: number | bigint,
];

const BEIJING = 'bs-beijing';
const SHANGHAI = 'bs-shanghai';
const BOTH = `${BEIJING} ${SHANGHAI}`;

/** Weekly backups are kept for three months, daily ones for eight days. */
const nightlies: readonly Backup[] = [
  ...nightly('2025-12-04', 4, 7, SHANGHAI),
  ...nightly('2026-01-01', 9, 7, BOTH),
  ...nightly('2026-03-05', 8, 1, BEIJING),
];

const manuals: readonly Backup[] = [
  ['manual-升级前-4.8.30', '2025-12-10 09:12:44', 'Ready', BOTH, '升级到 5.2.1 之前'],
  ['manual-2025-12-31', '2025-12-31 18:00:09', 'Ready', SHANGHAI, '年终归档，请勿删除'],
  ['manual-before-upgrade', '2026-01-10 21:30:27', 'Ready', BEIJING, null],
  [awkward.apostrophe, '2026-01-20 11:05:38', 'Ready', BEIJING, 'before the schema change'],
  ['manual-压力测试', '2026-02-11 14:22:51', 'Ready', BEIJING, '演练数据，大小为虚构', awkward.huge],
  ['manual-condition', '2026-02-18 10:47:13', 'Ready', SHANGHAI, awkward.condition],
  ['20260222', '2026-02-22 08:15:02', 'Ready', BEIJING, awkward.empty],
  ['manual-误操作回滚', '2026-03-02 16:40:55', 'Deleted', BEIJING, '已从仓库清除'],
  ['manual-2026-03-12', '2026-03-12 10:28:46', 'Creating', '', null, 0],
];

const backups: readonly Backup[] = [...nightlies, ...manuals];

/** Backups of the management node's database and the backup storages that hold them. */
export function databaseBackupTables(): readonly SeedTable[] {
  return [
    table('DatabaseBackupInventory', backups, ([name, createDate, status, , description, size]) => ({
      uuid: databaseBackupUuid(name),
      name,
      description,
      state: 'Enabled',
      status,
      size: size ?? grown(name, createDate),
      metadata: status === 'Creating' ? null : JSON.stringify({ version: '5.2.1', managementIp: '10.0.10.11' }),
      createDate,
      lastOpDate: status === 'Creating' ? createDate : later(createDate, 40 + part('took', name, 50)),
    })),
    table(
      'DatabaseBackupStorageRefInventory',
      backups.flatMap((backup) => pairs(backup[0], backup[3]).map(([, storage]) => [backup, storage] as const)),
      ([[name, createDate, status], storage]) => {
        const done = later(createDate, 20 + part(storage, name, 20));
        return {
          databaseBackupUuid: databaseBackupUuid(name),
          backupStorageUuid: uuid('BackupStorage', storage),
          installPath: backupPath(storage, 'database-backup', databaseBackupUuid(name)),
          exportUrl:
            name === 'manual-2025-12-31' ? `http://10.0.20.21:8001/export/${databaseBackupUuid(name)}.gz` : null,
          status,
          createDate: done,
          lastOpDate: done,
        };
      },
    ),
  ];
}

export function databaseBackupUuid(name: string): string {
  return uuid('DatabaseBackup', name);
}

/** So many backups from a day on, every so many days, shortly after two at night. */
function nightly(first: string, count: number, everyDays: number, backupStorages: string): readonly Backup[] {
  return Array.from({ length: count }, (_, index) => {
    const night = later(`${first} 02:00:00`, index * everyDays * DAY);
    const name = `nightly-${night.slice(0, 10)}`;
    return [name, later(night, part('night', name, 40)), 'Ready', backupStorages, '每日自动备份'] as const;
  });
}

/** The database grows by about 400 kB a day, up and down a little. */
function grown(name: string, createDate: string): number {
  const days = Math.floor((millis(createDate) - millis('2025-12-01 00:00:00')) / 1000 / DAY);
  return 186_000_000 + days * 410_000 + part('size', name, 900_000);
}
