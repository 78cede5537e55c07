import type { Connection } from './connection.ts';
import type { Note } from './errors.ts';
import { own } from './json/json.ts';
import type { Built } from './request/build.ts';
import type { Query } from './request/query.ts';

/**
 * Why a query found nothing: the conditions without which, one at a time, there would be rows. Each costs the server
 * a count; what cannot be counted is passed over.
 */
export async function whyNothing(
  { query, request }: NonNullable<Built['asked']>,
  connection: Pick<Connection, 'send'>,
): Promise<readonly Note[]> {
  const { conditions } = query;
  if (conditions.length === 0 || conditions.length > mostConditions) return [];
  const count = async (left: Query['conditions']): Promise<bigint> => {
    try {
      const { api, target, filterName } = query;
      const kept = { api, ...(target && { target }), ...(filterName !== undefined && { filterName }) };
      const { envelope } = await connection.send(request({ ...kept, conditions: left, count: true }));
      return BigInt(String(own(envelope, 'total') ?? 0));
    } catch {
      return 0n;
    }
  };
  const without = await Promise.all(
    conditions.map((one) => count(conditions.filter((condition) => condition !== one))),
  );
  const guilty = conditions.flatMap(({ word }, at): readonly Note[] =>
    without[at] ? [{ code: 'why-nothing', facts: { condition: word.text, rows: String(without[at]) } }] : [],
  );
  if (guilty.length > 0 || conditions.length === 1) return guilty;
  const all = await count([]);
  return all > 0n ? [{ code: 'why-nothing-together', facts: { rows: String(all) } }] : [];
}

const mostConditions = 8;
