import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import type { Scene } from '../effect.ts';
import { rootOf } from '../schema.ts';
import { columnValue, defaults } from './defaults.ts';
import { hasUuid, isAkin, isLink, linkTables, pointersInto, pointersTo, type Reference } from './references.ts';
import { find, first, insert, remove, update, type Values } from './rows.ts';

/** Where two resources are said to belong together. */
export type Link = TableLink | ColumnLink;

/** A table of links. */
interface TableLink {
  readonly kind: 'table';
  readonly table: Inventory;
  readonly one: string;
  readonly other: string;
  /** Entity on the other side, where the table takes resources of every kind. */
  readonly resourceType?: string;
}

/** A column of one of them, which holds the uuid of the other or a list of uuids. */
export interface ColumnLink {
  readonly kind: 'column' | 'list';
  readonly of: Inventory;
  readonly column: string;
  readonly side: 'one' | 'other';
}

export function linkOf(registry: Registry, one: Inventory, other: Inventory): Link | undefined {
  return (
    tableOf(registry, one, other) ??
    columnOf(registry, one, other) ??
    listOf(one, other, 'one') ??
    listOf(other, one, 'other')
  );
}

/** A table of links whose columns are named like the parameters, and point to nothing else. */
export function linkNamed(registry: Registry, one: Reference, other: Reference): Link | undefined {
  const holds = (table: Inventory, { param, inventory }: Reference): boolean => {
    const column = table.fields.find(({ name }) => name === param.name);
    const pointed = column && registry.referenced(column, table);
    return column !== undefined && (!pointed || isAkin(registry, pointed, inventory));
  };
  const table = linkTables(registry).find((each) => holds(each, one) && holds(each, other));
  return table && { kind: 'table', table, one: one.param.name, other: other.param.name };
}

/** Does nothing where they are linked already. */
export function link(scene: Scene, to: Link, one: string, other: string): void {
  if (to.kind === 'table') linkInTable(scene, to, one, other);
  else {
    const [uuid, value] = to.side === 'one' ? [one, other] : [other, one];
    const column = to.kind === 'column' ? value : JSON.stringify([...listed(scene, to, uuid, value), value]);
    update(scene, to.of.name, { uuid }, { [to.column]: column, ...touched(scene, to.of) });
  }
}

/** Of a column only the value that is meant is cleared; `other` left out means any. */
export function unlink(scene: Scene, from: Link, one: string, other?: string): void {
  if (from.kind === 'table') {
    remove(scene, from.table.name, { [from.one]: one, ...(other !== undefined && { [from.other]: other }) });
    return;
  }
  const [uuid, value] = from.side === 'one' ? [one, other] : [other, one];
  const isList = from.kind === 'list';
  const where: Values = {
    ...(uuid !== undefined && { uuid }),
    ...(value !== undefined && !isList && { [from.column]: value }),
  };
  const left = isList ? JSON.stringify(listed(scene, from, uuid ?? '', value ?? '')) : null;
  update(scene, from.of.name, where, { [from.column]: left, ...touched(scene, from.of) });
}

function linkInTable(
  scene: Scene,
  { table, one, other, resourceType }: TableLink,
  oneUuid: string,
  otherUuid: string,
): void {
  const pair = { [one]: oneUuid, [other]: otherUuid };
  if (first(scene, table.name, pair)) return;
  const given = table.fields.flatMap((field) =>
    scene.call.params[field.name] === undefined || field.type === 'list'
      ? []
      : [[field.name, columnValue(field, scene.call.params[field.name])] as const],
  );
  insert(scene, table.name, {
    ...defaults(scene, table),
    ...(resourceType !== undefined && { resourceType }),
    ...Object.fromEntries(given),
    ...pair,
    ...(hasUuid(table) && { uuid: scene.uuid() }),
  });
}

/** The other values of a list in a column. */
function listed(scene: Scene, { of, column }: ColumnLink, uuid: string, value: string): readonly unknown[] {
  const stored = find(scene, of.name, uuid)?.[column];
  const list: unknown = typeof stored === 'string' ? JSON.parse(stored) : [];
  return Array.isArray(list) ? list.filter((each) => each !== value) : [];
}

function tableOf(registry: Registry, one: Inventory, other: Inventory): TableLink | undefined {
  const tables = pointersInto(registry, one).filter(({ of }) => isLink(of));
  const found = tables.flatMap(({ of: table, column }): TableLink[] => {
    const found = pointersTo(registry, table, other).find(({ name }) => name !== column);
    return found ? [{ kind: 'table', table, one: column, other: found.name }] : [];
  });
  const names = [`${one.resource}${other.resource}`, `${other.resource}${one.resource}`];
  const named = found.find((each) => names.some((name) => each.table.name.startsWith(name)));
  return named ?? found[0] ?? generalTableOf(registry, one, other) ?? turned(generalTableOf(registry, other, one));
}

/** A table whose rows link something to a resource of any kind. */
function generalTableOf(registry: Registry, one: Inventory, other: Inventory): TableLink | undefined {
  const found = pointersInto(registry, one).find(
    ({ of, column }) =>
      isLink(of) && column !== 'resourceUuid' && of.fields.some(({ name }) => name === 'resourceUuid'),
  );
  const { resource, vo = `${resource}VO` } = rootOf(registry, other);
  return found && { kind: 'table', table: found.of, one: found.column, other: 'resourceUuid', resourceType: vo };
}

function turned(link: TableLink | undefined): TableLink | undefined {
  return link ? { ...link, one: link.other, other: link.one } : undefined;
}

/** `attachedClusterUuids` of a resource that nothing else links to clusters. */
function listOf(of: Inventory, other: Inventory, side: 'one' | 'other'): Link | undefined {
  const name = new RegExp(`^(attached)?${other.resource}Uuids$`, 'i');
  const field = of.fields.find((each) => each.type === 'list' && name.test(each.name));
  return field && { kind: 'list', of, column: field.name, side };
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
