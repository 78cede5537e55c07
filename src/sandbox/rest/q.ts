import { Refusal } from '../fault.ts';
import type { QueryCondition } from '../query.ts';

/**
 * One `q` parameter of a query, cut at the first sign of the list that occurs anywhere in it. Throws a `Refusal` with
 * status 400. Source: RestServer.java, ZStack 5.2.1.
 */
export function parseQ(q: string): QueryCondition {
  const found = signs.find(([sign]) => q.includes(sign));
  if (!found)
    throw invalid(
      `The '${q}' in the parameter[q] doesn't contain any query operator. Valid query operators are [[${signs.map(([sign]) => sign).join(', ')}]]`,
    );
  const [sign, op] = found;
  const [first = '', rest] = cut(q, sign);
  if (op === 'is null' || op === 'is not null') return { name: q.slice(0, q.indexOf(sign)).trim(), op };
  if (rest === undefined) throw invalid(`The '${q}' in parameter[q] is not a key-value pair split by ${op}`);
  return { name: first.trim(), op, value: rest };
}

/** In this order. */
const signs = [
  ['!=', '!='],
  ['>=', '>='],
  ['<=', '<='],
  ['!?=', 'not in'],
  ['!~=', 'not like'],
  ['~=', 'like'],
  ['?=', 'in'],
  ['=', '='],
  ['>', '>'],
  ['<', '<'],
  ['is null', 'is null'],
  ['not null', 'is not null'],
] as const;

/** What is before the sign and what is after it; signs at the start and signs that follow one another are one. */
function cut(q: string, sign: string): readonly string[] {
  let start = 0;
  while (q.startsWith(sign, start)) start += sign.length;
  const at = q.indexOf(sign, start);
  if (at < 0) return [q.slice(start)];
  let after = at;
  while (q.startsWith(sign, after)) after += sign.length;
  return [q.slice(start, at), q.slice(after)];
}

function invalid(text: string): Refusal {
  return new Refusal(400, `Invalid query parameter. ${text}`);
}
