import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf, endpointOf, headersOf, originOf, urlOf } from '../../src/client/wire.ts';
import { isProblem } from '../../src/errors.ts';
import { parseJson } from '../../src/json/json.ts';
import type { HttpRequest } from '../../src/request/request.ts';

const query: HttpRequest = {
  api: 'QueryDatabaseBackup',
  method: 'GET',
  path: '/database-backups',
  query: [],
  needSession: true,
  needPoll: false,
  reply: 'envelope',
  secrets: [],
};
const credentials = { session: 'b86c', jobUuid: '1d2c3b4a5f6e4708a9b0c1d2e3f4a5b6', userAgent: 'zstack-cli/1' };
const local = endpointOf('localhost');

describe('an address', () => {
  test.each([
    ['http://host:8080/zstack', 'http', 'host', 8080, '/zstack'],
    ['host', 'http', 'host', 8080, '/zstack'],
    ['host:9090', 'http', 'host', 9090, '/zstack'],
    ['10.0.0.1', 'http', '10.0.0.1', 8080, '/zstack'],
    ['host/', 'http', 'host', 8080, '/zstack'],
    ['host:80/cloud/', 'http', 'host', 80, '/cloud'],
    ['http://host/a/b//', 'http', 'host', 8080, '/a/b'],
    ['https://Cloud.Example.COM', 'https', 'cloud.example.com', 8080, '/zstack'],
    ['HTTPS://host:443', 'https', 'host', 443, '/zstack'],
    ['[::1]:8080', 'http', '::1', 8080, '/zstack'],
    ['http://[FE80::1]', 'http', 'fe80::1', 8080, '/zstack'],
    ['::1', 'http', '::1', 8080, '/zstack'],
    ['2001:db8::1/x', 'http', '2001:db8::1', 8080, '/x'],
    ['::ffff:10.0.0.1', 'http', '::ffff:a00:1', 8080, '/zstack'],
    [' mgmt_node-1\n', 'http', 'mgmt_node-1', 8080, '/zstack'],
    ['云.example', 'http', 'xn--9kq.example', 8080, '/zstack'],
  ])('%s is read', (text, scheme, host, port, context) => {
    expect(endpointOf(text)).toEqual({ scheme, host, port, context });
  });

  test.each([
    '',
    ' ',
    '/',
    'ftp://host',
    'http://',
    'host:0',
    'host:65536',
    'host:port',
    'host:',
    'ho st',
    'host?x=1',
    'host#x',
    'host/../x',
    'host/a b',
    '1',
    '1.2.3',
    '256.1.1.1',
    '0x7f.1',
    '010.0.0.1',
    '[::1',
    '[host]',
    '[]',
    ':::',
    'fe80::1%eth0',
    '-host',
    'a..b',
    'http://http://host',
    'host:8080:9090',
  ])('%j is refused', (text) => {
    expect(() => endpointOf(text)).toThrowError(expect.objectContaining({ code: 'bad-address' }));
  });

  test('a password in it is refused and not repeated', () => {
    for (const address of ['http://me:secret@host', 'me:secret@host', 'me:se@cret@host']) {
      try {
        expect.fail(JSON.stringify(endpointOf(address)));
      } catch (error) {
        if (!isProblem(error, 'bad-address')) throw error;
        expect(error.facts.address).not.toMatch(/secret|cret|se/);
      }
    }
  });

  test('parts win over the text', () => {
    expect(endpointOf({ host: 'host' })).toEqual(endpointOf('host'));
    expect(endpointOf({ host: 'https://host:1/x', port: 2, context: '' })).toEqual({
      scheme: 'https',
      host: 'host',
      port: 2,
      context: '',
    });
    expect(endpointOf({ host: '::1', scheme: 'https', context: 'a/' })).toEqual({
      scheme: 'https',
      host: '::1',
      port: 8080,
      context: '/a',
    });
    expect(() => endpointOf({ host: 'host', port: 1.5 })).toThrow();
    expect(() => endpointOf({ host: 'host', scheme: 'file' })).toThrow();
    expect(() => endpointOf({ host: 'host', context: '/a?b' })).toThrow();
  });

  test('anything is read or refused, and what is read is a URL that reads back the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.ipV6(), fc.domain()), (text) => {
        try {
          const endpoint = endpointOf(text);
          const url = new URL(urlOf(endpoint, query));
          expect(endpointOf(originOf(endpoint) + endpoint.context)).toEqual(endpoint);
          expect(url.pathname).toBe(`${endpoint.context}/v1/database-backups`);
          expect(url.username + url.search + url.hash).toBe('');
        } catch (error) {
          if (!isProblem(error, 'bad-address')) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a URL', () => {
  const search = (...values: string[]): string =>
    urlOf(local, { ...query, query: values.map((value) => ['q', value] as const) }).split('?')[1] ?? '';

  test("is the one of the customer's page", () => {
    const uuid = '9f5010336a233d6ebbd82594a6d56e7c';
    expect(urlOf(local, { ...query, query: [['q', `uuid=${uuid}`]] })).toBe(
      `http://localhost:8080/zstack/v1/database-backups?q=uuid=${uuid}`,
    );
    expect(urlOf(endpointOf('[::1]:80'), { ...query, path: `/database-backups/${uuid}` })).toBe(
      `http://[::1]:80/zstack/v1/database-backups/${uuid}`,
    );
  });

  test.each([
    ['name~=%a b+c%', 'q=name~=%25a%20b%2Bc%25'],
    ["name=it's", 'q=name=it%27s'],
    ['cpuNum>5', 'q=cpuNum%3E5'],
    ['createDate>=2026-01-01 00:00:00', 'q=createDate%3E=2026-01-01%2000:00:00'],
    ['name?=a,b', 'q=name%3F=a,b'],
    ['name=a&b#c/d\\e"f', 'q=name=a%26b%23c%2Fd%5Ce%22f'],
    ['name=%3D%2C', 'q=name=%253D%252C'],
    ['name=云主机\n', 'q=name=%E4%BA%91%E4%B8%BB%E6%9C%BA%0A'],
    ['name=\ud800x', 'q=name=%EF%BF%BDx'],
    ['', 'q='],
  ])('carries %j', (value, expected) => {
    expect(search(value)).toBe(expected);
  });

  test('names are encoded whole, pairs keep their order and may repeat', () => {
    const url = urlOf(local, {
      ...query,
      query: [
        ['q', 'a=1'],
        ['x=y', '1'],
        ['q', 'b=2'],
      ],
    });
    expect(url.split('?')[1]).toBe('q=a=1&x%3Dy=1&q=b=2');
  });

  test('every value comes back from its URL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const raw = search(value).slice('q='.length);
        expect(decodeURIComponent(raw)).toBe(value);
        expect(raw).toMatch(/^[\w.~!*()%=,:-]*$/);
      }),
    );
  });
});

