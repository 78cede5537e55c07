import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json/json.ts';
import { answer, clientOf, httpNode, query } from './world.ts';

/** Asks for rows and waits for nothing. */
async function ask(body: string, status = 200, request = query) {
  const node = await httpNode(answer(status, body));
  const rows: Json[] = [];
  const reply = clientOf(node.endpoint).send(request, { onRows: (found) => void rows.push(...found.values()) });
  return { rows, reply };
}

describe('rows are given away as they come', () => {
  test('and the envelope is left', async () => {
    const { rows, reply } = await ask('{"schema":{},"inventories":[{"uuid":"a"},{"uuid":"b"}],"total":2}');
    expect(await reply).toEqual({ status: 200, envelope: { inventories: [], total: 2 } });
    expect(rows).toEqual([{ uuid: 'a' }, { uuid: 'b' }]);
  });

  test('from ZQL too', async () => {
    const zql = { ...query, reply: 'zql' } as const;
    const { rows, reply } = await ask('\ufeff{"results":[{"inventories":[{"uuid":"a"}],"total":1}]}', 200, zql);
    expect(await reply).toEqual({ status: 200, envelope: { inventories: [], total: 1 } });
    expect(rows).toEqual([{ uuid: 'a' }]);
  });

  test.each([
    ['no list', '{"total":5}', { total: 5 }],
    ['an empty list', '{"inventories":[]}', { inventories: [] }],
    ['nothing', '', {}],
  ])('%s has none', async (_, body, envelope) => {
    const { rows, reply } = await ask(body);
    expect(await reply).toEqual({ status: 200, envelope });
    expect(rows).toEqual([]);
  });

  test.each([
    [200, '{"error":{"code":"SYS.1000"}}', 'api-failed'],
    [503, '{"error":{"code":"SYS.1000"}}', 'api-failed'],
    [404, 'no', 'http-failed'],
    [200, '{"inventories":[{"uuid":"a"}', 'bad-reply'],
    [200, '{"inventories":[{"uuid":a}]}', 'bad-reply'],
    [200, '<html>', 'bad-reply'],
  ])('a refusal is none: %d %s', async (status, body, code) => {
    await expect((await ask(body, status)).reply).rejects.toMatchObject({ code });
  });

  test('the first before the last is there', async () => {
    let finish: () => void = () => undefined;
    const node = await httpNode((_, response) => {
      response.write('{"inventories":[{"uuid":"a"},');
      finish = () => response.end('{"uuid":"b"}]}');
    });
    const rows: Json[] = [];
    const reply = clientOf(node.endpoint).send(query, {
      onRows: (found) => {
        rows.push(...found.values());
        if (rows.length === 1) finish();
      },
    });
    await reply;
    expect(rows).toHaveLength(2);
  });
});

describe('a connection that breaks', () => {
  test('before the first row is tried again', async () => {
    const node = await httpNode(
      (_, response) => response.socket?.destroy(),
      answer(200, '{"inventories":[{"uuid":"a"}]}'),
    );
    const rows: Json[] = [];
    await clientOf(node.endpoint).send(query, { onRows: (found) => void rows.push(...found.values()) });
    expect(rows).toEqual([{ uuid: 'a' }]);
    expect(node.seen).toHaveLength(2);
  });

  test('after it is not, because rows would come twice', async () => {
    const node = await httpNode((_, response) => {
      response.write('{"inventories":[{"uuid":"a"},{"uu', () => setTimeout(() => response.socket?.destroy(), 20));
    });
    const rows: Json[] = [];
    const reply = clientOf(node.endpoint).send(query, { onRows: (found) => void rows.push(...found.values()) });
    await expect(reply).rejects.toMatchObject({ code: 'unreachable' });
    expect(rows).toEqual([{ uuid: 'a' }]);
    expect(node.seen).toHaveLength(1);
  });
});

/** Rows without an end; tells how many bytes the server could write. */
async function endless() {
  const piece = Buffer.from(`${`{"uuid":"${'a'.repeat(1000)}"},`.repeat(60)}`);
  let written = 0;
  let closed = false;
  const node = await httpNode((_, response) => {
    response.on('close', () => {
      closed = true;
    });
    response.write('{"inventories":[');
    const more = (): void => {
      while (!closed && response.write(piece)) written += piece.length;
      if (!closed) response.once('drain', more);
    };
    more();
  });
  return { node, written: () => written, isClosed: () => closed };
}

describe('who takes the rows', () => {
  test('holds the server back, for longer than the server may be silent', async () => {
    const { node, written } = await endless();
    const controller = new AbortController();
    const client = clientOf(node.endpoint, { readTimeout: 1000 });
    let most = 0;
    const reply = client.send(query, {
      signal: controller.signal,
      onRows: async () => {
        await delay(1600);
        const before = written();
        await delay(200);
        most = written() - before;
        controller.abort();
      },
    });
    await expect(reply).rejects.toMatchObject({ code: 'interrupted' });
    expect(most).toBe(0);
    expect(written()).toBeLessThan(64 << 20);
  });

  test.each([
    ['at once', () => Promise.resolve().then(() => Promise.reject(new RangeError('enough')))],
    [
      'later',
      () => {
        throw new RangeError('enough');
      },
    ],
  ])('ends the call by throwing %s, and the server stops', async (_, onRows) => {
    const { node, isClosed } = await endless();
    await expect(clientOf(node.endpoint).send(query, { onRows })).rejects.toThrow('enough');
    await expect.poll(isClosed).toBe(true);
  });

  test('gets all rows before the reply is there, in their order', async () => {
    const all = Array.from({ length: 5000 }, (_, at) => ({ uuid: String(at), more: 'x'.repeat(200) }));
    const node = await httpNode(answer(200, JSON.stringify({ inventories: all })));
    const rows: Json[] = [];
    const reply = await clientOf(node.endpoint).send(query, {
      onRows: async (found) => {
        await delay(1);
        rows.push(...found.values());
      },
    });
    expect(reply.envelope).toEqual({ inventories: [] });
    expect(rows).toEqual(all);
  });
});
