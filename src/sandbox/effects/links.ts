import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import type { Scene } from '../effect.ts';
import { rootOf } from '../schema.ts';
import { columnValue, defaults } from './defaults.ts';
import { hasUuid, isLink, pointersInto, pointersTo } from './references.ts';
import { first, insert, remove, update, type Values } from './rows.ts';

/** Where two resources are said to belong together: a table of links, or a column of one of them. */
export type Link =
  | {
      readonly kind: 'table';
      readonly table: Inventory;
      readonly one: string;
      readonly other: string;
      /** Entity on the other side, where the table takes resources of every kind. */
      readonly resourceType?: string;
    }
  | { readonly kind: 'column'; readonly of: Inventory; readonly column: string; readonly side: 'one' | 'other' };

export function linkOf(registry: Registry, one: Inventory, other: Inventory): Link | undefined {
  return tableOf(registry, one, other) ?? columnOf(registry, one, other);
}

/** Does nothing where they are linked already. */
export function link(scene: Scene, to: Link, one: string, other: string): void {
  if (to.kind === 'column') {
    const [uuid, value] = to.side === 'one' ? [one, other] : [other, one];
    update(scene, to.of.name, { uuid }, { [to.column]: value, ...touched(scene, to.of) });
    return;
  }
  const pair = { [to.one]: one, [to.other]: other };
  if (first(scene, to.table.name, pair)) return;
  const given = to.table.fields.flatMap((field) =>
    scene.call.params[field.name] === undefined || field.type === 'list'
      ? []
      : [[field.name, columnValue(field, scene.call.params[field.name])] as const],
  );
  const key = hasUuid(to.table) ? { uuid: scene.uuid() } : {};
  const kind = to.resourceType === undefined ? {} : { resourceType: to.resourceType };
  insert(scene, to.table.name, {
    ...defaults(scene, to.table),
    ...kind,
    ...Object.fromEntries(given),
    ...pair,
    ...key,
  });
}

/** Of a column only the value that is meant is cleared; `other` left out means any. */
export function unlink(scene: Scene, from: Link, one: string, other?: string): void {
  if (from.kind === 'table') {
    remove(scene, from.table.name, { [from.one]: one, ...(other !== undefined && { [from.other]: other }) });
    return;
  }
  const [uuid, value] = from.side === 'one' ? [one, other] : [other, one];
  const where: Values = {
    ...(uuid !== undefined && { uuid }),
    ...(value !== undefined && { [from.column]: value }),
  };
  update(scene, from.of.name, where, { [from.column]: null, ...touched(scene, from.of) });
}

function tableOf(registry: Registry, one: Inventory, other: Inventory): Link | undefined {
  const tables = pointersInto(registry, one).filter(({ of }) => isLink(of));
  const found = tables.flatMap(({ of: table, column }): Link[] => {
    const found = pointersTo(registry, table, other).find(({ name }) => name !== column);
    return found ? [{ kind: 'table', table, one: column, other: found.name }] : [];
  });
  const names = [`${one.resource}${other.resource}`, `${other.resource}${one.resource}`];
  const named = found.find((each) => each.kind === 'table' && names.some((name) => each.table.name.startsWith(name)));
  return named ?? found[0] ?? generalTableOf(registry, one, other) ?? turned(generalTableOf(registry, other, one));
}

/** A table whose rows link something to a resource of any kind. */
function generalTableOf(registry: Registry, one: Inventory, other: Inventory): Link | undefined {
  const found = pointersInto(registry, one).find(
    ({ of, column }) =>
      isLink(of) && column !== 'resourceUuid' && of.fields.some(({ name }) => name === 'resourceUuid'),
  );
  const { resource, vo = `${resource}VO` } = rootOf(registry, other);
  return found && { kind: 'table', table: found.of, one: found.column, other: 'resourceUuid', resourceType: vo };
}

function turned(link: Link | undefined): Link | undefined {
  return link?.kind === 'table' ? { ...link, one: link.other, other: link.one } : link;
}

function columnOf(registry: Registry, one: Inventory, other: Inventory): Link | undefined {
  const [inOne] = pointersTo(registry, one, other);
  if (inOne) return { kind: 'column', of: one, column: inOne.name, side: 'one' };
  const [inOther] = pointersTo(registry, other, one);
  return inOther && { kind: 'column', of: other, column: inOther.name, side: 'other' };
}

function touched(scene: Scene, inventory: Inventory): Values {
  return inventory.fields.some(({ name }) => name === 'lastOpDate') ? { lastOpDate: scene.now } : {};
}
