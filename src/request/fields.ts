import { CliError, type Span } from '../errors.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import type { Field, Inventory } from '../registry/types.ts';

/** What a dotted path of a condition leads to; `field` is absent where the registry does not know it and may not refuse. */
export interface Resolved {
  readonly path: string;
  readonly name: string;
  readonly field?: Field;
  /** What the joins lead to, where that is known. */
  readonly inventory?: Inventory;
  readonly isTag: boolean;
}

/** The inventory that a query is asked of; `sure` is false where it was guessed, so that nothing may be refused. */
export interface Target {
  readonly inventory: Inventory;
  readonly sure: boolean;
}

/** Pseudo fields of every inventory. Source: ZQLMetadata.java, ZStack 5.2.1. */
export const tagFields = ['__systemTag__', '__userTag__', '__tagUuid__'] as const;

/** Where places of errors come from: the span of `length` characters at an index of the path. */
export type Place = (index: number, length: number) => Span;

/**
 * Walks `join.join.field` from the target. Unknown joins and fields are errors with the nearest names at the very
 * segment; a name that only a guess could rule out is let through.
 */
export function resolvePath(registry: Registry, target: Target, path: string, place: Place): Resolved {
  const segments = path.split('.');
  const name = segments.pop() as string;
  let { inventory, sure } = target;
  let at = 0;
  for (const segment of segments) {
    const join = registry.join(inventory, segment);
    const next = join && registry.inventory(join.to);
    if (!join || !next) {
      if (sure && !join) throw unknownJoin(inventory, segment, place(at, segment.length));
      return { path, name, isTag: isTag(name) };
    }
    sure &&= join.inferred !== true;
    inventory = next;
    at += segment.length + 1;
  }
  if (isTag(name)) return { path, name, isTag: true };
  const field = registry.field(inventory, name);
  if (sure && !mayBeQueried(inventory, name))
    throw unknownField(registry, inventory, name, path, place(at, name.length));
  return { path, name, inventory, ...(field && { field }), isTag: false };
}

/** Fields that `fields=` and `sortBy=` take: the target's own, neither joined nor tags. */
export function resolveOwn(registry: Registry, target: Target, name: string, key: string, span: Span): void {
  if (!target.sure) return;
  const { inventory } = target;
  if (name.includes('.') || isTag(name)) throw new CliError('not-own-field', { name, key }, span);
  if (!mayBeQueried(inventory, name)) throw unknownField(registry, inventory, name, name, span);
}

function isTag(name: string): boolean {
  return (tagFields as readonly string[]).includes(name);
}

function mayBeQueried(inventory: Inventory, name: string): boolean {
  if (!inventory.queryable) return true;
  return inventory.queryable.includes(name) || (inventory.maybe?.includes(name) ?? false);
}

function unknownJoin(inventory: Inventory, name: string, span: Span): CliError {
  return new CliError(
    'unknown-join',
    { inventory: shortName(inventory), name, nearest: nearest(name, joinNames(inventory)) },
    span,
  );
}

function unknownField(registry: Registry, inventory: Inventory, name: string, path: string, span: Span): CliError {
  const join = registry.join(inventory, name);
  if (join) {
    const to = registry.inventory(join.to);
    const example = to?.queryable?.includes('name') ? 'name' : (to?.queryable?.[0] ?? 'uuid');
    return new CliError('join-without-field', { name, example: `${path}.${example}` }, span);
  }
  const names = [...(inventory.queryable ?? []), ...tagFields, ...joinNames(inventory)];
  const child = childWith(registry, inventory, name);
  const needs = child && inventory.typeField ? { needs: `${inventory.typeField}=${child.parentType}` } : {};
  return new CliError(
    'unknown-field',
    { inventory: shortName(inventory), name, nearest: nearest(name, names), ...needs },
    span,
  );
}

function childWith(registry: Registry, inventory: Inventory, name: string): Inventory | undefined {
  return registry.children(inventory).find((child) => child.queryable?.includes(name));
}

function shortName(inventory: Inventory): string {
  return inventory.name.replace(/Inventory$/, '');
}

function joinNames(inventory: Inventory): readonly string[] {
  return inventory.joins.filter((join) => !join.hidden).map((join) => join.name);
}
