import { CliError } from '../errors.ts';
import { type Condition, shownWord } from './condition.ts';
import type { Query } from './query.ts';
import type { HttpRequest } from './request.ts';

/** The server's own limit of a query; ZQL text has none. Source: APIQueryMessage.java, ZStack 5.2.1. */
export const defaultLimit = 1000;

/**
 * The same query as ZQL text, for conditions that a `q` parameter cannot carry. Source of the grammar: ZQL.g4,
 * ZStack 5.2.1. `because` is the condition that needs it, to point at when the query has no ZQL form.
 */
export function zqlRequest(query: Query, because?: Condition): HttpRequest {
  const refuse = (why: 'filterName' | 'entity'): never => {
    throw new CliError('not-expressible', { word: because ? shownWord(because) : '', why }, because?.word);
  };
  if (query.filterName !== undefined) return refuse('filterName');
  const inventory = query.target?.inventory;
  if (!inventory) return refuse('entity');
  return {
    api: query.api.name,
    method: 'GET',
    path: '/zql',
    query: [['zql', zqlText(query, inventory.name.replace(/Inventory$/, '').toLowerCase())], ...(query.unread ?? [])],
    needSession: true,
    needPoll: false,
    reply: 'zql',
    secrets: [],
    ...(query.timeout !== undefined && { timeout: query.timeout }),
  };
}

/** Whether the query has a form in ZQL. */
export function hasZql({ filterName, target }: Query): boolean {
  return filterName === undefined && target !== undefined;
}

function zqlText(query: Query, entity: string): string {
  const fields = query.fields?.length ? `.${query.fields.join(',')}` : '';
  const conditions = query.conditions.map((condition) => zqlCondition(condition)).join(' and ');
  const where = conditions && ` where ${conditions}`;
  if (query.count) return `count ${entity}${fields}${where}`;
  const total = query.replyWithCount ? ' return with (total)' : '';
  const order = query.sortBy
    ? ` order by ${query.sortBy} ${query.sortDirection ?? 'asc'}${query.thenBy ? `, ${query.thenBy} asc` : ''}`
    : '';
  const offset = query.start === undefined ? '' : ` offset ${query.start}`;
  return `query ${entity}${fields}${where}${total}${order} limit ${query.limit ?? defaultLimit}${offset}`;
}

/** Values are always quoted, as the server itself prints those of a `q`; lists are split at every comma. */
export function zqlCondition({ path, operator, value }: Condition): string {
  if (value === undefined) return `${path} ${operator}`;
  if (operator === 'in' || operator === 'not in')
    return `${path} ${operator} (${value.split(',').map(quoted).join(',')})`;
  return `${path} ${operator} ${quoted(value)}`;
}

/** A backslash is doubled because the database halves it, as it does for a `q`. */
function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
