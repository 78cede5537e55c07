import { accountTables } from './demo/accounts.ts';
import { backupStorageTables } from './demo/backup-storages.ts';
import { databaseBackupTables } from './demo/database-backups.ts';
import { imageTables } from './demo/images.ts';
import { loadBalancerTables } from './demo/load-balancers.ts';
import { loadOf, machineTables } from './demo/machines.ts';
import { networkTables } from './demo/networks.ts';
import { nicTables } from './demo/nics.ts';
import { ownershipTables } from './demo/ownership.ts';
import { places } from './demo/places.ts';
import { platformTables } from './demo/platform.ts';
import { primaryStorageTables } from './demo/primary-storages.ts';
import { securityGroupTables } from './demo/security-groups.ts';
import { snapshotTables, storedSnapshots } from './demo/snapshots.ts';
import type { SeedTable } from './demo/table.ts';
import { tagTables } from './demo/tags.ts';
import { vipTables } from './demo/vips.ts';
import { storedVolumes, volumeTables } from './demo/volumes.ts';

export type { SeedTable } from './demo/table.ts';

/**
 * A small cloud as it stood on the morning of 2026-03-12: two zones, eight hosts, forty virtual machines, thirty
 * database backups. Always the same rows. Each row is in the table of its most special inventory, found by
 * `parent` or `extends` in the registry (a KVM host in KVMHostInventory, not in HostInventory); collections and derived columns are left to the tables they come from.
 * Accounts have one column more than their inventory: `password`, the lower-case hex SHA-512 of the clear one.
 */
export function demo(): readonly SeedTable[] {
  const resources = [
    ...accountTables(),
    ...places(loadOf),
    ...primaryStorageTables([...storedVolumes, ...storedSnapshots]),
    ...backupStorageTables(),
    ...imageTables(),
    ...networkTables(),
    ...machineTables(),
    ...nicTables(),
    ...volumeTables(),
    ...snapshotTables(),
    ...vipTables(),
    ...securityGroupTables(),
    ...loadBalancerTables(),
    ...databaseBackupTables(),
    ...tagTables(),
    ...platformTables(),
  ];
  return [...resources, ...ownershipTables(resources)];
}
