import { Failure } from '../fault.ts';
import { type Listing, listShown } from '../listing.ts';
import { columnValue, presentColumns } from '../present.ts';
import { Double, type Json } from '../reply.ts';
import { joined, raw, type Sql, sql } from '../sql.ts';
import type { SqlRow } from '../sqlite.ts';
import { type Column, keyed } from './compare.ts';
import { unexpected } from './literal.ts';
import { fieldOf } from './names.ts';
import type { Pair, Result } from './result.ts';
import type { Scope, Source } from './scope.ts';
import { all, counted, orderSql, paged, requested } from './select.ts';
import type { Order } from './syntax.ts';
import { ownColumn } from './where.ts';

/** What is asked of a target's rows by groups. */
export interface Grouping {
  /** Fields of one group; none makes one group of all rows. */
  readonly by: readonly string[];
  readonly orderBy: readonly Order[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
}

/** One row for each group: the fields of the group and those asked for. */
export function groupRows(
  scope: Scope,
  source: Source,
  rows: Sql,
  grouping: Grouping,
  fields: readonly string[],
): Listing {
  const shown = [...new Set([...grouping.by, ...fields])];
  const columns = requested(scope, source, shown).map(({ text }) => raw(text));
  const found = grouped(scope, source, rows, grouping, columns);
  return listShown(found.map((row) => presentColumns(source.inventory, shown, row)));
}

/** The fields of each group and its size. */
export function groupSizes(
  scope: Scope,
  source: Source,
  rows: Sql,
  grouping: Grouping,
  field: Column | undefined,
): readonly Pair[] {
  const columns = requested(scope, source, grouping.by).map(({ text }) => raw(text));
  const size = counted(field);
  const selected = [...columns, sql`${size} AS ${raw(computed)}`];
  return grouped(scope, source, rows, grouping, selected, size).map((row) => [
    shownFields(source, grouping.by, row),
    row[computed],
  ]);
}

/** `max`, `min` or `avg` of one field, of each group. */
export function groupValues(
  scope: Scope,
  source: Source,
  rows: Sql,
  grouping: Grouping,
  called: string,
  [field, ...others]: readonly string[],
): Result {
  if (!['max', 'min', 'avg'].includes(called) || field === undefined || others.length > 0) throw unexpected(called);
  const [column] = requested(scope, source, [field]) as [Column];
  const columns = requested(scope, source, grouping.by).map(({ text }) => raw(text));
  const value = sql`${raw(called)}(${raw(column.text)}${raw(column.kind === 'text' ? ' COLLATE NOCASE' : '')})`;
  const found = grouped(scope, source, rows, grouping, [...columns, sql`${value} AS ${raw(computed)}`]);
  return {
    inventoryAggregateFunctions: found.map((row) => {
      const average = row[computed] ?? null;
      const whole = column.kind === 'integer' && typeof average === 'number' ? Math.trunc(average) : average;
      const key = shownFields(source, [...grouping.by, field], { ...row, [field]: whole });
      return [key, called === 'avg' && average !== null ? new Double(Number(average)) : key[field]];
    }),
  };
}

/** The value of `by` and the sum of each field. Source: SumPlugin.java, ZStack 5.2.1. */
export function groupSums(
  scope: Scope,
  source: Source,
  rows: Sql,
  { by, ...paging }: Omit<Grouping, 'by'> & { readonly by: string },
  fields: readonly string[],
): readonly (readonly Json[])[] {
  if (fields.length === 0) throw new Failure('SYS.1007', 'the field to sum must be specified');
  const sums = requested(scope, source, fields).map(({ text }, index) => raw(`SUM(${text}) AS ${computed}${index}`));
  const selected = [raw(ownColumn(scope, source, by).text), ...sums];
  return grouped(scope, source, rows, { by: [by], ...paging }, selected).map((row) => [
    shownFields(source, [by], row)[by] ?? null,
    ...fields.map((_, index) => row[`${computed}${index}`]),
  ]);
}

/** Values that MySQL holds to be equal make one group; groups without an order come in that of their fields. */
function grouped(
  scope: Scope,
  source: Source,
  rows: Sql,
  { by, orderBy, limit, offset }: Grouping,
  selected: readonly Sql[],
  size?: Sql,
): readonly SqlRow[] {
  const keys = by.map((field) => keyed(ownColumn(scope, source, field)));
  const orders = orderBy.map(
    ({ key, direction }) => sql`${orderSql(scope, source, key, size)} ${raw(direction.toUpperCase())}`,
  );
  const group = keys.length === 0 ? raw('') : sql`GROUP BY ${joined(keys, ', ')}`;
  const order = orders.length + keys.length === 0 ? raw('') : sql`ORDER BY ${joined([...orders, ...keys], ', ')}`;
  return all(
    scope,
    sql`SELECT ${joined(selected, ', ')} FROM ${source.from} WHERE ${rows} ${group} ${order} ${paged(limit, offset)}`,
  );
}

/** The name of what is computed, which no field has. */
const computed = '_value';

function shownFields({ inventory }: Source, names: readonly string[], row: SqlRow): Pair[0] {
  return Object.fromEntries(
    names.map((name) => {
      const field = fieldOf(inventory, name);
      return [name, field ? columnValue(field, row[name]) : row[name]];
    }),
  );
}
