import type { SqlRow, SqlValue } from '../sqlite.ts';
import { find, findAll, first, insert, remove, type Tables, update, where } from './rows.ts';

/** Gives a machine the processors and memory of a host, or gives them back with `-1`. */
export function takeHost(tables: Tables, host: SqlValue | undefined, machine: SqlRow, sign: 1 | -1 = 1): void {
  const row = find(tables, 'Host', host);
  if (!row) return;
  update(
    tables,
    'Host',
    { uuid: String(host) },
    {
      availableCpuCapacity: less(row.availableCpuCapacity, machine.cpuNum, sign),
      availableMemoryCapacity: less(row.availableMemoryCapacity, machine.memorySize, sign),
    },
  );
}

/** Writes so many bytes to a primary storage; on local storage also to the host they lie on. */
export function takeStorage(tables: Tables, storage: SqlValue | undefined, size: SqlValue, host?: SqlValue): void {
  const row = find(tables, 'PrimaryStorage', storage);
  if (!row) return;
  update(tables, 'PrimaryStorage', { uuid: String(storage) }, taken(row, size));
  if (row.type !== 'LocalStorage' || host === undefined || host === null) return;
  const key = { primaryStorageUuid: String(storage), hostUuid: host };
  const share = first(tables, 'LocalStorageHostRef', key);
  if (share) update(tables, 'LocalStorageHostRef', key, taken(share, size));
}

/** Says on which host something of local storage lies. */
export function placeLocally(
  tables: Tables & { readonly now: string },
  resource: SqlRow,
  type: string,
  host: SqlValue,
): void {
  if (find(tables, 'PrimaryStorage', resource.primaryStorageUuid)?.type !== 'LocalStorage') return;
  insert(tables, 'LocalStorageResourceRef', {
    resourceUuid: resource.uuid ?? null,
    primaryStorageUuid: resource.primaryStorageUuid ?? null,
    hostUuid: host,
    size: resource.size ?? 0,
    resourceType: type,
    createDate: tables.now,
    lastOpDate: tables.now,
  });
}

/** What a volume or snapshot took is free again. */
export function giveBackStorage(tables: Tables, { uuid = null, primaryStorageUuid, size = 0 }: SqlRow): void {
  const place = first(tables, 'LocalStorageResourceRef', { resourceUuid: uuid });
  takeStorage(tables, primaryStorageUuid, -BigInt(size ?? 0), place?.hostUuid);
  remove(tables, 'LocalStorageResourceRef', { resourceUuid: uuid });
}

/** What a machine that goes had of its host is free again. */
export function giveBackHost(tables: Tables, machine: SqlRow): void {
  if (machine.hostUuid ?? null) takeHost(tables, machine.hostUuid, machine, -1);
}

/** The primary storage of a cluster that has room for so many bytes. */
export function storageFor(tables: Tables, cluster: SqlValue | undefined, size: SqlValue): SqlRow | undefined {
  const attached = where(tables, 'PrimaryStorageClusterRef', { clusterUuid: cluster ?? null });
  const storages = findAll(
    tables,
    'PrimaryStorage',
    attached.map(({ primaryStorageUuid }) => primaryStorageUuid),
  );
  return storages.find(
    ({ state, status, availableCapacity }) =>
      state === 'Enabled' && status === 'Connected' && BigInt(availableCapacity ?? 0) >= BigInt(size ?? 0),
  );
}

function taken(row: SqlRow, size: SqlValue) {
  return {
    availableCapacity: less(row.availableCapacity, size, 1),
    availablePhysicalCapacity: less(row.availablePhysicalCapacity, size, 1),
  };
}

function less(from: SqlValue | undefined, amount: SqlValue | undefined, sign: 1 | -1): bigint {
  return BigInt(from ?? 0) - BigInt(sign) * BigInt(amount ?? 0);
}
