import { Refusal } from '../fault.ts';
import type { QueryCondition } from '../query.ts';
import { parseQ } from './q.ts';

/** What the query string asks of a query API. */
export interface QueryParameters {
  readonly conditions: readonly QueryCondition[];
  readonly limit?: number;
  readonly start?: number;
  readonly count?: boolean;
  readonly replyWithCount?: boolean;
  readonly filterName?: string;
  readonly sortBy?: string;
  readonly sortDirection?: 'asc' | 'desc';
  readonly fields?: readonly string[];
}

/**
 * Reads the query string: of every name but `q` the first value counts, other names are ignored, and an empty name is a
 * `q` too. Throws the refusals of RestServer.java (handleQuery), ZStack 5.2.1.
 */
export function readQuery(pairs: readonly (readonly [name: string, value: string])[]): QueryParameters {
  const first = (wanted: string): string | undefined => pairs.find(([name]) => name.trim() === wanted)?.[1];
  const sort = first('sort');
  const fields = first('fields');
  const filterName = first('filterName');
  const limit = wholeNumber('limit', first('limit'));
  const start = wholeNumber('start', first('start'));
  return {
    conditions: pairs.filter(([name]) => 'q'.startsWith(name.trim())).map(([, value]) => parseQ(value)),
    ...(limit !== undefined && { limit }),
    ...(start !== undefined && { start }),
    count: isTrue(first('count')),
    replyWithCount: isTrue(first('replyWithCount')),
    ...(filterName !== undefined && { filterName }),
    ...(sort !== undefined && sortOf(sort.trim())),
    ...(fields !== undefined && { fields: fields.split(',').map((field) => field.trim()) }),
  };
}

function sortOf(sort: string): Pick<QueryParameters, 'sortBy' | 'sortDirection'> {
  if (sort.startsWith('-')) return { sortBy: sort.replace(/^-+/, ''), sortDirection: 'desc' };
  return { sortBy: sort.replace(/^\++/, ''), sortDirection: 'asc' };
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= -(2 ** 31) && value < 2 ** 31) return value;
  throw new Refusal(400, `Invalid query parameter. '${name}' must be an integer`);
}

function isTrue(text: string | undefined): boolean {
  return text?.trim().toLowerCase() === 'true';
}
