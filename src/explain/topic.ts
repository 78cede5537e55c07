import { CliError, type Span } from '../errors.ts';
import { spanWithin, type Word } from '../language/words.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import type {
  Api,
  EnumType,
  ErrorCode,
  Field,
  Inventory,
  Metric,
  Param,
  RemovedApi,
  Struct,
  StructField,
} from '../registry/types.ts';
import { partedParams } from './api.ts';
import { shortName, type ViaJoins } from './inventory.ts';

/** What somebody may want to read about. */
export type Topic =
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'api'; readonly api: Api }
  | { readonly kind: 'removed'; readonly api: RemovedApi }
  | { readonly kind: 'parameter'; readonly api: Api; readonly param: Param }
  | { readonly kind: 'inventory'; readonly inventory: Inventory; readonly via?: ViaJoins }
  | { readonly kind: 'field'; readonly inventory: Inventory; readonly field: Field; readonly via?: ViaJoins }
  | { readonly kind: 'struct'; readonly struct: Struct }
  | { readonly kind: 'structField'; readonly struct: Struct; readonly field: StructField }
  | { readonly kind: 'enum'; readonly enumType: EnumType }
  | { readonly kind: 'error'; readonly error: ErrorCode }
  | { readonly kind: 'metrics'; readonly namespace: string; readonly metrics: readonly Metric[] };

/**
 * What the word names: a command, an API, a resource, a struct or an enumeration, with a dotted path behind it; an error
 * code; a namespace of metrics. Throws with the nearest names where it names nothing, at the very segment.
 */
export function topicOf(word: Word, registry: Registry, commands: readonly string[]): Topic {
  const name = word.text;
  if (commands.includes(name)) return { kind: 'command', name };
  const error = registry.error(name);
  if (error) return { kind: 'error', error };
  const namespace = registry.metricNamespaces().find((each) => each.toLowerCase() === name.toLowerCase());
  if (namespace !== undefined) return { kind: 'metrics', namespace, metrics: registry.metrics(namespace) };
  const [head = '', ...path] = name.split('.');
  const place = (index: number): Span => {
    const from = [head, ...path.slice(0, index)].join('.').length + 1;
    return spanWithin(word, from, from + (path[index]?.length ?? 0));
  };
  const found = topic(head, registry);
  if (!found) throw unknown(word, registry, commands);
  return path.length === 0 ? found : within(found, path, registry, place);
}

function topic(name: string, registry: Registry): Topic | undefined {
  const api = registry.api(name);
  if (api) return { kind: 'api', api };
  const inventory = registry.inventory(name);
  if (inventory) return { kind: 'inventory', inventory };
  const struct = registry.struct(name);
  if (struct) return { kind: 'struct', struct };
  const enumType = registry.enumType(name);
  if (enumType) return { kind: 'enum', enumType };
  const removed = registry.removed(name);
  return removed && { kind: 'removed', api: removed };
}

type PlaceOf = (index: number) => Span;

function within(topic: Topic, path: readonly string[], registry: Registry, place: PlaceOf): Topic {
  if (topic.kind === 'api') {
    const inventory = topic.api.kind === 'query' ? registry.queried(topic.api) : undefined;
    return inventory ? alongJoins(inventory, path, registry, place) : parameter(topic.api, path, place);
  }
  if (topic.kind === 'inventory') return alongJoins(topic.inventory, path, registry, place);
  if (topic.kind === 'struct') return structField(topic.struct, path, place);
  throw new CliError('unexpected-word', { word: path.join('.'), legal: [] }, place(0));
}

function parameter(api: Api, path: readonly string[], place: PlaceOf): Topic {
  const [name = ''] = path;
  const { required, optional } = partedParams(api);
  const params = [...required, ...optional];
  const param = params.find((each) => each.name === name);
  if (param && path.length === 1) return { kind: 'parameter', api, param };
  const names = params.map((each) => each.name);
  throw new CliError('unknown-param', { api: api.name, name: path.join('.'), nearest: nearest(name, names) }, place(0));
}

function structField(struct: Struct, path: readonly string[], place: PlaceOf): Topic {
  const [name = ''] = path;
  const field = struct.fields.find((each) => each.name === name);
  if (field && path.length === 1) return { kind: 'structField', struct, field };
  const names = struct.fields.map((each) => each.name);
  throw new CliError('unknown-field', { inventory: struct.name, name, nearest: nearest(name, names) }, place(0));
}

/** Joins to any depth; the last segment may be a field. */
function alongJoins(from: Inventory, path: readonly string[], registry: Registry, place: PlaceOf): Topic {
  let at = from;
  for (const [index, name] of path.entries()) {
    const walked = path.slice(0, index);
    const via = walked.length > 0 ? { via: { from, joins: walked } } : {};
    const isLast = index === path.length - 1;
    const join = registry.join(at, name);
    const next = join && registry.inventory(join.to);
    if (next) {
      at = next;
      continue;
    }
    const field = isLast ? registry.field(at, name) : undefined;
    if (field) return { kind: 'field', inventory: at, field, ...via };
    const joins = at.joins.filter(({ hidden }) => !hidden).map((each) => each.name);
    const facts = { inventory: shortName(at), name };
    if (!isLast) throw new CliError('unknown-join', { ...facts, nearest: nearest(name, joins) }, place(index));
    const names = [...joins, ...at.fields.map((each) => each.name)];
    throw new CliError('unknown-field', { ...facts, nearest: nearest(name, names) }, place(index));
  }
  return { kind: 'inventory', inventory: at, via: { from, joins: path } };
}

function unknown(word: Word, registry: Registry, commands: readonly string[]): CliError {
  const names = [
    ...commands,
    ...registry.apiNames(),
    ...registry.inventoryNames().map((name) => name.replace(/Inventory$/, '')),
    ...registry.errorCodes(),
    ...registry.metricNamespaces(),
  ];
  return new CliError('unknown-topic', { name: word.text, nearest: nearest(word.text, names) }, word);
}
