import { describe, expect, test } from 'vitest';
import { stringifyJson } from '../../src/json/json.ts';
import { answer, clientOf, create, httpNode, jobUuid, jumpingWorld, query } from './world.ts';

const failed = (error: object): string => JSON.stringify({ error });

describe('an answer', () => {
  test('of 200 is the envelope, without its schema', async () => {
    const node = await httpNode(answer(200, '{"schema":{"inventories[0]":"x"},"inventories":[{"uuid":"a","n":null}]}'));
    expect(await clientOf(node.endpoint).send(query, { session: 'S' })).toEqual({
      status: 200,
      envelope: { inventories: [{ uuid: 'a', n: null }] },
    });
    expect(node.seen).toMatchObject([
      { method: 'GET', url: '/zstack/v1/zones', headers: { authorization: 'OAuth S', 'user-agent': 'zstack-cli' } },
    ]);
    expect(Object.keys(node.seen[0]?.headers ?? {}).sort()).toEqual([
      'authorization',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  test.each([
    [200, ''],
    [200, ' \n'],
    [204, ''],
    [201, '{}'],
  ])('of %d %j is empty', async (status, body) => {
    const node = await httpNode(answer(status, body));
    expect(await clientOf(node.endpoint).send(query)).toEqual({ status, envelope: {} });
  });

  test('keeps every digit, odd keys and a schema that is data', async () => {
    const body = '{"size":9223372036854775807,"rate":1.10,"__proto__":{"a":1},"constructor":1,"schema":"mine"}';
    const node = await httpNode(answer(200, `\ufeff${body}`));
    const { envelope } = await clientOf(node.endpoint).send(query);
    expect(stringifyJson(envelope)).toBe(body);
    expect(Object.getPrototypeOf(envelope)).toBe(Object.prototype);
  });

  test('keeps odd keys when a schema is taken out', async () => {
    const node = await httpNode(answer(200, '{"schema":{},"__proto__":{"a":1}}'));
    expect(stringifyJson((await clientOf(node.endpoint).send(query)).envelope)).toBe('{"__proto__":{"a":1}}');
  });

  test('is put together from pieces that cut a character', async () => {
    const bytes = Buffer.from('{"name":"云主机"}');
    const node = await httpNode((_, response) => {
      response.write(bytes.subarray(0, 10));
      setTimeout(() => response.end(bytes.subarray(10)), 20);
    });
    expect((await clientOf(node.endpoint).send(query)).envelope).toEqual({ name: '云主机' });
  });

  test.each([
    ['{"results":[{"inventories":[{"uuid":"a"}],"total":1,"name":"q"}]}', { inventories: [{ uuid: 'a' }], total: 1 }],
    ['{"results":[{"inventories":[]}]}', { inventories: [] }],
    ['{"results":[{"total":3}]}', { total: 3 }],
    ['{"results":[{}]}', { inventories: [] }],
  ])('to ZQL %s looks like that to a query', async (body, envelope) => {
    const node = await httpNode(answer(200, body));
    const request = { ...query, path: '/zql', query: [['zql', "query zone where name = 'a'"]], reply: 'zql' } as const;
    expect((await clientOf(node.endpoint).send(request)).envelope).toEqual(envelope);
    expect(node.seen[0]?.url).toBe('/zstack/v1/zql?zql=query%20zone%20where%20name%20=%20%27a%27');
  });

  test.each(['{"inventories":[', '[]', '"text"', '1', '<html>', '{"a":1} x', `${'['.repeat(600)}${']'.repeat(600)}`])(
    'of 200 %.20s is no answer',
    async (body) => {
      const node = await httpNode(answer(200, body));
      await expect(clientOf(node.endpoint).send(query)).rejects.toMatchObject({
        code: 'bad-reply',
        facts: { api: 'QueryZone', status: 200 },
      });
    },
  );

  test.each(['{}', '{"results":[]}', '{"results":[1]}'])('to ZQL %s is no answer', async (body) => {
    const node = await httpNode(answer(200, body));
    await expect(clientOf(node.endpoint).send({ ...query, reply: 'zql' })).rejects.toMatchObject({ code: 'bad-reply' });
  });
});

describe('a refusal', () => {
  const refusal = async (status: number, body: string, headers = {}): Promise<unknown> => {
    const node = await httpNode(answer(status, body, headers));
    const error = await clientOf(node.endpoint, {}, jumpingWorld())
      .send(query)
      .catch((error) => error);
    expect(node.seen).toHaveLength(error.code === 'http-failed' && status > 501 ? 4 : 1);
    return error;
  };

  test('by the API gives its error object', async () => {
    const error = {
      code: 'SYS.1006',
      description: 'An operation failed',
      details: 'it failed',
      elaboration: 'Error message: it failed.',
      cost: '3ms',
      messages: { distance: 0.5 },
    };
    const { cost, messages, ...kept } = error;
    expect(await refusal(503, failed(error))).toMatchObject({
      code: 'api-failed',
      facts: { api: 'QueryZone', status: 503, error: { ...kept, elaboration: 'it failed.' } },
    });
  });

  test.each([
    [{ code: 'A', cause: { details: 'middle', cause: { description: 'why', details: 'root' } } }, 'root'],
    [{ code: 'A', cause: { description: 'only described' } }, 'only described'],
    [{ code: 'A', causes: [{ details: 'first', cause: { details: 'deep' } }, { details: 'second' }] }, 'deep'],
    [{ code: 'A', causes: [], cause: null }, undefined],
    [{ code: 'A', cause: { details: 5 } }, undefined],
  ])('names the innermost cause of %j', async (error, rootCause) => {
    const thrown = await refusal(503, failed(error));
    expect(thrown).toHaveProperty('facts.error', { code: 'A', ...(rootCause && { rootCause }) });
  });

  test('prefers the localised message of newer servers', async () => {
    expect(await refusal(503, failed({ message: '出错了', elaboration: 'x' }))).toHaveProperty('facts.error', {
      elaboration: '出错了',
    });
  });

  test.each([200, 400, 401, 403, 500])('is read from an error object under status %d too', async (status) => {
    expect(await refusal(status, failed({ code: 'ID.1001' }))).toMatchObject({
      code: 'api-failed',
      facts: { status, error: { code: 'ID.1001' } },
    });
  });

  test('is not read from an error beside success', async () => {
    const node = await httpNode(answer(200, '{"success":true,"error":{}}'));
    expect((await clientOf(node.endpoint).send(query)).envelope).toEqual({ success: true, error: {} });
  });

  test.each([
    [400, "  missing header 'Authorization'\r\n", "missing header 'Authorization'"],
    [404, 'no api mapping to /v1/zones', 'no api mapping to /v1/zones'],
    [405, 'only GET', 'only GET'],
    [500, '', ''],
    [503, 'Service   Unavailable', 'Service Unavailable'],
    [503, '{"error":"text"}', '{"error":"text"}'],
    [503, '{"error":{"code":', '{"error":{"code":'],
    [
      503,
      '<!doctype html><html><head><title>HTTP Status 503</title><style>h1 {a:b}</style></head><body><h1>Down</h1></body></html>',
      'HTTP Status 503 Down',
    ],
    [500, `${'长'.repeat(499)}😀${'x'.repeat(9)}`, `${'长'.repeat(499)}…`],
  ])('of %d by anything else gives its text', async (status, body, text) => {
    expect(await refusal(status, body)).toMatchObject({
      code: 'http-failed',
      facts: { api: 'QueryZone', status, body: text },
    });
  });

  test('without an end is cut', async () => {
    const piece = 'x'.repeat(1 << 16);
    let pieces = 0;
    const node = await httpNode((_, response) => {
      const more = (): void => {
        while (!response.closed && ++pieces && response.write(piece));
        if (!response.closed) response.once('drain', more);
      };
      response.writeHead(503);
      more();
    });
    await expect(clientOf(node.endpoint).send(query)).rejects.toMatchObject({
      code: 'http-failed',
      facts: { body: `${'x'.repeat(500)}…` },
    });
    expect(pieces * piece.length).toBeLessThan(32 << 20);
  });

  test('by redirection is not followed', async () => {
    const error = await refusal(302, '', { location: 'http://127.0.0.1:1/login' });
    expect(error).toMatchObject({ code: 'http-failed', facts: { status: 302, body: 'http://127.0.0.1:1/login' } });
  });

  test('of a synchronous change names no job', async () => {
    const node = await httpNode(answer(503, failed({ code: 'ID.1000' })));
    const login = { ...create, method: 'PUT', path: '/accounts/login', needSession: false, needPoll: false } as const;
    const error = await clientOf(node.endpoint)
      .send(login, { session: 'old' })
      .catch((error) => error);
    expect(error.facts).toEqual({ api: 'CreateZone', status: 503, error: { code: 'ID.1000' } });
    expect(node.seen[0]?.headers).not.toHaveProperty('authorization');
  });
});

test('a body arrives as UTF-8 JSON with its job', async () => {
  const node = await httpNode(answer(200, '{}'));
  await clientOf(node.endpoint, { userAgent: 'zstack-cli/1.2.3' }).send({ ...create, timeout: 1500 });
  expect(node.seen).toMatchObject([
    {
      method: 'POST',
      body: '{"params":{"name":"区域"}}',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-job-uuid': jobUuid,
        'x-api-timeout': '2',
        'user-agent': 'zstack-cli/1.2.3',
      },
    },
  ]);
  expect(node.seen[0]?.headers).not.toHaveProperty('x-json-schema');
});

test('calls one after another use one connection, calls at once use several', async () => {
  const node = await httpNode((_, response) => setTimeout(() => response.end('{}'), 20));
  const client = clientOf(node.endpoint);
  for (let n = 0; n < 5; n++) await client.send(query);
  expect(node.connections()).toBe(1);
  await Promise.all(Array.from({ length: 40 }, () => client.send(query)));
  expect(node.connections()).toBe(8);
  expect(node.seen).toHaveLength(45);
});
