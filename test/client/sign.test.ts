import { describe, expect, it, test } from 'vitest';
import { signedDate, signer } from '../../src/client/sign.ts';
import { headersOf } from '../../src/client/wire.ts';
import { query } from './world.ts';

const keys = {
  accessKeyId: 'abcdefghij0123456789',
  accessKeySecret: '0123456789abcdefghijABCDEFGHIJ0123456789',
};
const now = () => Date.parse('2024-10-17T13:43:35+08:00');
const date = 'Thu, 17 Oct 2024 13:43:35 Asia/Shanghai';

describe('a signature', () => {
  const sign = signer(keys, now, 'Asia/Shanghai');
  test.each([
    ['GET', '/v1/zones', 'DNZNQCGzHkDHsuJuqlwDRKyLtUU='],
    ['PUT', '/v1/zones/8b2a4f1f7c6e4a0f9a3e5d2c1b0a9f8e/actions', 'jgfdBGpruzfP9Wvru7uPUYk2QBM='],
  ])('of %s %s is %s', (method, path, signature) => {
    expect(sign(method, path)).toEqual({ Date: date, Authorization: `ZStack abcdefghij0123456789:${signature}` });
  });

  it('is of the decoded path without context and query', () => {
    const seen: string[] = [];
    const record = (method: string, path: string) => {
      seen.push(`${method} ${path}`);
      return sign(method, path);
    };
    const credentials = { sign: record, jobUuid: '', userAgent: 'cli' };
    const request = { ...query, path: '/zones/a%20b%2Fc', query: [['limit', '1']] } as const;
    expect(headersOf(request, credentials)).toMatchObject({ Date: date });
    headersOf({ ...request, needSession: false }, credentials);
    expect(seen).toEqual(['GET /v1/zones/a b/c']);
  });
});

test.each([
  ['2024-10-17T05:43:35Z', 'UTC', 'Thu, 17 Oct 2024 05:43:35 UTC'],
  ['2024-10-17T05:43:35Z', 'GMT+08:00', 'Thu, 17 Oct 2024 13:43:35 GMT+08:00'],
  ['2024-10-17T05:43:35Z', 'GMT-03:30', 'Thu, 17 Oct 2024 02:13:35 GMT-03:30'],
  ['2024-01-02T16:00:00Z', 'Asia/Shanghai', 'Wed, 03 Jan 2024 00:00:00 Asia/Shanghai'],
  ['2024-07-02T12:00:00Z', 'America/New_York', 'Tue, 02 Jul 2024 08:00:00 America/New_York'],
])('%s in %s is %s', (time, zone, text) => expect(signedDate(Date.parse(time), zone)).toBe(text));
