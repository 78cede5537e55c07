import { undamaged } from './damage.ts';
import type { Source } from './file.ts';
import { type Child, keys, type List, stem } from './keys.ts';
import { type Lines, openLines } from './lines.ts';
import type {
  Api,
  Common,
  EnumType,
  ErrorCode,
  Field,
  Inventory,
  Join,
  Metric,
  Param,
  RemovedApi,
  Route,
  Struct,
  StructField,
} from './types.ts';

/**
 * Look-ups over the packed registry. Names of records are found exactly, else without case; fields, joins and values of
 * type fields are compared exactly, as the server does.
 */
export interface Registry {
  /** Version of ZStack that the facts were read from. */
  readonly release: string;
  /** What all APIs share: parameters of queries, operators, tag fields, header names. */
  common(): Common;
  /** Every API, sorted. */
  apiNames(): readonly string[];
  api(name: string): Api | undefined;
  /** APIs whose name contains the text, without case. */
  apisContaining(text: string): readonly string[];
  /** With or without the ending `Inventory`; also by entity name (`resource`). Joins are complete, inherited ones too. */
  inventory(name: string): Inventory | undefined;
  inventoryNames(): readonly string[];
  /** What a query API answers. */
  queried(api: Api): Inventory | undefined;
  struct(name: string): Struct | undefined;
  enumType(name: string): EnumType | undefined;
  error(code: string): ErrorCode | undefined;
  errorCodes(): readonly string[];
  /** Each metric once. */
  metrics(namespace: string): readonly Metric[];
  metricNamespaces(): readonly string[];
  removed(name: string): RemovedApi | undefined;
  /** Follows joins one after the other; aliases lead to where their path ends. */
  walk(from: Inventory, joins: readonly string[]): Inventory | undefined;
  /** The joins that really are followed on that way: aliases are replaced by the joins of their path. */
  hops(from: Inventory, joins: readonly string[]): readonly Join[] | undefined;
  join(from: Inventory, name: string): Join | undefined;
  field(of: Inventory, name: string): Field | undefined;
  /** Inventories that have this one as parent; their own children are not among them. */
  children(of: Inventory): readonly Inventory[];
  /** The child that a value of the type field selects. Source: ZQLMetadata.java, ZStack 5.2.1. */
  child(of: Inventory, type: string): Inventory | undefined;
  /** What a uuid field or parameter points to, guesses included; a field's inventory lets its joins tell as well. */
  referenced(by: Field | Param | StructField, of?: Inventory): Inventory | undefined;
  /** Every record of a kind as the JSON text of a list of those that share a key: much to search in, little to parse. */
  texts(kind: 'api' | 'inventory' | 'error' | 'metrics'): readonly string[];
  /** Every REST mapping; several APIs may share one. */
  routes(): readonly Route[];
  /** Whether every byte is as it was packed; reads them all. */
  isWhole(): boolean;
}

/**
 * Reads nothing before the first look-up and parses nothing that is not asked for; each record is parsed once. Every look-up
 * throws `program-damaged` on what cannot be read.
 */
