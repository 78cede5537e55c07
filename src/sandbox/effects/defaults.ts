import type { Field, Inventory } from '../../registry/types.ts';
import type { Scene } from '../effect.ts';
import type { Json } from '../reply.ts';
import { kindOf, lineageOf } from '../schema.ts';
import type { SqlValue } from '../sqlite.ts';
import { first, type Tables, type Values, where } from './rows.ts';

/** Columns of a new row that the call says nothing of. */
export function defaults(scene: Scene, inventory: Inventory): Values {
  const named = lineageOf(scene.registry, inventory).map(({ resource }) => usual[resource] ?? {});
  const general = inventory.fields.map((field) => [field.name, defaultOf(scene, inventory, field)] as const);
  const known = general.filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(known) as Values), ...Object.assign({}, ...named) };
}

/** Where a resource is while it is being made; undefined where its kind knows no such thing. */
export function transient(inventory: Inventory): Values | undefined {
  const status = inventory.fields.find(({ name }) => name === 'status');
  const passing = status?.enum?.find((value) => value === 'Creating' || value === 'Connecting');
  return passing === undefined ? undefined : { status: passing };
}

/** What a parameter becomes in a column. */
export function columnValue(field: Field, value: Json): SqlValue | boolean {
  if (value === null || value === undefined) return null;
  if (kindOf(field) === 'json' || typeof value === 'object')
    return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? Number(each) : each));
  return value;
}

export function nextId(tables: Tables, name: string): number {
  return 1 + Math.max(0, ...where(tables, name).map(({ id }) => Number(id ?? 0)));
}

function defaultOf(scene: Scene, inventory: Inventory, field: Field): SqlValue | boolean | undefined {
  const { name, type } = field;
  if (name === 'createDate' || name === 'lastOpDate') return scene.now;
  if (name === 'id' && type !== 'string') return nextId(scene, inventory.name);
  if (name === 'state' || name === 'status') return best(field, name === 'state' ? 'Enabled' : 'Ready');
  if (name === 'accountUuid') return scene.call.accountUuid;
  if (name === 'managementNodeUuid') return first(scene, 'ManagementNode', {})?.uuid ?? undefined;
  return type === 'bool' ? false : undefined;
}

/** The value that says all is well; facts without an enumeration leave the usual one. */
function best({ enum: values }: Field, otherwise: string): string | undefined {
  if (!values) return otherwise;
  return healthy.find((value) => values.includes(value)) ?? values[0];
}

const healthy = [
  'Connected',
  'Ready',
  'Enabled',
  'enable',
  'Active',
  'Normal',
  'OK',
  'Available',
  'Running',
  'Attached',
  'Created',
  'Succeeded',
];

/** By entity. Source: the entity classes, ZStack 5.2.1. */
const usual: Readonly<Record<string, Values>> = {
  Zone: { type: 'zstack' },
  Cluster: { type: 'zstack', managementNodeUuid: null },
  BackupStorage: { totalCapacity: 2 * 1024 ** 4, availableCapacity: 2 * 1024 ** 4, status: 'Connected' },
  PrimaryStorage: {
    totalCapacity: 2 * 1024 ** 4,
    availableCapacity: 2 * 1024 ** 4,
    totalPhysicalCapacity: 2 * 1024 ** 4,
    availablePhysicalCapacity: 2 * 1024 ** 4,
    systemUsedCapacity: 0,
    status: 'Connected',
  },
  Host: {
    status: 'Connected',
    hypervisorType: 'KVM',
    architecture: 'x86_64',
    cpuNum: 16,
    cpuSockets: 2,
    totalCpuCapacity: 160,
    availableCpuCapacity: 160,
    totalMemoryCapacity: 64 * 1024 ** 3,
    availableMemoryCapacity: 64 * 1024 ** 3,
  },
  InstanceOffering: {
    type: 'UserVm',
    sortKey: 0,
    cpuSpeed: 0,
    reservedMemorySize: 0,
    allocatorStrategy: 'LeastVmPreferredHostAllocatorStrategy',
  },
  DiskOffering: {
    type: 'DefaultDiskOfferingType',
    sortKey: 0,
    allocatorStrategy: 'DefaultPrimaryStorageAllocationStrategy',
  },
  L3Network: { type: 'L3BasicNetwork', category: 'Private', ipVersion: 4 },
  VmNic: { type: 'VNIC', driverType: 'virtio', hypervisorType: 'KVM' },
  Image: { type: 'zstack' },
  Account: { type: 'Normal', state: 'Enabled' },
  Alarm: { status: 'OK' },
};