describe('headers', () => {
  test('of a query: no job, no content type', () => {
    expect(headersOf(query, credentials)).toEqual({ Authorization: 'OAuth b86c', 'User-Agent': 'zstack-cli/1' });
  });

  test('of a log-in: no session even when there is one', () => {
    const login: HttpRequest = { ...query, method: 'PUT', needSession: false, body: { logInByAccount: {} } };
    expect(headersOf(login, credentials)).toEqual({
      'Content-Type': 'application/json; charset=utf-8',
      'X-Job-UUID': credentials.jobUuid,
      'User-Agent': 'zstack-cli/1',
    });
  });

  test.each([
    [1, '1'],
    [1000, '1'],
    [1001, '2'],
    [30_000, '30'],
  ])('a time of %d ms is sent as %s s', (timeout, seconds) => {
    expect(headersOf({ ...query, method: 'DELETE', timeout }, credentials)).toMatchObject({
      'X-API-Timeout': seconds,
      'X-Job-UUID': credentials.jobUuid,
    });
  });
});

test('a body keeps exact numbers', () => {
  expect(bodyOf(query, credentials)).toBeUndefined();
  expect(
    bodyOf({ ...query, method: 'POST', body: parseJson('{"params":{"size":9223372036854775807}}') }, credentials),
  ).toBe('{"params":{"size":9223372036854775807}}');
});
