import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import { Failure } from '../fault.ts';
import { listShown } from '../listing.ts';
import { presentColumns, type Shown } from '../present.ts';
import { concreteOf, lineageColumn, rootOf } from '../schema.ts';
import { allOf, joined, raw, type Sql, sql } from '../sql.ts';
import type { Db, SqlRow } from '../sqlite.ts';
import { fold, likeSql } from './fold.ts';
import { textOf } from './literal.ts';
import { entityOf, fieldOf } from './names.ts';
import { restricted } from './restrict.ts';
import type { Result } from './result.ts';
import { columnOf, type Scope, type Source, sourceOf } from './scope.ts';
import type { Search } from './syntax.ts';
import { type Caller, visible } from './visible.ts';

/**
 * Resources with the keyword in their name, description or uuid, where upstream asks a full-text index. Limit and offset
 * are not applied there either. Source: ZQL.java, ZStack 5.2.1.
 */
export function search(scope: Scope, { keyword, from, restrict }: Search, caller: Caller): Result {
  if (restrict.length > 1) throw new Failure('SYS.1007', 'only one restrict by expression is supported by search');
  const asked = from.map((entity) => entityOf(scope.registry, entity));
  const inventories = asked.length === 0 ? stored(scope.db, scope.registry) : asked;
  const pattern = `%${fold(textOf({ kind: 'string', text: keyword })).replace(/[\\%_]/g, '\\$&')}%`;
  const found = inventories.flatMap((inventory) => {
    const source = sourceOf(scope, inventory);
    const columns = searched(inventory).map((name) => raw(likeSql(columnOf(source, name))));
    if (columns.length === 0) return [];
    const test = joined(
      columns.map((column) => sql`${column} LIKE ${pattern} ESCAPE '\\'`),
      ' OR ',
    );
    const rows = allOf([
      source.filter,
      sql`(${test})`,
      ...restrict.map((each) => restricted(scope, source, each)),
      visible(scope, source, caller),
    ]);
    return hits(scope, source, rows);
  });
  return { inventories: listShown(found), total: found.length };
}

function hits(scope: Scope, source: Source, rows: Sql): readonly Shown[] {
  const resource = scope.registry.inventory('ResourceInventory');
  const columns = ['uuid', ...(fieldOf(source.inventory, 'name') ? ['name'] : []), lineageColumn];
  const selected = columns.map((name) => raw(columnOf(source, name)));
  const { text, values } =
    sql`SELECT ${joined(selected, ', ')} FROM ${source.from} WHERE ${rows} ORDER BY ${raw(columnOf(source, 'uuid'))}`;
  return scope.db
    .all(text, values)
    .flatMap((row) => (resource ? [presentColumns(resource, stubFields, stub(scope.registry, source, row))] : []));
}

const stubFields = ['uuid', 'resourceName', 'resourceType', 'concreteResourceType'];

function stub(registry: Registry, { inventory }: Source, row: SqlRow): SqlRow {
  const concrete = registry.inventory(concreteOf(row)) ?? inventory;
  return {
    uuid: row.uuid ?? null,
    resourceName: row.name ?? null,
    resourceType: rootOf(registry, inventory).vo ?? `${rootOf(registry, inventory).resource}VO`,
    concreteResourceType: (concrete.fullName ?? concrete.name).replace(/Inventory$/, 'VO'),
  };
}

function searched(inventory: Inventory): readonly string[] {
  if (!fieldOf(inventory, 'uuid') || !fieldOf(inventory, 'name')) return [];
  return ['uuid', 'name', 'description'].filter((name) => fieldOf(inventory, name));
}

/** Every kind of which there may be rows. */
function stored(db: Db, registry: Registry): readonly Inventory[] {
  return db
    .all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .flatMap(({ name }) => registry.inventory(String(name)) ?? [])
    .filter((inventory) => rootOf(registry, inventory).name === inventory.name);
}
