import type { Registry } from '../../registry/registry.ts';
import { Failure, internal } from '../fault.ts';
import { type Listing, listRows, listShown } from '../listing.ts';
import { columnValue, presentColumns } from '../present.ts';
import type { Json } from '../reply.ts';
import { joined, raw, type Sql, sql } from '../sql.ts';
import type { Db, SqlRow } from '../sqlite.ts';
import type { Mode } from './compare.ts';
import { unexpected } from './literal.ts';
import { entityOf, fieldOf } from './names.ts';
import { parse } from './parser.ts';
import { columnOf, openScope, type Scope, type Source, sourceOf } from './scope.ts';
import { search } from './search.ts';
import { all, checkOrder, chosen, keyed, number, ordered, orderSql, paged, requested } from './select.ts';
import type { Query, Statement, Sum } from './syntax.ts';
import type { Caller } from './visible.ts';
import { ownColumn } from './where.ts';

/** What one statement answers. Source: ZQLQueryReturn.java, ZStack 5.2.1. */
export interface Result {
  /** Objects; of `sum` there are rows instead. */
  readonly inventories?: Listing;
  readonly sums?: readonly (readonly Json[])[];
  readonly total?: number;
  /** Pairs of the fields of a group and its size; absent without any group. */
  readonly inventoryCounts?: readonly Pair[];
  readonly inventoryAggregateFunctions?: readonly Pair[];
  readonly name?: string;
}

export type Pair = readonly [of: { readonly [field: string]: Json }, value: Json];

/** Carries out the statements of a text, of which there is one result each. Throws a `Failure`. */
export function runZql(db: Db, registry: Registry, text: string, caller: Caller, mode: Mode): readonly Result[] {
  const statements = parse(text);
  return statements.map((statement) => run(openScope(db, registry, mode), statement, caller));
}

function run(scope: Scope, statement: Statement, caller: Caller): Result {
  if (statement.verb === 'search') return search(scope, statement, caller);
  const named = statement.name === undefined ? {} : { name: statement.name };
  if (statement.verb === 'sum') return { ...sum(scope, statement, caller), ...named };
  if (statement.joins) throw internal('explicit joins are not supported by the sandbox');
  if (statement.verb === 'count') return { ...count(scope, statement, caller), ...named };
  return { ...query(scope, statement, caller), ...named };
}

function query(scope: Scope, statement: Query, caller: Caller): Result {
  const plugin = statement.returnWith.find((each) => each !== 'total');
  if (plugin !== undefined)
    throw internal(`cannot find any ReturnWithExtensionPoint dealing with ${plugin.split('.')[0]}`);
  const source = sourceOf(scope, entityOf(scope.registry, statement.target.entity));
  checkOrder(source, statement.orderBy);
  const fields = requested(scope, source, statement.target.fields);
  const rows = chosen(scope, source, statement.where, statement.restrict, caller);
  const total = () => number(scope, sql`SELECT ${counted(scope, fields[0])} FROM ${source.from} WHERE ${rows}`);
  const totals = statement.returnWith.length > 0 ? { total: total() } : {};
  const [called, ...others] = statement.target.functions.map((each) => each.toLowerCase());
  if (others.length > 0) throw unexpected(others[0] ?? '');
  if (called !== undefined && called !== 'distinct')
    return { ...aggregate(scope, source, statement, called, rows), ...totals };
  const grouped = called === 'distinct' && statement.groupBy.length === 0 ? statement.target.fields : statement.groupBy;
  if (grouped.length > 0) return { inventories: groups(scope, source, statement, grouped, rows), ...totals };

  const page = sql`${ordered(scope, source, statement.orderBy)} ${paged(statement.limit, statement.offset)}`;
  const numbers = sql`SELECT ${raw(source.alias)}.rowid AS number FROM ${source.from} WHERE ${rows} ${page}`;
  const [found] = all(scope, sql`SELECT json_group_array(number) AS numbers FROM (${numbers})`);
  const listed: readonly number[] = JSON.parse(String(found?.numbers));
  const columns = statement.target.fields.length === 0 ? undefined : statement.target.fields;
  return { inventories: listRows(scope.registry, source.inventory, listed, columns), ...totals };
}

/** With a projection, the total is that of the first field's values: NULLs are not counted. */
function counted(scope: Scope, field: { readonly text: string } | undefined): Sql {
  return field && scope.mode === 'faithful' ? raw(`COUNT(${field.text})`) : raw('COUNT(*)');
}

/** One row for each group: the fields of the group and those asked for. */
function groups(scope: Scope, source: Source, statement: Query, groupBy: readonly string[], rows: Sql): Listing {
  const by = requested(scope, source, groupBy);
  const fields = [...new Set([...groupBy, ...statement.target.fields])];
  const selected = fields.map((field) => raw(columnOf(source, field)));
  const keys = by.map((column) => keyed(column));
  const orders = [
    ...statement.orderBy.map(({ key, direction }) => sql`${orderSql(scope, source, key)} ${raw(direction)}`),
    ...keys,
  ];
  const found = all(
    scope,
    sql`SELECT ${joined(selected, ', ')} FROM ${source.from} WHERE ${rows} GROUP BY ${joined(keys, ', ')} ORDER BY ${joined(orders, ', ')} ${paged(statement.limit, statement.offset)}`,
  );
  return listShown(found.map((row) => presentColumns(source.inventory, fields, row)));
}

