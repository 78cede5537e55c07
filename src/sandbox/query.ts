import { stem } from '../registry/keys.ts';
import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import { Failure, internal } from './fault.ts';
import type { Listing } from './listing.ts';
import type { Db } from './sqlite.ts';
import type { Mode } from './zql/compare.ts';
import { runZql } from './zql/run.ts';
import type { Caller } from './zql/visible.ts';

export type { Listing } from './listing.ts';
export type { Mode } from './zql/compare.ts';
export type { Pair, Result } from './zql/result.ts';
export { runZql } from './zql/run.ts';
export type { Caller } from './zql/visible.ts';

/** One condition of a query message; null tests have no value. */
export interface QueryCondition {
  readonly name: string;
  readonly op: string;
  readonly value?: string | undefined;
}

/** A query API's message. Source: APIQueryMessage.java, ZStack 5.2.1. */
export interface QueryMessage {
  readonly inventory: Inventory;
  readonly conditions: readonly QueryCondition[];
  /** 1000 where it is absent. */
  readonly limit?: number | undefined;
  readonly start?: number | undefined;
  readonly count?: boolean | undefined;
  readonly replyWithCount?: boolean | undefined;
  readonly filterName?: string | undefined;
  readonly sortBy?: string | undefined;
  readonly sortDirection?: string | undefined;
  readonly fields?: readonly string[] | undefined;
}

export interface Answer {
  /** Absent when only a count was asked for. */
  readonly inventories?: Listing;
  readonly total?: number;
}

/**
 * Answers a query API. As upstream, the message is printed as ZQL and parsed again, with all that the printing loses.
 * Throws a `Failure`.
 */
export function runQuery(db: Db, registry: Registry, message: QueryMessage, caller: Caller, mode: Mode): Answer {
  const [result = {}] = runZql(db, registry, printed(registry, message, mode), caller, mode);
  const total = result.total === undefined ? {} : { total: result.total };
  return result.inventories ? { inventories: result.inventories, ...total } : total;
}

/** The message as a statement. Source: QueryFacadeImpl.java, ZStack 5.2.1. */
export function printed(registry: Registry, message: QueryMessage, mode: Mode): string {
  const { fields = [], sortBy, sortDirection = 'asc', start } = message;
  if (!['asc', 'desc'].includes(sortDirection))
    throw new Failure(
      'SYS.1007',
      `valid value for field[sortDirection] of message[org.zstack.header.message.ApiMessageParamValidator] are [asc, desc], but ${sortDirection} found`,
    );
  const target = stem(targetOf(registry, message).name).toLowerCase();
  const conditions = new Set([
    ...message.conditions.map((condition) => conditionText(condition, mode)),
    ...(message.filterName === undefined ? [] : [filterText(message.filterName)]),
  ]);
  return [
    `${message.count ? 'count' : 'query'} ${[target, ...(fields.length > 0 ? [fields.join(',')] : [])].join('.')}`,
    ...(conditions.size > 0 ? [`where ${[...conditions].join(' and ')}`] : []),
    ...(message.replyWithCount && !message.count ? ['return with (total)'] : []),
    ...(sortBy === undefined ? [] : [`order by ${sortBy} ${sortDirection}`]),
    `limit ${message.limit ?? 1000}`,
    ...(start === undefined ? [] : [`offset ${start}`]),
  ].join(' ');
}

/** The child inventory where the first condition on the type field is an equality that selects one. */
function targetOf(registry: Registry, { inventory, conditions }: QueryMessage): Inventory {
  const chosen = conditions.find(({ name }) => name === inventory.typeField);
  const child = chosen?.op === '=' && chosen.value !== undefined ? registry.child(inventory, chosen.value) : undefined;
  return child ?? inventory;
}

function conditionText(condition: QueryCondition, mode: Mode): string {
  const { name, op, value } = condition;
  if (!operators.includes(op)) throw new Failure('SYS.1007', `unknown QueryOp type[${op}]`);
  if (op === 'is null' || op === 'is not null') return `${name} ${op}`;
  if (value === undefined)
    throw new Failure('SYS.1007', `'value' of query condition ${JSON.stringify(condition)} cannot be null`);
  if (op !== 'in' && op !== 'not in') return `${name} ${op} ${quoted(value, mode)}`;
  return `${name} ${op} (${pieces(value)
    .map((piece) => quoted(piece, mode))
    .join(',')})`;
}

/** The escape of a quote is one that the lexer does not know. */
function quoted(value: string, mode: Mode): string {
  const doubled = value.replaceAll('\\', '\\\\');
  return `'${doubled.replaceAll("'", mode === 'friendly' ? "''" : "\\'")}'`;
}

/** Java's split drops what is empty at the end. */
function pieces(value: string): readonly string[] {
  return value === '' ? [''] : value.replace(/,+$/, '').split(',');
}

/** Source: VirtualRouterManagerImpl.java, ZStack 5.2.1: the only filter of the open source. */
function filterText(filterName: string): string {
  const [type, ...rest] = filterName.split(':');
  if (rest.length === 0) throw new Failure('SYS.1007', 'filterName must be formatted as [filterType:condition(s)]');
  if (type !== 'applianceType') throw internal(`unable to find QueryBelongFilter with type[${type}]`);
  const value = rest[0] ?? '';
  if (!applianceTypes.includes(value)) throw new Failure('SYS.1007', `invalid ApplianceVmType ${value}`);
  return `__systemTag__ has ('applianceType::${value}')`;
}

const applianceTypes = ['VirtualRouter', 'vpcvrouter', 'SLB'];

const operators = ['=', '!=', '>', '>=', '<', '<=', 'in', 'not in', 'is null', 'is not null', 'like', 'not like'];
