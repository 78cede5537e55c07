import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import { ensureTable, placeOf, quote } from '../schema.ts';
import { raw, type Sql } from '../sql.ts';
import type { Db } from '../sqlite.ts';
import type { Mode } from './compare.ts';

/** What one statement is carried out in. */
export interface Scope {
  readonly db: Db;
  readonly registry: Registry;
  readonly mode: Mode;
  /** A name for one more table. */
  alias(): string;
}

export function openScope(db: Db, registry: Registry, mode: Mode): Scope {
  let count = 0;
  return { db, registry, mode, alias: () => `t${count++}` };
}

/** Rows of an inventory under a name of their own. */
export interface Source {
  readonly inventory: Inventory;
  readonly alias: string;
  /** The table and its name, for `FROM`. */
  readonly from: Sql;
  /** Which rows of the table they are; true where the table is the inventory's own. */
  readonly filter: Sql;
}

export function sourceOf(scope: Scope, inventory: Inventory): Source {
  ensureTable(scope.db, scope.registry, inventory);
  const alias = scope.alias();
  const { table } = placeOf(scope.registry, inventory);
  return {
    inventory,
    alias,
    from: raw(`${table} AS ${alias}`),
    filter: raw(placeOf(scope.registry, inventory, alias).filter ?? '1'),
  };
}

/** A column of that source. */
export function columnOf({ alias }: Source, name: string): string {
  return `${alias}.${quote(name)}`;
}
