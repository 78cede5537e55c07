import { describe, expect, it } from 'vitest';
import { effectOf } from '../../../src/sandbox/effects/effects.ts';
import { find, first, where } from '../../../src/sandbox/effects/rows.ts';
import { inCloud } from './cloud.ts';

const storage = (name: string) => (tables: Parameters<typeof first>[0]) =>
  String(first(tables, 'BackupStorage', { name })?.uuid);
const beijing = storage('bs-beijing');

describe('creating a database backup', () => {
  it('shows it as being created, then ready on its backup storage', () =>
    inCloud(({ scene, registry }) => {
      const params = {
        name: 'mine',
        description: '升级前',
        backupStorageUuid: beijing(scene('CreateDatabaseBackup')),
        userTags: ['keep'],
        resourceUuid: '0123456789ab4cdeaf0123456789abcd',
      };
      const at = scene('CreateDatabaseBackup', params);
      const effect = effectOf(registry, at.api);
      expect(effect?.duration(at)).toBeGreaterThan(2000);
      const begun = effect?.begin?.(at);
      const backup = { uuid: params.resourceUuid, name: 'mine', description: '升级前', state: 'Enabled' };
      expect(find(at, 'DatabaseBackup', params.resourceUuid)).toMatchObject({ ...backup, status: 'Creating', size: 0 });
      const before = Number(find(at, 'BackupStorage', params.backupStorageUuid)?.availableCapacity);

      const later = { ...at, now: '2026-03-12 10:30:06' };
      const reply = effect?.finish(later, begun);
      expect(reply).toMatchObject({
        inventory: {
          ...backup,
          status: 'Ready',
          lastOpDate: 'Mar 12, 2026 10:30:06 AM',
          backupStorageRefs: [{ backupStorageUuid: params.backupStorageUuid, status: 'Ready' }],
        },
      });
      const { size } = (reply as { inventory: { size: number } }).inventory;
      expect(size).toBeGreaterThan(200_000_000);
      expect(Number(find(at, 'BackupStorage', params.backupStorageUuid)?.availableCapacity)).toBe(before - size);
      expect(first(at, 'UserTag', { resourceUuid: params.resourceUuid })?.tag).toBe('keep');
      expect(where(at, 'AccountResourceRef', { resourceUuid: params.resourceUuid })).toEqual([]);
    }));

  it('leaves nothing when it is undone', () =>
    inCloud(({ scene, registry }) => {
      const at = scene('CreateDatabaseBackup', {
        name: 'mine',
        userTags: ['keep'],
        backupStorageUuid: beijing(scene('CreateDatabaseBackup')),
      });
      const effect = effectOf(registry, at.api);
      const begun = effect?.begin?.(at) ?? null;
      effect?.undo?.(at, begun);
      expect(find(at, 'DatabaseBackup', String(begun))).toBeUndefined();
      expect(first(at, 'UserTag', { resourceUuid: String(begun) })).toBeUndefined();
      expect(first(at, 'AccountResourceRef', { resourceUuid: String(begun) })).toBeUndefined();
    }));

  it('is refused where the backup storage cannot take it', () =>
    inCloud(({ scene, run }) => {
      const archive = storage('bs-离线归档')(scene('CreateDatabaseBackup'));
      expect(() => run('CreateDatabaseBackup', { name: 'mine', backupStorageUuid: archive })).toThrow(
        'is Disabled and Disconnected',
      );
      expect(first(scene('CreateDatabaseBackup'), 'DatabaseBackup', { name: 'mine' })).toBeUndefined();
    }));
});

describe('deleting a database backup', () => {
  it('takes it from one backup storage, then from the last, and is gone with its tags', () =>
    inCloud(({ scene, run }) => {
      const tables = scene('DeleteDatabaseBackup');
      const uuid = String(first(tables, 'DatabaseBackup', { name: 'nightly-2026-01-01' })?.uuid);
      const refs = () => where(tables, 'DatabaseBackupStorageRef', { databaseBackupUuid: uuid });
      expect(refs()).toHaveLength(2);
      expect(run('DeleteDatabaseBackup', { uuid, backupStorageUuids: [beijing(tables)] })).toEqual({});
      expect(refs()).toHaveLength(1);
      expect(find(tables, 'DatabaseBackup', uuid)).toBeDefined();
      expect(run('DeleteDatabaseBackup', { uuid })).toEqual({});
      expect(refs()).toEqual([]);
      expect(find(tables, 'DatabaseBackup', uuid)).toBeUndefined();
      expect(where(tables, 'UserTag', { resourceUuid: uuid })).toEqual([]);
      expect(where(tables, 'AccountResourceRef', { resourceUuid: uuid })).toEqual([]);
      expect(where(tables, 'DatabaseBackup')).toHaveLength(29);
    }));
});
