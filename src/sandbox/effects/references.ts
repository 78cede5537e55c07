import type { Registry } from '../../registry/registry.ts';
import type { Api, Field, Inventory, Param } from '../../registry/types.ts';
import { lineageOf, rootOf } from '../schema.ts';

/** A parameter that names resources, and of which inventory. */
export interface Reference {
  readonly param: Param;
  readonly inventory: Inventory;
}

/** A column that holds the uuid of another resource. */
export interface Pointer {
  /** The most general inventory that has the column. */
  readonly of: Inventory;
  readonly column: string;
}

/** References of an API, those in its path first; guesses are good enough to find rows by. */
export function referencesOf(registry: Registry, api: Api): readonly Reference[] {
  const found = api.params.flatMap((param) => {
    const known = registry.inventory(corrected[`${api.name}.${param.name}`] ?? '');
    const inventory = param.name === 'tagUuids' ? undefined : (known ?? registry.referenced(param));
    return inventory && hasUuid(inventory) ? [{ param, inventory }] : [];
  });
  const inPath = ({ param }: Reference) => isInPath(api, param.name);
  return [...found.filter(inPath), ...found.filter((each) => !inPath(each))];
}

/** Where the guesses of the facts lead astray. */
const corrected: Readonly<Record<string, string>> = {
  'AddIAM2VirtualIDsToGroup.groupUuid': 'IAM2VirtualIDGroup',
  'AddRolesToIAM2VirtualIDGroup.groupUuid': 'IAM2VirtualIDGroup',
  'ApplyMonitorTemplateToMonitorGroup.groupUuid': 'MonitorGroup',
  'AttachCCSCertificateToUser.certificateUuid': 'CCSCertificate',
  'AttachHybridEipToEcs.eipUuid': 'HybridEipAddress',
  'CreateEcsSecurityGroupRuleRemote.groupUuid': 'EcsSecurityGroup',
  'DetachHybridEipFromEcs.eipUuid': 'HybridEipAddress',
  'RemoveIAM2VirtualIDsFromGroup.groupUuid': 'IAM2VirtualIDGroup',
  'RemoveInstanceFromMonitorGroup.groupUuid': 'MonitorGroup',
  'RemoveRolesFromIAM2VirtualIDGroup.groupUuid': 'IAM2VirtualIDGroup',
  'RevokeMonitorTemplateFromMonitorGroup.groupUuid': 'MonitorGroup',
};

export function isInPath({ path = '' }: Api, param: string): boolean {
  return path.includes(`{${param}}`);
}

/** Whether `resourceUuid` is the uuid that the caller gives to a new resource. Source: APICreateMessage.java, ZStack 5.2.1. */
export function choosesUuid({ params }: Api): boolean {
  return ['resourceUuid', 'tagUuids'].every((name) => params.some((param) => param.name === name));
}

/** The inventory that an API answers with, alone. */
export function answered(registry: Registry, api: Api): Inventory | undefined {
  return registry.inventory(api.result?.inventory ?? '');
}

/** Whether they share a table: one is a special case of the other, or both of a third. */
export function isAkin(registry: Registry, one: Inventory, other: Inventory): boolean {
  return rootOf(registry, one).name === rootOf(registry, other).name;
}

/** Fields that hold the uuid of a resource of that kind. */
export function pointersTo(registry: Registry, of: Inventory, target: Inventory): readonly Field[] {
  return of.fields.filter((field) => {
    const pointed = canPoint(field) ? registry.referenced(field, of) : undefined;
    return pointed !== undefined && isAkin(registry, pointed, target);
  });
}

/** Inventories whose rows only say that two resources belong together. */
export function isLink(inventory: Inventory): boolean {
  return !hasUuid(inventory) || /(Ref|GroupUsage)Inventory$/.test(inventory.name);
}

export function hasUuid({ fields }: Inventory): boolean {
  return fields.some(({ name }) => name === 'uuid');
}

/** Every inventory of links. */
export function linkTables(registry: Registry): readonly Inventory[] {
  const known = links.get(registry);
  if (known) return known;
  const found = registry
    .inventoryNames()
    .flatMap((name) => registry.inventory(name) ?? [])
    .filter((each) => isLink(each));
  links.set(registry, found);
  return found;
}

const links = new WeakMap<Registry, readonly Inventory[]>();

/** All columns that point to rows of an inventory's table; a column that children share is there once. */
export function pointersInto(registry: Registry, target: Inventory): readonly Pointer[] {
  return indexOf(registry).get(rootOf(registry, target).name) ?? [];
}

function canPoint({ name, type }: Field): boolean {
  return type === 'string' && name !== 'uuid';
}

const indexes = new WeakMap<Registry, ReadonlyMap<string, readonly Pointer[]>>();

function indexOf(registry: Registry): ReadonlyMap<string, readonly Pointer[]> {
  const known = indexes.get(registry);
  if (known) return known;
  const index = new Map<string, Pointer[]>();
  const seen = new Set<string>();
  for (const inventory of registry.inventoryNames().flatMap((name) => registry.inventory(name) ?? [])) {
    for (const field of inventory.fields) {
      const { name: column } = field;
      const target = canPoint(field) ? registry.referenced(field, inventory) : undefined;
      const of = lineageOf(registry, inventory).find(({ fields }) => fields.some(({ name }) => name === column));
      if (!target || !of || seen.has(`${of.name} ${column}`)) continue;
      seen.add(`${of.name} ${column}`);
      const root = rootOf(registry, target).name;
      index.set(root, [...(index.get(root) ?? []), { of, column }]);
    }
  }
  indexes.set(registry, index);
  return index;
}
