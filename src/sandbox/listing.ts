import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import { present, presentColumns, type Shown } from './present.ts';
import { placeOf, quote } from './schema.ts';
import type { Db, SqlRow } from './sqlite.ts';

/**
 * The rows of an answer, which are fetched in portions: for a million of them no more than their numbers are held.
 * Portions may be taken in transactions of their own; what was deleted meanwhile is left out.
 */
export interface Listing {
  /** How many there were when the question was asked. */
  readonly size: number;
  /** The next ones; none at the end. */
  next(db: Db): readonly Shown[];
}

/** All that is left, for answers that are known to be small. */
export function readAll(db: Db, listing: Listing): readonly Shown[] {
  const all: Shown[] = [];
  for (let portion = listing.next(db); portion.length > 0; portion = listing.next(db)) all.push(...portion);
  return all;
}

/** Rows by number: whole ones, or some columns of them. */
export function listRows(
  registry: Registry,
  inventory: Inventory,
  numbers: readonly number[],
  columns: readonly string[] | undefined,
): Listing {
  const { table } = placeOf(registry, inventory);
  const selected = columns ? [...new Set(columns)].map((column) => `t.${quote(column)}`).join(', ') : 't.*';
  const statement = `SELECT ${selected} FROM json_each(?) AS k CROSS JOIN ${table} AS t ON t.rowid = k.value`;
  const show = (db: Db, rows: readonly SqlRow[]) =>
    columns ? rows.map((row) => presentColumns(inventory, columns, row)) : present(db, registry, inventory, rows);
  let at = 0;
  return {
    size: numbers.length,
    next: (db) => {
      let rows: readonly SqlRow[] = [];
      while (rows.length === 0 && at < numbers.length) {
        rows = db.all(statement, [JSON.stringify(numbers.slice(at, at + portionSize))]);
        at += portionSize;
      }
      return show(db, rows);
    },
  };
}

/** What is there already. */
export function listShown(shown: readonly Shown[]): Listing {
  let rest = shown;
  return {
    size: shown.length,
    next: () => {
      const portion = rest;
      rest = [];
      return portion;
    },
  };
}

const portionSize = 500;