function count(scope: Scope, statement: Query, caller: Caller): Result {
  const source = sourceOf(scope, entityOf(scope.registry, statement.target.entity));
  const { groupBy, orderBy } = statement;
  checkOrder(source, orderBy, groupBy.length > 0 ? ['groupCount'] : []);
  const [field] = requested(scope, source, statement.target.fields);
  const by = requested(scope, source, groupBy);
  const rows = chosen(scope, source, statement.where, statement.restrict, caller);
  const distinct = statement.target.functions.some((each) => each.toLowerCase() === 'distinct');
  const other = statement.target.functions.find((each) => each.toLowerCase() !== 'distinct');
  if (other !== undefined) throw unexpected(other);
  const of = by[0] ?? field;
  const what = !of ? raw('*') : distinct ? sql`DISTINCT ${keyed(of)}` : raw(of.text);
  const total = number(scope, sql`SELECT COUNT(${what}) FROM ${source.from} WHERE ${rows}`);
  paged(statement.limit, statement.offset);
  if (by.length === 0) return { total };

  const keys = by.map((column) => keyed(column));
  const size = field ? raw(`COUNT(${field.text})`) : raw('COUNT(*)');
  const orders = [
    ...orderBy.map(({ key, direction }) => sql`${orderSql(scope, source, key, size)} ${raw(direction)}`),
    ...keys,
  ];
  const found = all(
    scope,
    sql`SELECT ${joined(
      by.map(({ text }) => raw(text)),
      ', ',
    )}, ${size} AS ${raw(sizeColumn)} FROM ${source.from} WHERE ${rows} GROUP BY ${joined(keys, ', ')} ORDER BY ${joined(orders, ', ')} ${paged(statement.limit, statement.offset)}`,
  );
  const pairs = found.map((row): Pair => [fieldsOf(source, groupBy, row), row[sizeColumn]]);
  return pairs.length === 0 ? { total } : { total, inventoryCounts: pairs };
}

/** `max`, `min` or `avg` of one field, of each group. */
function aggregate(scope: Scope, source: Source, statement: Query, called: string, rows: Sql): Result {
  const [field, ...others] = statement.target.fields;
  if (!['max', 'min', 'avg'].includes(called) || field === undefined || others.length > 0) throw unexpected(called);
  const column = ownColumn(scope, source, field);
  const by = requested(scope, source, statement.groupBy);
  const keys = by.map((each) => keyed(each));
  const value = sql`${raw(called)}(${raw(column.text)}${raw(column.kind === 'text' ? ' COLLATE NOCASE' : '')})`;
  const selected = [...by.map(({ text }) => raw(text)), sql`${value} AS ${raw(sizeColumn)}`];
  const orders = [
    ...statement.orderBy.map(({ key, direction }) => sql`${orderSql(scope, source, key)} ${raw(direction)}`),
    ...keys,
  ];
  const grouped = keys.length === 0 ? raw('') : sql`GROUP BY ${joined(keys, ', ')}`;
  const sorted = orders.length === 0 ? raw('') : sql`ORDER BY ${joined(orders, ', ')}`;
  const found = all(
    scope,
    sql`SELECT ${joined(selected, ', ')} FROM ${source.from} WHERE ${rows} ${grouped} ${sorted} ${paged(statement.limit, statement.offset)}`,
  );
  return {
    inventoryAggregateFunctions: found.map((row): Pair => {
      const result = row[sizeColumn];
      const whole = typeof result === 'number' && column.kind === 'integer' ? Math.trunc(result) : (result ?? null);
      return [
        fieldsOf(source, [...statement.groupBy, field], { ...row, [field]: whole }),
        called === 'avg' ? result : shownValue(source, field, row, sizeColumn),
      ];
    }),
  };
}

function sum(scope: Scope, statement: Sum, caller: Caller): Result {
  const source = sourceOf(scope, entityOf(scope.registry, statement.target.entity));
  if (statement.target.fields.length === 0) throw new Failure('SYS.1007', 'the field to sum must be specified');
  checkOrder(source, statement.orderBy);
  const fields = requested(scope, source, statement.target.fields);
  const by = ownColumn(scope, source, statement.by);
  const rows = chosen(scope, source, statement.where, [], caller);
  const sums = fields.map(({ text }, index) => raw(`SUM(${text}) AS ${sizeColumn}${index}`));
  const orders = [
    ...statement.orderBy.map(({ key, direction }) => sql`${orderSql(scope, source, key)} ${raw(direction)}`),
    keyed(by),
  ];
  const found = all(
    scope,
    sql`SELECT ${raw(by.text)}, ${joined(sums, ', ')} FROM ${source.from} WHERE ${rows} GROUP BY ${keyed(by)} ORDER BY ${joined(orders, ', ')} ${paged(statement.limit, statement.offset)}`,
  );
  return {
    sums: found.map((row) => [
      shownValue(source, statement.by, row),
      ...fields.map((_, index) => row[`${sizeColumn}${index}`]),
    ]),
  };
}

/** The name of a computed column, which no field has. */
const sizeColumn = '_value';

function fieldsOf(source: Source, names: readonly string[], row: SqlRow): Pair[0] {
  return Object.fromEntries(names.map((name) => [name, shownValue(source, name, row)]));
}

function shownValue({ inventory }: Source, name: string, row: SqlRow, column = name): Json {
  const field = fieldOf(inventory, name);
  return field ? columnValue(field, row[column]) : row[column];
}
