import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import { equip, strip, texts } from './belongings.ts';
import { show } from './reply.ts';
import { find, first, insert, inventoryOf, remove, update, where } from './rows.ts';

/** Stays `Creating` for as long as a small database takes, and then lies on its backup storage. */
export const createDatabaseBackup: Effect = {
  duration: () => 6000,
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
    const { type } = requireUsable(scene, storageUuid);
    const size = sizeOfDatabase(scene);
    const metadata = { version: scene.registry.release, managementIp: managementIp(scene) };
    const ready = { status: 'Ready', size, metadata: JSON.stringify(metadata), lastOpDate: scene.now };
    if (update(scene, 'DatabaseBackup', { uuid }, ready) === 0)
      throw new Failure('SYS.1006', `database backup[uuid:${uuid}] was deleted while it was being created`);
    insert(scene, 'DatabaseBackupStorageRef', {
      databaseBackupUuid: uuid,
      backupStorageUuid: storageUuid,
      installPath: `${type === 'SftpBackupStorage' ? '/zstack_bs/' : 'zstore://'}database-backup/${uuid}`,
      status: 'Ready',
      createDate: scene.now,
      lastOpDate: scene.now,
    });
    take(scene, storageUuid, size);
    return { inventory: show(scene, 'DatabaseBackup', uuid) };
  },
  undo: (scene, begun) => {
    remove(scene, 'DatabaseBackup', { uuid: String(begun) });
    strip(scene, String(begun));
  },
};

/** Deletes it from the backup storages that are named, or from all; what lies nowhere any more is gone. */
export const deleteDatabaseBackup: Effect = {
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
      take(scene, String(backupStorageUuid), -BigInt(size));
    }
    if (first(scene, 'DatabaseBackupStorageRef', { databaseBackupUuid: uuid })) return {};
    remove(scene, 'DatabaseBackup', { uuid });
    strip(scene, uuid);
    return {};
  },
};

/** The storage's row; throws `Failure` where nothing can be written to it. */
function requireUsable(scene: Scene, uuid: string) {
  const storage = find(scene, 'BackupStorage', uuid);
  if (!storage) throw new Failure('SYS.1003', `backup storage[uuid:${uuid}] not found`);
  if (storage.status !== 'Connected' || storage.state !== 'Enabled')
    throw new Failure(
      'SYS.1006',
      `backup storage[uuid:${uuid}] is ${storage.state} and ${storage.status}, it must be Enabled and Connected`,
    );
  return storage;
}

function take(scene: Scene, storageUuid: string, size: number | bigint): void {
  const available = BigInt(find(scene, 'BackupStorage', storageUuid)?.availableCapacity ?? 0) - BigInt(size);
  update(scene, 'BackupStorage', { uuid: storageUuid }, { availableCapacity: available });
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