export function openRegistry(source: Source): Registry {
  let opened: Lines | undefined;
  const parsed = new Map<string, unknown>();
  const lines = () => {
    opened ??= undamaged(() => openLines(source));
    return opened;
  };
  const once = <T>(key: string, json: () => string | undefined): T | undefined => {
    const known = parsed.get(key);
    if (known !== undefined) return known as T;
    const found = undamaged(json);
    if (found === undefined) return undefined;
    const value: T = undamaged(() => JSON.parse(found));
    parsed.set(key, value);
    return value;
  };
  const list = <T>(name: List): T => once<T>(`*${name}`, () => lines().list(name)) as T;
  const records = <T>(key: string): readonly T[] => once<readonly T[]>(key, () => lines().find(key)) ?? [];
  const named = <T extends { readonly name: string }>(key: string, name: string): T | undefined => {
    const same = records<T>(key);
    return same.find((record) => record.name === name) ?? same[0];
  };

  const registry: Registry = {
    get release() {
      return lines().head.release;
    },
    common: () => list('common'),
    apiNames: () => list('apis'),
    api: (name) => named(keys.api(name), name),
    apisContaining: (text) => {
      const wanted = text.toLowerCase();
      return registry.apiNames().filter((name) => name.toLowerCase().includes(wanted));
    },
    inventory: (name) => {
      const found = named<Inventory>(keys.inventory(name), `${stem(name)}Inventory`);
      if (found) return found;
      const [byEntity] = records<string>(keys.entity(name));
      return byEntity === undefined ? undefined : registry.inventory(byEntity);
    },
    inventoryNames: () => list('inventories'),
    queried: (api) => (api.inventory === undefined ? undefined : registry.inventory(api.inventory)),
    struct: (name) => named(keys.struct(name), name),
    enumType: (name) => named(keys.enumType(name), name),
    error: (code) => {
      const same = records<ErrorCode>(keys.error(code));
      return same.find((error) => error.code === code) ?? same[0];
    },
    errorCodes: () => list('errors'),
    metrics: (namespace) => records(keys.metrics(namespace)),
    metricNamespaces: () => list('metrics'),
    removed: (name) => named(keys.removed(name), name),
    walk: (from, joins) => {
      const hops = registry.hops(from, joins);
      const last = hops?.at(-1);
      return last ? registry.inventory(last.to) : hops && from;
    },
    hops: (from, joins) => hopsOf(registry, from, joins),
    join: (from, name) => from.joins.find((join) => join.name === name),
    field: (of, name) => of.fields.find((field) => field.name === name),
    children: (of) => childrenOf(of).flatMap(([, , name]) => registry.inventory(name) ?? []),
    child: (of, type) => {
      const child = childrenOf(of).find(([, value]) => value === type);
      return child && registry.inventory(child[2]);
    },
    referenced: (by, of) => {
      const entity = entityOf(by);
      if (entity !== undefined) return registry.inventory(entity);
      const [target, ...others] = new Set(of?.joins.filter((join) => isKey(by, join)).map((join) => join.to));
      return target === undefined || others.length > 0 ? undefined : registry.inventory(target);
    },
    texts: (kind) => undamaged(() => lines().all(`${kind}:`)),
    routes: () =>
      list<readonly (readonly [method: string, path: string, api: string])[]>('routes').map(([method, path, api]) => ({
        method,
        path,
        api,
      })),
    isWhole: () => lines().isWhole(),
  };
  const childrenOf = (of: Inventory) => records<Child>(keys.children(of.name)).filter(([parent]) => parent === of.name);
  return registry;
}

/** An alias is replaced by its path before it is looked for among the joins. Source: ZQLMetadata.java, ZStack 5.2.1. */
function hopsOf(registry: Registry, from: Inventory, names: readonly string[]): readonly Join[] | undefined {
  const hops: Join[] = [];
  let at = from;
  for (const name of names) {
    const join = registry.join(at, name);
    const next = join && registry.inventory(join.to);
    if (!next) return undefined;
    const path = (join.alias ?? join.aliasGuess)?.split('.');
    const way = path ? plainHops(registry, at, path) : [join];
    if (!way) return undefined;
    hops.push(...way);
    at = next;
  }
  return hops;
}

/** The path of an alias holds no further alias. */
function plainHops(registry: Registry, from: Inventory, names: readonly string[]): readonly Join[] | undefined {
  let at: Inventory | undefined = from;
  const hops = names.map((name) => {
    const join: Join | undefined = at && registry.join(at, name);
    at = join && registry.inventory(join.to);
    return join;
  });
  return hops.every((hop) => hop !== undefined) ? hops : undefined;
}

/** The column that a join to one other row goes by. */
function isKey(field: { readonly name: string }, { fk }: Join): boolean {
  return fk?.self === field.name && fk.target === 'uuid' && field.name !== 'uuid';
}

function entityOf(by: Field | Param | StructField): string | undefined {
  if ('ref' in by) return by.ref;
  if ('resource' in by) return by.resource;
  return 'resourceGuess' in by ? by.resourceGuess : undefined;
}
