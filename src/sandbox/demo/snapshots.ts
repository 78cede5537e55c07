import { type Stored, storedAs } from './primary-storages.ts';
import { DAY, later, part, type Row, type SeedTable, table, uuid } from './table.ts';
import { storedVolumeNamed, written } from './volumes.ts';

/** Snapshots of one volume, a week apart, each on top of the one before it. */
const chains: readonly (readonly [volume: string, snapshots: string])[] = [
  ['ROOT bj-web-01', '升级前 升级后'],
  ['ROOT bj-db-master', '月度-2026-02 月度-2026-03'],
  ['bj-db-master-data', '月度-2026-02 月度-2026-03 大促前'],
  ['gitlab-repositories', 'weekly-2026-02-22 weekly-2026-03-01 weekly-2026-03-08'],
  ['ROOT 研发-测试机-01', '干净系统'],
  ['财务系统-凭证', '年报前'],
];

interface Snapshot {
  readonly row: Row;
  readonly stored: Stored;
}

const snapshots: readonly Snapshot[] = chains.flatMap(([volume, names]) => {
  const chain = names.split(' ');
  return chain.map((name, index) => snapshot(volume, name, chain[index - 1], index, index === chain.length - 1));
});

/** What the snapshots take on primary storages. */
export const storedSnapshots: readonly Stored[] = snapshots.map(({ stored }) => stored);

/** Snapshots and the tree of each volume that has some. */
export function snapshotTables(): readonly SeedTable[] {
  return [
    table('VolumeSnapshotTreeInventory', chains, ([volume]) => ({
      uuid: uuid('VolumeSnapshotTree', volume),
      volumeUuid: uuid('Volume', volume),
      current: true,
      status: 'Completed',
      createDate: taken(volume, 0),
      lastOpDate: taken(volume, 0),
    })),
    table('VolumeSnapshotInventory', snapshots, ({ row }) => row),
  ];
}

function snapshot(volume: string, name: string, parent: string | undefined, index: number, latest: boolean): Snapshot {
  const { stored, type } = storedVolumeNamed(volume);
  const id = uuid('VolumeSnapshot', `${volume} ${name}`);
  const { path, format } = storedAs(stored.storage, type, id);
  const size = written(`${volume} ${name}`, stored.size / 10);
  return {
    stored: {
      ...stored,
      uuid: id,
      entity: 'VolumeSnapshotVO',
      size,
      actualSize: size,
      createDate: taken(volume, index),
    },
    row: {
      uuid: id,
      name,
      type: format === 'raw' ? 'Storage' : 'Hypervisor',
      volumeUuid: stored.uuid,
      treeUuid: uuid('VolumeSnapshotTree', volume),
      parentUuid: parent === undefined ? null : uuid('VolumeSnapshot', `${volume} ${parent}`),
      primaryStorageUuid: uuid('PrimaryStorage', stored.storage),
      primaryStorageInstallPath: path,
      volumeType: type,
      format,
      latest,
      size,
      distance: index + 1,
      state: 'Enabled',
      status: 'Ready',
      createDate: taken(volume, index),
      lastOpDate: taken(volume, index),
    },
  };
}

/** The chains begin on a Sunday at three at night. */
function taken(volume: string, index: number): string {
  return later('2026-02-22 03:00:00', index * 7 * DAY + part('snapshot', volume, 3600));
}
