import { crc32 } from 'node:zlib';
import { type Child, type Head, keys, type List, stem, unsummed } from './keys.ts';
import type { Data, Inventory, Join, Metric, Route } from './types.ts';

/**
 * One file for all look-ups: lines `key<TAB>json` sorted by the bytes of their key. The first line is the `Head`, the
 * long lists follow, then one line per key that holds all records of that key. Throws where a key would break a line.
 */
export function pack(data: Data): Uint8Array {
  const lists = Object.entries(listsOf(data)).map(([list, value]) => [list as List, line(`*${list}`, value)] as const);
  const records = [...recordsOf(data)].map(([key, value]) => line(key, value)).sort(Buffer.compare);
  const body = Buffer.concat([...lists.map(([, bytes]) => bytes), ...records]);
  const head: Head = {
    release: data.common.release,
    lists: lists.map(([list, bytes]) => [list, bytes.length]),
    size: body.length,
    sum: 0,
  };
  return Buffer.concat([line('*', { ...head, sum: crc32(body, crc32(unsummed(head))) }), body]);
}

function listsOf(data: Data): { readonly [K in List]: unknown } {
  return {
    apis: data.apis.map((api) => api.name),
    common: data.common,
    errors: data.errors.map((error) => error.code),
    inventories: data.inventories.map((inventory) => inventory.name),
    metrics: [...new Set(data.metrics.map((metric) => metric.namespace))],
    routes: routesOf(data).map(({ method, path, api }) => [method, path, api]),
  };
}

function recordsOf(data: Data): ReadonlyMap<string, readonly unknown[]> {
  const records = new Map<string, unknown[]>();
  const add = (key: string, record: unknown) => {
    const same = records.get(key);
    if (same) same.push(record);
    else records.set(key, [record]);
  };
  const inventoryOf = new Map(data.inventories.map((inventory) => [inventory.name, inventory]));
  for (const api of data.apis) add(keys.api(api.name), api);
  for (const api of data.removed) add(keys.removed(api.name), api);
  for (const struct of data.structs) add(keys.struct(struct.name), struct);
  for (const each of data.enums) add(keys.enumType(each.name), each);
  for (const error of data.errors) add(keys.error(error.code), error);
  for (const metric of distinct(data.metrics)) add(keys.metrics(metric.namespace), metric);
  for (const inventory of data.inventories) {
    const { name, resource, parent, parentType } = inventory;
    add(keys.inventory(name), { ...inventory, joins: joinsOf(inventory, inventoryOf) });
    if (resource !== stem(name)) add(keys.entity(resource), name);
    if (parent !== undefined && parentType !== undefined)
      add(keys.children(parent), [parent, parentType, name] satisfies Child);
  }
  return records;
}

/**
 * Own joins, then those of the superclass and the parent that are not there yet: a subclass inherits all joins and
 * aliases. Source: ZQLMetadata.java, ZStack 5.2.1.
 */
function joinsOf(
  inventory: Inventory,
  inventoryOf: ReadonlyMap<string, Inventory>,
  below: readonly Inventory[] = [],
): readonly Join[] {
  const joins = new Map(inventory.joins.map((join) => [join.name, join]));
  for (const name of [inventory.extends, inventory.parent]) {
    const base = inventoryOf.get(name ?? '');
    if (!base || base === inventory || below.includes(base)) continue;
    for (const join of joinsOf(base, inventoryOf, [...below, inventory]))
      if (!joins.has(join.name)) joins.set(join.name, { inherited: base.name, ...join });
  }
  return [...joins.values()];
}

/** The facts list a few metrics twice. */
function distinct(metrics: readonly Metric[]): readonly Metric[] {
  return [...new Map(metrics.map((metric) => [JSON.stringify(metric), metric])).values()];
}

function routesOf(data: Data): readonly Route[] {
  return data.apis.flatMap(({ name: api, method, path, optionalPaths = [] }) =>
    method === undefined || path === undefined ? [] : [path, ...optionalPaths].map((path) => ({ method, path, api })),
  );
}

function line(key: string, value: unknown): Buffer {
  if (/[\u0000-\u001f]/.test(key)) throw new Error(`a control character in the key ${JSON.stringify(key)}`);
  return Buffer.from(`${key}\t${JSON.stringify(value)}\n`);
}
