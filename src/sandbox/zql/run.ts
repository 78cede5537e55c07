import type { Registry } from '../../registry/registry.ts';
import { internal } from '../fault.ts';
import { type Listing, listRows } from '../listing.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { type Db, isSqliteError } from '../sqlite.ts';
import { keyed, type Mode } from './compare.ts';
import { groupRows, groupSizes, groupSums, groupValues } from './groups.ts';
import { databaseError, unexpected } from './literal.ts';
import { entityOf } from './names.ts';
import { parse } from './parser.ts';
import type { Result } from './result.ts';
import { openScope, type Scope, type Source, sourceOf } from './scope.ts';
import { search } from './search.ts';
import { all, checkOrder, chosen, counted, number, ordered, paged, requested } from './select.ts';
import type { Query, Statement, Sum } from './syntax.ts';
import { type Caller, permitQuery } from './visible.ts';

/** Carries out the statements of a text, of which there is one result each. Throws a `Failure`. */
export function runZql(db: Db, registry: Registry, text: string, caller: Caller, mode: Mode): readonly Result[] {
  try {
    return parse(text).map((statement) => run(openScope(db, registry, mode), statement, caller));
  } catch (error) {
    if (error instanceof RangeError) throw internal('null', 'java.lang.StackOverflowError');
    throw isSqliteError(error) ? databaseError(error.message) : error;
  }
}

function run(scope: Scope, statement: Statement, caller: Caller): Result {
  if (statement.verb === 'search') return search(scope, statement, caller);
  const source = sourceOf(scope, entityOf(scope.registry, statement.target.entity));
  permitQuery(scope, source.inventory, caller);
  const named = statement.name === undefined ? {} : { name: statement.name };
  if (statement.verb === 'sum') return { ...sum(scope, source, statement, caller), ...named };
  if (statement.joins) throw internal('explicit joins are not supported by the sandbox');
  const answered = statement.verb === 'count' ? count : query;
  return { ...answered(scope, source, statement, caller), ...named };
}

function query(scope: Scope, source: Source, statement: Query, caller: Caller): Result {
  const { target, groupBy, returnWith } = statement;
  const plugin = returnWith.find((each) => each !== 'total');
  if (plugin !== undefined) throw internal(`cannot find any ReturnWithExtensionPoint dealing with ${plugin}`);
  const fields = requested(scope, source, target.fields);
  checkOrder(source, statement.orderBy);
  const rows = chosen(scope, source, statement.where, statement.restrict, caller);
  const totalOf = scope.mode === 'faithful' ? fields[0] : undefined;
  const totals = returnWith.length === 0 ? {} : { total: countOf(scope, source, rows, counted(totalOf)) };

  const [called, ...others] = target.functions.map((each) => each.toLowerCase());
  if (others[0] !== undefined) throw unexpected(others[0]);
  if (called !== undefined && called !== 'distinct')
    return { ...groupValues(scope, source, rows, { ...statement, by: groupBy }, called, target.fields), ...totals };
  const by = called === 'distinct' && groupBy.length === 0 ? target.fields : groupBy;
  const inventories =
    by.length > 0
      ? groupRows(scope, source, rows, { ...statement, by }, target.fields)
      : page(scope, source, rows, statement);
  return { inventories, ...totals };
}

/** The rows' numbers are fetched as one text: a million of them are there in no time. */
function page(scope: Scope, source: Source, rows: Sql, { target, orderBy, limit, offset }: Query): Listing {
  const order = sql`${ordered(scope, source, orderBy)} ${paged(limit, offset)}`;
  const numbers = sql`SELECT ${raw(source.alias)}.rowid AS number FROM ${source.from} WHERE ${rows} ${order}`;
  const [found] = all(scope, sql`SELECT json_group_array(number) AS numbers, count(*) AS size FROM (${numbers})`);
  const columns = target.fields.length === 0 ? undefined : target.fields;
  const list = { numbers: String(found?.numbers), size: Number(found?.size) };
  return listRows(scope.registry, source.inventory, list, columns);
}

/** Source: SimpleCountPlugin.java, CountPlugin.java, ZStack 5.2.1. */
function count(scope: Scope, source: Source, statement: Query, caller: Caller): Result {
  const { target, groupBy, orderBy, limit, offset } = statement;
  checkOrder(source, orderBy, groupBy.length > 0 ? ['groupCount'] : []);
  const [field] = requested(scope, source, target.fields);
  const [first] = requested(scope, source, groupBy);
  const functions = target.functions.map((each) => each.toLowerCase());
  const unknown = functions.find((each) => each !== 'distinct');
  if (unknown !== undefined) throw unexpected(unknown);
  const rows = chosen(scope, source, statement.where, statement.restrict, caller);
  const of = first ?? field;
  const distinct = of && functions.length > 0;
  paged(limit, offset);
  const total = countOf(scope, source, rows, distinct ? sql`COUNT(DISTINCT ${keyed(of)})` : counted(of));
  if (!first) return { total };
  const pairs = groupSizes(scope, source, rows, { ...statement, by: groupBy }, field);
  return pairs.length === 0 ? { total } : { total, inventoryCounts: pairs };
}

function countOf(scope: Scope, source: Source, rows: Sql, what: Sql): number {
  return number(scope, sql`SELECT ${what} FROM ${source.from} WHERE ${rows}`);
}

function sum(scope: Scope, source: Source, statement: Sum, caller: Caller): Result {
  checkOrder(source, statement.orderBy);
  const rows = chosen(scope, source, statement.where, [], caller);
  return { sums: groupSums(scope, source, rows, statement, statement.target.fields) };
}
