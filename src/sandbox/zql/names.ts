import { stem } from '../../registry/keys.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Field, Inventory } from '../../registry/types.ts';
import { internal } from '../fault.ts';

/** A dotted name, resolved. */
export interface Path {
  /** Joins that are really followed, the first one from the query's target. */
  readonly hops: readonly Hop[];
  /** Where the field is. */
  readonly inventory: Inventory;
  readonly field: string;
}

/** Rows of `to` whose `target` column is the `self` column of the row before. */
export interface Hop {
  readonly self: string;
  readonly target: string;
  readonly to: Inventory;
}

/** Pseudo fields of every inventory. */
export const tagFields = ['__systemTag__', '__userTag__', '__tagUuid__'] as const;

export type TagField = (typeof tagFields)[number];

export function isTagField(field: string): field is TagField {
  return (tagFields as readonly string[]).includes(field);
}

/** The inventory by the name that ZQL has for it: its class without `Inventory`, in any case. Throws a `Failure`. */
export function entityOf(registry: Registry, entity: string): Inventory {
  const inventory = registry.inventory(entity);
  if (!inventory || stem(inventory.name).toLowerCase() !== entity.toLowerCase())
    throw internal(`cannot find inventory with name[${entity}]`);
  return inventory;
}

/** Throws a `Failure` on a join or a field that is not there. Source: ZQLMetadata.java, ZStack 5.2.1. */
export function resolve(registry: Registry, from: Inventory, names: readonly string[]): Path {
  const field = names.at(-1) ?? '';
  const hops = hopsOf(registry, from, names.slice(0, -1));
  const last = hops.at(-1);
  if (last && last.target === field) {
    const rest = hops.slice(0, -1);
    return { hops: rest, inventory: rest.at(-1)?.to ?? from, field: last.self };
  }
  const inventory = last?.to ?? from;
  if (!hasField(inventory, field)) throw internal(`inventory class[${classOf(inventory)}] not having field[${field}]`);
  return { hops, inventory, field };
}

/** Fields that the API never shows are in no registry, and so nobody's. */
export function hasField(inventory: Inventory, field: string): boolean {
  return isTagField(field) || fieldOf(inventory, field) !== undefined;
}

export function fieldOf(inventory: Inventory, field: string): Field | undefined {
  return inventory.fields.find(({ name }) => name === field);
}

/** As Java prints a class. */
export function classOf(inventory: Inventory): string {
  return `class ${inventory.fullName ?? inventory.name}`;
}

/** The path of an alias takes the alias' place, and its own first name is looked up again. */
function hopsOf(registry: Registry, from: Inventory, names: readonly string[]): readonly Hop[] {
  const [name, ...others] = names;
  if (name === undefined) return [];
  const join = registry.join(from, name);
  const alias = join && (join.alias ?? join.aliasGuess);
  if (alias !== undefined) return hopsOf(registry, from, [...alias.split('.'), ...others]);
  if (!join) throw unknownJoin(from, name, others);
  const to = registry.inventory(join.to);
  if (!to || !join.fk) throw internal(`the sandbox does not know by which columns ${classOf(from)} has its ${name}`);
  return [{ ...join.fk, to }, ...hopsOf(registry, to, others)];
}

function unknownJoin(from: Inventory, name: string, others: readonly string[]) {
  const here = classOf(from);
  return internal(
    `invalid nested query condition[${others.join('.')}] on ${here},the expanded target[${here}] have no expanded query[${name}]`,
  );
}
