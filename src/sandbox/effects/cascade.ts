import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import type { Scene } from '../effect.ts';
import { ensureTable, placeOf, quote, rootOf } from '../schema.ts';
import type { SqlRow } from '../sqlite.ts';
import { strip } from './belongings.ts';
import { giveBackHost, giveBackStorage } from './capacity.ts';
import { createdBy } from './created.ts';
import { isLink, type Pointer, pointersInto } from './references.ts';
import { find, inventoryOf, remove, type Tables, update, where } from './rows.ts';

/**
 * Takes a resource out of the tables with all that cannot be without it. What can be without it forgets it; links and
 * tags go.
 */
export function removeResource(scene: Scene, inventory: Inventory, uuid: string): void {
  removeFrom(scene, tablesOf(scene), inventory, uuid);
}

function removeFrom(scene: Scene, tables: ReadonlySet<string>, inventory: Inventory, uuid: string): void {
  const root = rootOf(scene.registry, inventory);
  const row = find(scene, root.name, uuid);
  if (!row) return;
  farewells[root.resource]?.(scene, row);
  remove(scene, root.name, { uuid });
  strip(scene, uuid);
  for (const [column, name] of Object.entries(wholes[root.resource] ?? {})) {
    const part = row[column] ?? null;
    if (part !== null) removeFrom(scene, tables, inventoryOf(scene, name), String(part));
  }
  for (const pointer of pointersInto(scene.registry, root))
    if (tables.has(rootOf(scene.registry, pointer.of).resource)) forget(scene, tables, pointer, uuid);
}

function forget(scene: Scene, tables: ReadonlySet<string>, { of, column }: Pointer, uuid: string): void {
  const { db, registry } = scene;
  ensureTable(db, registry, of);
  const { table } = placeOf(registry, of);
  if (isLink(of)) db.run(`DELETE FROM ${table} WHERE ${quote(column)} = ?`, [uuid]);
  else if (isPart(registry, { of, column }))
    for (const row of where(scene, of.name, { [column]: uuid })) removeFrom(scene, tables, of, String(row.uuid));
  else db.run(`UPDATE ${table} SET ${quote(column)} = NULL WHERE ${quote(column)} = ?`, [uuid]);
}

/** Whether a row cannot be without what its column points to: an API that creates such rows insists on it. */
export function isPart(registry: Registry, { of, column }: Pointer): boolean {
  const { resource } = rootOf(registry, of);
  const told = parts[resource]?.[column];
  return told ?? requirements(registry).has(`${resource}.${column}`);
}

/** Columns of parts that no API creates by itself, and those that the server clears although they were required. */
const parts: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  VmInstance: {
    zoneUuid: true,
    clusterUuid: true,
    rootVolumeUuid: true,
    hostUuid: false,
    lastHostUuid: false,
    imageUuid: false,
  },
  VmNic: { vmInstanceUuid: true, l3NetworkUuid: true },
  VmCdRom: { vmInstanceUuid: true, isoUuid: false },
  UsedIp: { l3NetworkUuid: true, ipRangeUuid: true, vmNicUuid: true },
  Volume: { primaryStorageUuid: true, vmInstanceUuid: false, diskOfferingUuid: false, rootImageUuid: false },
  VolumeSnapshot: { volumeUuid: true, treeUuid: true },
  VolumeSnapshotTree: { volumeUuid: true },
  Eip: { vmNicUuid: false },
  PortForwardingRule: { vmNicUuid: false },
  Vip: { usedIpUuid: false },
};

/** What happens before the row of an entity goes. */
const farewells: Readonly<Record<string, (tables: Tables, row: SqlRow) => void>> = {
  Host: (tables, { uuid = null }) =>
    void update(tables, 'VmInstance', { hostUuid: uuid }, { state: 'Stopped', hostUuid: null }),
  VmInstance: giveBackHost,
  Volume: giveBackStorage,
  VolumeSnapshot: giveBackStorage,
};

/** Columns of a whole that point to parts of it. */
const wholes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  VmInstance: { rootVolumeUuid: 'Volume' },
  Vip: { usedIpUuid: 'UsedIp' },
};

const required = new WeakMap<Registry, ReadonlySet<string>>();

function requirements(registry: Registry): ReadonlySet<string> {
  const known = required.get(registry);
  if (known) return known;
  const found = registry.apiNames().flatMap((name) => {
    const api = registry.api(name);
    const created = api && createdBy(registry, api);
    if (!api || !created) return [];
    const { resource } = rootOf(registry, created);
    return api.params.filter((param) => param.required).map((param) => `${resource}.${param.name}`);
  });
  required.set(registry, new Set(found));
  return new Set(found);
}

/** Names of the tables that are there. */
function tablesOf({ db }: Scene): ReadonlySet<string> {
  return new Set(db.all(`SELECT name FROM sqlite_master WHERE type = 'table'`).map(({ name }) => String(name)));
}
