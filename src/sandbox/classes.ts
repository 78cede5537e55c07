import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory } from '../registry/types.ts';
import { type Json, writeJson } from './reply.ts';

type Reply = { readonly [key: string]: Json };

/**
 * The `schema` of a reply: the Java class of each inventory in it by its path. Which child an object is, its type field
 * tells. Source: JsonSchemaBuilder.java, ZStack 5.2.1.
 */
function schemaOf(registry: Registry, api: Api, reply: Reply): Reply {
  const classes = Object.entries(api.result ?? {}).flatMap(([key, type]) =>
    classesIn(registry, inventoryIn(registry, type), reply[key], key),
  );
  return Object.fromEntries(classes);
}

/** The body of a job that succeeded, with its `schema`. */
export function withSchema(registry: Registry, api: Api, body: string): string {
  const schema = writeJson({ schema: schemaOf(registry, api, JSON.parse(body)) }, true);
  return body === '{}' ? schema : `${schema.slice(0, -1)},${body.slice(1)}`;
}

function classesIn(
  registry: Registry,
  inventory: Inventory | undefined,
  value: Json,
  path: string,
): readonly (readonly [path: string, className: string])[] {
  if (!inventory || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((each, at) => classesIn(registry, inventory, each, `${path}[${at}]`));
  const object = value as Reply;
  const type = inventory.typeField === undefined ? undefined : object[inventory.typeField];
  const concrete = (typeof type === 'string' && registry.child(inventory, type)) || inventory;
  const inside = concrete.fields.flatMap((field) =>
    classesIn(registry, inventoryIn(registry, field.elem ?? ''), object[field.name], `${path}.${field.name}`),
  );
  return [[path, concrete.fullName ?? concrete.name], ...inside];
}

function inventoryIn(registry: Registry, type: string): Inventory | undefined {
  const name = /\b\w+Inventory\b/.exec(type)?.[0];
  return name === undefined ? undefined : registry.inventory(name);
}
