import { Failure } from '../fault.ts';
import type { SqlRow, SqlValue } from '../sqlite.ts';
import { find, type Tables, update } from './rows.ts';

/** The storage's row; throws `Failure` where nothing can be written to it. */
export function requireUsable(tables: Tables, uuid: string): SqlRow {
  const storage = find(tables, 'BackupStorage', uuid);
  if (!storage) throw new Failure('SYS.1003', `backup storage[uuid:${uuid}] not found`);
  if (storage.status === 'Connected' && storage.state === 'Enabled') return storage;
  throw new Failure(
    'SYS.1006',
    `backup storage[uuid:${uuid}] is ${storage.state} and ${storage.status}, it must be Enabled and Connected`,
  );
}

/** Writes so many bytes; a negative size gives them back. */
export function takeBackupStorage(tables: Tables, uuid: SqlValue | undefined, size: SqlValue): void {
  const available = find(tables, 'BackupStorage', uuid)?.availableCapacity ?? 0;
  update(tables, 'BackupStorage', { uuid: uuid ?? null }, { availableCapacity: BigInt(available) - BigInt(size ?? 0) });
}

export function pathOn(storage: SqlRow, folder: string, file: string): string {
  return storage.type === 'SftpBackupStorage' ? `/zstack_bs/${folder}/${file}` : `zstore://${folder}/${file}`;
}

/** Where an exported file can be downloaded. */
export function exportUrl(storage: SqlRow, file: string): string {
  return `http://${storage.hostname ?? '127.0.0.1'}:8001/export/${file}`;
}
