import type { Registry } from '../registry/registry.ts';
import type { Field, Inventory } from '../registry/types.ts';
import { lineageOf } from './schema.ts';

/** A field whose value is in rows of another inventory, or is kept apart from the entity's own columns. */
export interface Virtual {
  readonly inventory: Inventory;
  /** The column that holds the uuid of the row that has the field. */
  readonly key: string;
  readonly column: string;
  /** Columns of which one must be there for the row to be there. */
  readonly present: readonly string[];
  /** A list that is left out when nothing is in it. */
  readonly nullable: boolean;
}

/** A field that shows other rows whole: a list of them, or one. */
export interface Collection {
  readonly inventory: Inventory;
  /** A column of the row that has the field. */
  readonly self: string;
  /** The column of the shown rows that holds the same. */
  readonly target: string;
  readonly single: boolean;
}

/** Where a virtual column is; `undefined` for every other field. */
export function virtualOf(registry: Registry, inventory: Inventory, field: string): Virtual | undefined {
  for (const { name } of lineageOf(registry, inventory)) {
    const together = apart[name];
    if (together?.includes(field)) return { inventory, key: 'uuid', column: field, present: together, nullable: true };
    const list = lists[name]?.[field];
    const at = list && registry.inventory(list.inventory);
    if (list && at) return { ...list, inventory: at, present: [], nullable: list.nullable ?? false };
  }
  return undefined;
}

/** Where the rows are that a field shows; `undefined` for a column, and where nobody knows. */
export function collectionOf(registry: Registry, inventory: Inventory, field: Field): Collection | undefined {
  if (field.type !== 'list' && field.type !== 'object') return undefined;
  const join = inventory.joins.find(({ name }) => name === field.name);
  const name = join?.to ?? field.elem;
  const shown = name === undefined ? undefined : registry.inventory(name);
  if (!shown) return undefined;
  const single = field.type === 'object';
  const derived = single
    ? { self: `${field.name}Uuid`, target: 'uuid' }
    : { self: 'uuid', target: keyTo(registry, shown, inventory) };
  const { self, target } = (join ? join.fk : derived) ?? {};
  return self !== undefined && target !== undefined && has(inventory, self) && has(shown, target)
    ? { inventory: shown, self, target, single }
    : undefined;
}

function has(inventory: Inventory, column: string): boolean {
  return inventory.fields.some(({ name }) => name === column);
}

/** The column of those rows that points to this inventory. */
function keyTo(registry: Registry, shown: Inventory, inventory: Inventory): string | undefined {
  const lineage = lineageOf(registry, inventory).map(({ name }) => name);
  const found = shown.fields.filter((field) => {
    const pointed = field.name === 'uuid' ? undefined : registry.referenced(field, shown);
    return pointed !== undefined && lineage.includes(pointed.name);
  });
  return found.length === 1 ? found[0]?.name : undefined;
}

/**
 * Columns of another entity with the same uuid, which has all of them or is not there. They can be compared, and be
 * neither selected nor sorted by. Source: HostInventory.java, PrimaryStorageInventory.java, ZStack 5.2.1.
 */
const apart: Readonly<Record<string, readonly string[]>> = {
  HostInventory: [
    'totalCpuCapacity',
    'availableCpuCapacity',
    'cpuSockets',
    'cpuNum',
    'totalMemoryCapacity',
    'availableMemoryCapacity',
  ],
  PrimaryStorageInventory: [
    'totalCapacity',
    'availableCapacity',
    'totalPhysicalCapacity',
    'availablePhysicalCapacity',
    'systemUsedCapacity',
  ],
};

interface StringList {
  readonly inventory: string;
  readonly key: string;
  readonly column: string;
  readonly nullable?: boolean;
}

/** Lists of strings. Sources: the inventories' `@Queryable` and the entities' `@OneToMany`, ZStack 5.2.1. */
const lists: Readonly<Record<string, Readonly<Record<string, StringList>>>> = {
  BackupStorageInventory: {
    attachedZoneUuids: { inventory: 'BackupStorageZoneRefInventory', key: 'backupStorageUuid', column: 'zoneUuid' },
  },
  PrimaryStorageInventory: {
    attachedClusterUuids: {
      inventory: 'PrimaryStorageClusterRefInventory',
      key: 'primaryStorageUuid',
      column: 'clusterUuid',
    },
  },
  L2NetworkInventory: {
    attachedClusterUuids: { inventory: 'L2NetworkClusterRefInventory', key: 'l2NetworkUuid', column: 'clusterUuid' },
  },
  L3NetworkInventory: {
    dns: { inventory: 'L3NetworkDnsInventory', key: 'l3NetworkUuid', column: 'dns' },
  },
  NetworkServiceProviderInventory: {
    networkServiceTypes: {
      inventory: 'NetworkServiceTypeInventory',
      key: 'networkServiceProviderUuid',
      column: 'type',
    },
    attachedL2NetworkUuids: {
      inventory: 'NetworkServiceProviderL2NetworkRefInventory',
      key: 'networkServiceProviderUuid',
      column: 'l2NetworkUuid',
    },
  },
  SecurityGroupInventory: {
    attachedL3NetworkUuids: {
      inventory: 'SecurityGroupL3NetworkRefInventory',
      key: 'securityGroupUuid',
      column: 'l3NetworkUuid',
    },
  },
  VipInventory: {
    peerL3NetworkUuids: {
      inventory: 'VipPeerL3NetworkRefInventory',
      key: 'vipUuid',
      column: 'l3NetworkUuid',
      nullable: true,
    },
  },
  VirtualRouterVmInventory: {
    virtualRouterVips: { inventory: 'VirtualRouterVipInventory', key: 'virtualRouterVmUuid', column: 'uuid' },
  },
};
