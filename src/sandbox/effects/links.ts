import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import type { Scene } from '../effect.ts';
import { columnValue, defaults } from './defaults.ts';
import { hasUuid, isLink, pointersInto, pointersTo } from './references.ts';
import { find, first, insert, remove, update, type Values } from './rows.ts';

/** Where two resources are said to belong together: a table of links, or a column of one of them. */
export type Link =
  | { readonly kind: 'table'; readonly table: Inventory; readonly one: string; readonly other: string }
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
  insert(scene, to.table.name, { ...defaults(scene, to.table), ...Object.fromEntries(given), ...pair, ...key });
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

/** Whether both are there and linked. */
export function isLinked(scene: Scene, by: Link, one: string, other: string): boolean {
  if (by.kind === 'table') return first(scene, by.table.name, { [by.one]: one, [by.other]: other }) !== undefined;
  const [uuid, value] = by.side === 'one' ? [one, other] : [other, one];
  return find(scene, by.of.name, uuid)?.[by.column] === value;
}

function tableOf(registry: Registry, one: Inventory, other: Inventory): Link | undefined {
  const found = pointersInto(registry, one).flatMap(({ of: table, column }): Link[] => {
    const otherColumn = pointersTo(registry, table, other).find(({ name }) => name !== column);
    return isLink(table) && otherColumn ? [{ kind: 'table', table, one: column, other: otherColumn.name }] : [];
  });
  const names = [`${one.resource}${other.resource}`, `${other.resource}${one.resource}`];
  return (
    found.find((each) => each.kind === 'table' && names.some((name) => each.table.name.startsWith(name))) ?? found[0]
  );
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
