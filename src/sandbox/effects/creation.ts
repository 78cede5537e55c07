import type { Registry } from '../../registry/registry.ts';
import type { Api, Inventory } from '../../registry/types.ts';
import type { Effect, Scene } from '../effect.ts';
import { equip } from './belongings.ts';
import { removeResource } from './cascade.ts';
import { createdBy } from './created.ts';
import { columnValue, defaults, transient } from './defaults.ts';
import { link, linkOf } from './links.ts';
import { choosesUuid, pointersTo, referencesOf } from './references.ts';
import { show } from './reply.ts';
import { find, insert, update, type Values } from './rows.ts';

/** An API that makes one resource out of its parameters. */
export function creation(registry: Registry, api: Api): Effect | undefined {
  const inventory = createdBy(registry, api);
  if (!inventory) return undefined;
  const passing = transient(inventory);
  return {
    duration: () => (passing ? 2000 : 300),
    begin: (scene) => {
      const of = variantOf(scene, inventory);
      const row = rowOf(scene, of);
      insert(scene, of.name, { ...row, ...passing });
      equip(scene, of, String(row.uuid));
      linkLists(scene, of, String(row.uuid));
      return { uuid: String(row.uuid), ...(passing && { status: String(row.status) }) };
    },
    finish: (scene, begun) => {
      const { uuid, status } = begun as { readonly uuid: string; readonly status?: string };
      if (status !== undefined) update(scene, inventory.name, { uuid }, { status, lastOpDate: scene.now });
      const shown = show(scene, inventory.name, uuid);
      return api.result?.inventory === undefined ? {} : { inventory: shown };
    },
    undo: (scene, begun) => removeResource(scene, inventory, (begun as { readonly uuid: string }).uuid),
  };
}

/** A row out of the parameters that are named like its columns, the resources that they point to, and defaults. */
export function rowOf(scene: Scene, inventory: Inventory): Values & { readonly uuid: string } {
  const { params } = scene.call;
  const given = inventory.fields.flatMap((field) =>
    params[field.name] === undefined ||
    (field.type === 'list' && inventory.joins.some(({ name }) => name === field.name))
      ? []
      : [[field.name, columnValue(field, params[field.name])] as const],
  );
  const type = inventory.parentType === undefined ? {} : typeOf(scene, inventory);
  const row = { ...defaults(scene, inventory), ...pointed(scene, inventory), ...Object.fromEntries(given), ...type };
  const uuid = String((choosesUuid(scene.api) ? params.resourceUuid : undefined) ?? scene.uuid());
  return { ...inherited(scene, inventory, row), uuid };
}

/** The special inventory that the value of a type parameter selects. */
function variantOf(scene: Scene, inventory: Inventory): Inventory {
  const type = inventory.typeField === undefined ? undefined : scene.call.params[inventory.typeField];
  return (typeof type === 'string' && scene.registry.child(inventory, type)) || inventory;
}

function typeOf({ registry }: Scene, inventory: Inventory): Values {
  const typeField = registry.inventory(inventory.parent ?? '')?.typeField;
  return typeField === undefined ? {} : { [typeField]: inventory.parentType ?? null };
}

/** References whose column has another name than their parameter. */
function pointed(scene: Scene, inventory: Inventory): Values {
  const { api, registry, call } = scene;
  const others = referencesOf(registry, api).flatMap(({ param, inventory: target }) => {
    const value = call.params[param.name];
    const [column, ...more] = pointersTo(registry, inventory, target);
    return typeof value !== 'string' || !column || more.length > 0 ? [] : [[column.name, value] as const];
  });
  return Object.fromEntries(others);
}

/** What a resource has from those it belongs to. */
function inherited(scene: Scene, inventory: Inventory, row: Values): Values {
  const parents = inventory.fields.flatMap((field) => {
    const target = scene.registry.referenced(field, inventory);
    const parent = target && find(scene, target.name, String(row[field.name]));
    return parent ? [parent] : [];
  });
  const wanted = heirlooms.filter((name) => inventory.fields.some((field) => field.name === name));
  const found = wanted.flatMap((name) => {
    const value = parents.map((parent) => parent[name] ?? null).find((each) => each !== null);
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  const given = Object.entries(row).filter(([, value]) => value !== null);
  return { ...row, ...Object.fromEntries(found), ...Object.fromEntries(given) };
}

const heirlooms = ['zoneUuid', 'clusterUuid', 'primaryStorageUuid', 'hypervisorType', 'architecture', 'ipVersion'];

/** Lists of other resources, which a table of links keeps. */
function linkLists(scene: Scene, inventory: Inventory, uuid: string): void {
  for (const { param, inventory: other } of referencesOf(scene.registry, scene.api)) {
    const value = scene.call.params[param.name];
    const found = Array.isArray(value) ? linkOf(scene.registry, inventory, other) : undefined;
    if (found && Array.isArray(value)) for (const each of value) link(scene, found, uuid, String(each));
  }
}
