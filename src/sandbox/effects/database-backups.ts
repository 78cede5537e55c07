import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow } from '../sqlite.ts';
import { exportUrl, pathOn, requireUsable, takeBackupStorage } from './backup-storages.ts';
import { equip, strip } from './belongings.ts';
import { show } from './reply.ts';
import { find, first, insert, inventoryOf, remove, update, where } from './rows.ts';
import { texts } from './values.ts';

/** Stays `Creating` for as long as a small database takes, and then lies on its backup storage. */
const createDatabaseBackup: Effect = {
  duration: () => 6000,
  steps: ['Dumping the database', 'Writing to the backup storage'],
  begin: (scene) => {
    const { name, description = null, backupStorageUuid, resourceUuid } = scene.call.params;
    requireUsable(scene, String(backupStorageUuid));
    const uuid = String(resourceUuid ?? scene.uuid());
    insert(scene, 'DatabaseBackup', {
      uuid,
      name: String(name),
      description: description === null ? null : String(description),
      state: 'Enabled',
      status: 'Creating',
      size: 0,
      createDate: scene.now,
      lastOpDate: scene.now,
    });
    equip(scene, inventoryOf(scene, 'DatabaseBackup'), uuid);
    return uuid;
  },
  finish: (scene, begun) => {
    const uuid = String(begun);
    const storageUuid = String(scene.call.params.backupStorageUuid);
    const storage = requireUsable(scene, storageUuid);
    const size = sizeOfDatabase(scene);
    const metadata = { version: scene.registry.release, managementIp: managementIp(scene) };
    const ready = { status: 'Ready', size, metadata: JSON.stringify(metadata), lastOpDate: scene.now };
    if (update(scene, 'DatabaseBackup', { uuid }, ready) === 0)
      throw new Failure('SYS.1006', `database backup[uuid:${uuid}] was deleted while it was being created`);
    addRef(scene, uuid, storage);
    takeBackupStorage(scene, storageUuid, size);
    return { inventory: show(scene, 'DatabaseBackup', uuid) };
  },
  undo: (scene, begun) => {
    remove(scene, 'DatabaseBackup', { uuid: String(begun) });
    strip(scene, String(begun));
  },
};

/** Deletes it from the backup storages that are named, or from all; what lies nowhere any more is gone. */
const deleteDatabaseBackup: Effect = {
  duration: () => 1500,
  finish: (scene) => {
    const uuid = String(scene.call.params.uuid);
    const named = texts(scene.call.params.backupStorageUuids);
    const size = find(scene, 'DatabaseBackup', uuid)?.size ?? 0;
    for (const { backupStorageUuid } of where(scene, 'DatabaseBackupStorageRef', { databaseBackupUuid: uuid })) {
      if (named.length > 0 && !named.includes(String(backupStorageUuid))) continue;
      remove(scene, 'DatabaseBackupStorageRef', {
        databaseBackupUuid: uuid,
        backupStorageUuid: backupStorageUuid ?? null,
      });
      takeBackupStorage(scene, backupStorageUuid, -BigInt(size));
    }
    if (first(scene, 'DatabaseBackupStorageRef', { databaseBackupUuid: uuid })) return {};
    remove(scene, 'DatabaseBackup', { uuid });
    strip(scene, uuid);
    return {};
  },
};

/** What APIs do to database backups. */
export const databaseBackupEffects: Readonly<Record<string, Effect>> = {
  CreateDatabaseBackup: createDatabaseBackup,
  DeleteDatabaseBackup: deleteDatabaseBackup,
  ExportDatabaseBackupFromBackupStorage: {
    duration: () => 2000,
    finish: (scene) => {
      const [key, storage] = keyOf(scene);
      const url = exportUrl(storage, `${key.databaseBackupUuid}.gz`);
      if (update(scene, 'DatabaseBackupStorageRef', key, { exportUrl: url, lastOpDate: scene.now }) === 0)
        throw new Failure(
          'SYS.1006',
          `database backup[uuid:${key.databaseBackupUuid}] is not on backup storage[uuid:${key.backupStorageUuid}]`,
        );
      return { databaseBackupUrl: url };
    },
  },
  DeleteExportedDatabaseBackupFromBackupStorage: {
    duration: () => 500,
    finish: (scene) => {
      update(scene, 'DatabaseBackupStorageRef', keyOf(scene)[0], { exportUrl: null, lastOpDate: scene.now });
      return {};
    },
  },
  SyncDatabaseBackupFromImageStoreBackupStorage: {
    duration: () => 4000,
    finish: (scene) => {
      const { uuid, srcBackupStorageUuid, dstBackupStorageUuid } = scene.call.params;
      const storage = requireUsable(scene, String(dstBackupStorageUuid));
      const databaseBackupUuid = String(uuid);
      const source = { databaseBackupUuid, backupStorageUuid: String(srcBackupStorageUuid) };
      if (!first(scene, 'DatabaseBackupStorageRef', source))
        throw new Failure(
          'SYS.1006',
          `database backup[uuid:${uuid}] is not on backup storage[uuid:${srcBackupStorageUuid}]`,
        );
      const copy = { databaseBackupUuid, backupStorageUuid: String(dstBackupStorageUuid) };
      if (!first(scene, 'DatabaseBackupStorageRef', copy)) {
        addRef(scene, databaseBackupUuid, storage);
        takeBackupStorage(scene, storage.uuid, find(scene, 'DatabaseBackup', databaseBackupUuid)?.size ?? 0);
      }
      return { inventory: show(scene, 'DatabaseBackup', databaseBackupUuid) };
    },
  },
};

function keyOf(scene: Scene) {
  const { databaseBackupUuid, backupStorageUuid } = scene.call.params;
  const key = { databaseBackupUuid: String(databaseBackupUuid), backupStorageUuid: String(backupStorageUuid) };
  return [key, find(scene, 'BackupStorage', key.backupStorageUuid) ?? {}] as const;
}

function addRef(scene: Scene, databaseBackupUuid: string, storage: SqlRow): void {
  insert(scene, 'DatabaseBackupStorageRef', {
    databaseBackupUuid,
    backupStorageUuid: storage.uuid ?? null,
    installPath: pathOn(storage, 'database-backup', databaseBackupUuid),
    status: 'Ready',
    createDate: scene.now,
    lastOpDate: scene.now,
  });
}

/** A little more than the last time. */
function sizeOfDatabase(scene: Scene): number {
  const ready = where(scene, 'DatabaseBackup', { status: 'Ready' });
  const dates = ready.map(({ createDate }) => String(createDate)).sort();
  const last = ready.find(({ createDate }) => createDate === dates.at(-1));
  return Number(last?.size ?? 200_000_000) + 410_000;
}

function managementIp(scene: Scene): string {
  return String(where(scene, 'ManagementNode')[0]?.hostName ?? '127.0.0.1');
}
