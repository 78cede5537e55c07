import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reply, SendOptions } from '../src/client/client.ts';
import type { Connection } from '../src/connection.ts';
import type { Context, Options } from '../src/context.ts';
import { type Json, stringifyJson } from '../src/json/json.ts';
import { RowScanner } from '../src/json/scanner.ts';
import { sendAll } from '../src/paging.ts';
import type { HttpRequest } from '../src/request/request.ts';
import { english } from '../src/text/en.ts';
import { build } from './request/build.ts';

/** A server of so many rows that answers late and in pieces, and remembers what it was asked. */
function serverOf(total: number, wait: () => number = () => 0) {
  const seen: HttpRequest[] = [];
  let open = 0;
  let most = 0;
  const send = async (request: HttpRequest, { onRows }: SendOptions = {}): Promise<Reply> => {
    seen.push(request);
    most = Math.max(most, ++open);
    await delay(wait());
    const asked = new Map(request.query);
    const [, zqlLimit = 1000, zqlStart = 0] = / limit (\d+)(?: offset (\d+))?/.exec(asked.get('zql') ?? '') ?? [];
    const start = Number(asked.get('start') ?? zqlStart);
    const limit = Number(asked.get('limit') ?? zqlLimit);
    const counted = asked.get('replyWithCount') === 'true' || / return with \(total\)/.test(asked.get('zql') ?? '');
    if (asked.get('count') === 'true') return { status: 200, envelope: { total } };
    const rows = Array.from({ length: Math.max(0, Math.min(limit, total - start)) }, (_, at) => ({
      uuid: `u${start + at}`,
    }));
    const scanner = new RowScanner('envelope');
    const bytes = Buffer.from(stringifyJson({ inventories: rows }));
    for (let at = 0; at < bytes.length; at += 50) {
      for (const found of scanner.push(Buffer.from(bytes.subarray(at, at + 50)))) await onRows?.(found);
      if (at % 300 === 0) await delay(wait());
    }
    open--;
    return { status: 200, envelope: { inventories: [], ...(counted && { total }) } };
  };
  return { connection: { send } as unknown as Connection, seen, most: () => most };
}

function contextOf(options: Partial<Options> = {}): Context {
  const out = { isTerminal: false, write: async () => undefined };
  return {
    io: { stdinIsTerminal: false, stdout: out, stderr: out },
    options: { validate: true, ...options },
    text: english,
  } as unknown as Context;
}

async function fetchAll(server: ReturnType<typeof serverOf>, words: readonly string[], options: Partial<Options> = {}) {
  const { asked } = build(words.join(' '));
  if (!asked) throw new Error('no query');
  const rows: Json[] = [];
  const envelope = await sendAll(asked, server.connection, contextOf(options), async (found) => {
    rows.push(...found.values());
    await delay(0);
  });
  return { rows: rows.map((row) => (row as { uuid: string }).uuid), envelope };
}

const uuids = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, at) => `u${from + at}`);

describe('all rows of a query', () => {
  test('are the same for every size of a page, in any order of the answers', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.integer({ min: 1, max: 25 }),
        fc.option(fc.nat(70)),
        fc.option(fc.nat(40)),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }),
        async (total, pageSize, limit, start, waits) => {
          let nth = 0;
          const server = serverOf(total, () => waits[nth++ % waits.length] ?? 0);
          const words = [...(limit === null ? [] : [`limit=${limit}`]), ...(start === null ? [] : [`start=${start}`])];
          const { rows, envelope } = await fetchAll(server, ['QueryZone', ...words], { pageSize });
          expect(rows).toEqual(
            uuids(start ?? 0, Math.max(start ?? 0, Math.min(total, (start ?? 0) + (limit ?? total)))),
          );
          expect(envelope).toEqual({ inventories: [] });
          expect(server.most()).toBeLessThanOrEqual(8);
        },
      ),
      { numRuns: 60 },
    ));

  test('are asked for in one order, several pages at once and none too many', async () => {
    const server = serverOf(95, () => 5);
    await fetchAll(server, ['QueryZone'], { pageSize: 10 });
    expect(server.seen.map(({ query }) => query.filter(([name]) => name !== 'limit'))).toEqual(
      Array.from({ length: 10 }, (_, at) => [
        ['sort', '+uuid'],
        ['start', String(at * 10)],
        ...(at === 0 ? [['replyWithCount', 'true']] : []),
      ]),
    );
    expect(server.most()).toBe(8);
  });

  test('that fit one page cost one request', async () => {
    const server = serverOf(9);
    await fetchAll(server, ['QueryZone'], { pageSize: 10 });
    expect(server.seen).toHaveLength(1);
  });

  test('in an order that was asked for keep one where rows are equal, which only ZQL can say', async () => {
    const server = serverOf(25);
    const { rows } = await fetchAll(server, ['QueryZone', 'sortBy=name', 'sortDirection=desc'], { pageSize: 10 });
    expect(rows).toEqual(uuids(0, 25));
    expect(new Map(server.seen[1]?.query).get('zql')).toBe(
      'query zone order by name desc, uuid asc limit 10 offset 10',
    );
  });

  test('by uuid stay as they were asked for', async () => {
    const server = serverOf(5);
    await fetchAll(server, ['QueryZone', 'sortBy=uuid', 'sortDirection=desc']);
    expect(server.seen[0]?.query[0]).toEqual(['sort', '-uuid']);
  });

  test('keep the total only where it was asked for', async () => {
    expect((await fetchAll(serverOf(25), ['QueryZone', 'replyWithCount=true'], { pageSize: 10 })).envelope).toEqual({
      inventories: [],
      total: 25,
    });
  });

  test('with fields are counted apart, because the server counts only rows that have the first field', async () => {
    const server = serverOf(25);
    expect((await fetchAll(server, ['QueryZone', 'fields=uuid'], { pageSize: 10 })).rows).toHaveLength(25);
    expect(server.seen[1]?.query).toEqual([['count', 'true']]);
  });

  test('end with the first refusal', async () => {
    const server = serverOf(200, () => 2);
    const { send } = server.connection;
    server.connection.send = async (request, options) => {
      if (new Map(request.query).get('start') === '30') throw new RangeError('refused');
      return send(request, options);
    };
    await expect(fetchAll(server, ['QueryZone'], { pageSize: 10 })).rejects.toThrow('refused');
    expect(server.seen.length).toBeLessThan(15);
  });
});
