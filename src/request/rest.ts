import { CliError } from '../errors.ts';
import type { Statement } from '../language/statement.ts';
import type { Comparison, Condition } from './condition.ts';
import { cut } from './cut.ts';
import { fillPath, variablesOf } from './path.ts';
import type { Query } from './query.ts';
import type { HttpRequest } from './request.ts';
import { hasZql, zqlRequest } from './zql.ts';

/** How each operator is written in a `q` parameter. Source: RestServer.java, ZStack 5.2.1. */
export const tokens: Readonly<Record<Comparison, string>> = {
  '=': '=',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
  in: '?=',
  'not in': '!?=',
  like: '~=',
  'not like': '!~=',
  'is null': ' is null',
  'is not null': ' not null',
};

/**
 * The request of a query. It is `GET /<resource>?q=…`; `byUuid` asks `GET /<resource>/{uuid}` instead. A condition that
 * the server would cut in the wrong place, or whose value holds an apostrophe, makes the query travel as ZQL.
 */
export function queryRequest(query: Query, statement: Statement, byUuid: boolean): HttpRequest {
  if (byUuid) return uuidRequest(query, statement);
  const stray = query.conditions.find((condition) => !travels(condition));
  if (stray) return zqlRequest(query, stray);
  return query.thenBy !== undefined && hasZql(query) ? zqlRequest(query) : restRequest(query, statement);
}

/** One condition as the text of a `q` parameter. */
export function conditionText(condition: Condition): string {
  return `${condition.path}${tokens[condition.operator]}${condition.value ?? ''}`;
}

/** The server's quoting of values cannot hold an apostrophe, and its cut has to give back what was meant. */
function travels(condition: Condition): boolean {
  if (condition.value?.includes("'")) return false;
  const read = cut(conditionText(condition));
  return (
    read !== undefined &&
    read.name === condition.path &&
    read.operator === tokens[condition.operator].trim() &&
    read.value === condition.value
  );
}

function restRequest(query: Query, statement: Statement): HttpRequest {
  const { api } = query;
  const parameters: [string, string][] = query.conditions.map((condition) => ['q', conditionText(condition)]);
  const add = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) parameters.push([name, String(value)]);
  };
  add('fields', query.fields && query.fields.length > 0 ? query.fields.join(',') : undefined);
  add('sort', query.sortBy && `${query.sortDirection === 'desc' ? '-' : '+'}${query.sortBy}`);
  add('start', query.start);
  add('limit', query.limit);
  if (query.count) add('count', 'true');
  if (query.replyWithCount) add('replyWithCount', 'true');
  add('filterName', query.filterName);
  add('groupBy', query.groupBy);
  for (const [name, value] of query.unread ?? []) add(name, value);
  return { ...frame(query), path: fillPath(api.path ?? '', pathValues(query, statement)), query: parameters };
}

/** Two query paths hold a variable that is no parameter: its value is taken from the condition of that name. */
function pathValues(query: Query, statement: Statement): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const variable of variablesOf(query.api.path ?? '')) {
    const condition = query.conditions.find(({ path, operator }) => path === variable && operator === '=');
    if (!condition) throw new CliError('missing-params', { api: query.api.name, names: [variable] }, statement.verb);
    values.set(variable, condition.value ?? '');
  }
  return values;
}

function uuidRequest(query: Query, statement: Statement): HttpRequest {
  const { api, conditions } = query;
  const [condition, second] = conditions;
  const asked = statement.arguments.length === 1 && second === undefined;
  if (!asked || condition?.path !== 'uuid' || condition.operator !== '=' || !condition.value) {
    throw new CliError('by-uuid-needs-uuid', { api: api.name }, statement.verb);
  }
  const path = api.optionalPaths?.find((path) => path.endsWith('/{uuid}') && variablesOf(path).length === 1);
  if (!path) throw new CliError('by-uuid-not-offered', { api: api.name }, statement.verb);
  return { ...frame(query), path: fillPath(path, new Map([['uuid', condition.value]])), query: [] };
}

/** What every request of a query shares. */
export function frame(query: Query): Omit<HttpRequest, 'path' | 'query'> {
  return {
    api: query.api.name,
    method: 'GET',
    needSession: query.api.needSession ?? true,
    needPoll: false,
    reply: 'envelope',
    secrets: [],
    ...(query.timeout !== undefined && { timeout: query.timeout }),
  };
}
