import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import { crowd } from './indexes.ts';
import { ensureTable, lineageOf, lineageText } from './schema.ts';
import type { Db } from './sqlite.ts';

/**
 * Adds so many virtual machines (`load-0000001` …) to those of the seed, spread over its hosts, states and a year, always
 * the same. Written by SQLite itself, because a row at a time would take minutes for a million.
 */
export function plantMany(db: Db, registry: Registry, count: number): void {
  const inventory = registry.inventory('VmInstanceInventory') as Inventory;
  const hosts = registry.inventory('HostInventory') as Inventory;
  ensureTable(db, registry, hosts);
  db.run('CREATE TEMP TABLE IF NOT EXISTS place AS SELECT uuid, zoneUuid, clusterUuid FROM Host');
  const places = Number(db.first('SELECT count(*) AS n FROM temp.place')?.n);
  crowd(db, registry, inventory, () =>
    db.run(
      `INSERT INTO VmInstance (_lineage, uuid, name, description, zoneUuid, clusterUuid, hostUuid, memorySize, cpuNum,
         state, type, platform, hypervisorType, createDate, lastOpDate)
       WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
       SELECT ?, printf('%012x4000a000%012x', n, n),
         printf('load-%07d', n), NULL, zoneUuid, clusterUuid,
         CASE WHEN n % 10 < 8 THEN place.uuid END, (1 + n % 16) * 1073741824, 1 + n % 16,
         CASE WHEN n % 10 < 8 THEN 'Running' ELSE 'Stopped' END, 'UserVm', 'Linux', 'KVM',
         datetime('2025-01-01', printf('+%d seconds', n * 31)), datetime('2025-01-01', printf('+%d seconds', n * 31))
       FROM number LEFT JOIN temp.place ON place.rowid = 1 + n % max(?, 1)`,
      [count, lineageText(lineageOf(registry, inventory)), places],
    ),
  );
  db.run('DROP TABLE temp.place');
}
