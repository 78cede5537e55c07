import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { clientOf, create, jumpingWorld, query, rawNode } from '../client/world.ts';
import { pollution } from './hostile.ts';

const row = '{"inventories":[{"uuid":"1"}]}';
const ok = (headers: string, body = row): string => `HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${body}`;
const length = `Content-Length: ${row.length}`;

/** What a server sends, byte by byte, and then closes the connection, unless it says otherwise. */
const answers: Readonly<Record<string, string>> = {
  nothing: '',
  'no status line': 'hello\r\n\r\n',
  'half a status line': 'HTTP/1.1 20',
  'no end of the headers': 'HTTP/1.1 200 OK\r\nContent-Type: x',
  'a status of four digits': 'HTTP/1.1 2000 OK\r\n\r\n',
  'a status of none': 'HTTP/1.1 000 OK\r\n\r\n',
  'another protocol': 'SSH-2.0-OpenSSH_9.6\r\n',
  'the preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a TLS alert': '\u0015\u0003\u0003\u0000\u0002\u0002\u0028',
  NUL: '\u0000'.repeat(5000),
  'another protocol behind a good answer': ok(length) + 'x'.repeat(1000),
  'a second answer that nobody asked for': ok(length) + ok(length, row.replace('1', '2')),
  'a length that is too short': ok('Content-Length: 5'),
  'a length that is too long': ok('Content-Length: 5000'),
  'a huge length': ok('Content-Length: 99999999999999999999999'),
  'a negative length': ok('Content-Length: -1'),
  'two lengths': ok(`${length}\r\nContent-Length: 3`),
  'a length and chunks': ok(`${length}\r\nTransfer-Encoding: chunked`, `5\r\nhello\r\n0\r\n\r\n`),
  'a chunk of no number': ok('Transfer-Encoding: chunked', `zz\r\n${row}\r\n0\r\n\r\n`),
  'a huge chunk': ok('Transfer-Encoding: chunked', `FFFFFFFFFFFFFFFF\r\n${row}`),
  'chunks without an end': ok('Transfer-Encoding: chunked', `${row.length.toString(16)}\r\n${row}\r\n`),
  'a header with control characters': ok(`${length}\r\nX-A: \u001b[31m\u0007\u009b`),
  'a header with NUL': ok(`${length}\r\nX-A: a\u0000b`),
  'a header without a name': ok(`${length}\r\n: x`),
  'a header of 100 kB': ok(`${length}\r\nX-A: ${'a'.repeat(100_000)}`),
  '10,000 headers': ok(Array.from({ length: 10_000 }, (_, at) => `X-${at}: a`).join('\r\n')),
  'a header __proto__': ok(`${length}\r\n__proto__: x\r\nconstructor: x\r\nlocation: __proto__`),
  'gzip that is none': ok(`${length}\r\nContent-Encoding: gzip`),
  'gzip cut short': ok('Content-Encoding: gzip', '\u001f\u008b\u0008\u0000\u0000'),
  'an upgrade':
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\u0081\u0005hello',
  '1,000 times to go on': 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000) + ok(length),
  'early hints': `HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n${ok(length)}`,
  'a 204 with a body': `HTTP/1.1 204 No Content\r\n${length}\r\n\r\n${row}`,
  'a 304': 'HTTP/1.1 304 Not Modified\r\n\r\n',
  'a place that is itself': 'HTTP/1.1 302 Found\r\nLocation: /zstack/v1/zones\r\nContent-Length: 0\r\n\r\n',
  'a place with control characters':
    'HTTP/1.1 302 Found\r\nLocation: http://a/\u001b[2J\u009b\r\nContent-Length: 0\r\n\r\n',
  'a 202 without a job': 'HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}',
  'a 202 that leads up': `HTTP/1.1 202 Accepted\r\n\r\n{"location":"http://x/v1/api-jobs/../../../etc/passwd"}`,
  'a 202 with time without end': `HTTP/1.1 202 Accepted\r\n\r\n{"location":"/api-jobs/a","apiTimeout":1e999}`,
  'an error without an end': `HTTP/1.1 500 No\r\n\r\n${'x'.repeat(3_000_000)}`,
  'UTF-16': ok('Content-Type: application/json; charset=utf-16', Buffer.from(row, 'utf16le').toString('latin1')),
  '100,000 levels in a row': ok('', `{"inventories":[{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`),
  '100,000 levels that end nowhere': ok('', `{"inventories":[${'{"a":'.repeat(100_000)}`),
  '100,000 levels around': ok('', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  '100,000 levels and a long number': ok('', `${'['.repeat(100_000)}1.50${']'.repeat(100_000)}`),
  'a number of a million digits': ok('', `{"inventories":[{"size":${'7'.repeat(1_000_000)}}]}`),
  'a million escapes beside a long number': ok('', `{"a":1.50,"inventory":{"name":"${'\\n'.repeat(1_000_000)}"}}`),
  'causes without an end': ok('', `{"error":${'{"details":"x","cause":'.repeat(400)}{}${'}'.repeat(400)}}`),
};

describe.each(['single', 'pooled'] as const)('over connections that are %s', (connections) => {
  it.each(Object.keys(answers))('%s is an answer or a problem of ours', async (name) => {
    const bytes = Buffer.from(answers[name] as string, 'latin1');
    const node = await rawNode((socket) => socket.once('data', () => socket.end(bytes)));
    const message = { ...create, message: 'org.zstack.header.zone.APICreateZoneMsg' };
    for (const request of connections === 'single' ? [query, create, message] : [query]) {
      const client = clientOf(node.endpoint, { connections }, jumpingWorld());
      const rows: unknown[] = [];
      const outcome = await client
        .send(request, { timeout: 2000, onRows: (found) => void rows.push(...found.values()) })
        .then(({ status, envelope }) => ({ status, envelope }))
        .catch((error: unknown) => problemsOf(error) ?? Promise.reject(error));
      expect(outcome).toBeDefined();
    }
    expect(pollution()).toEqual([]);
  });

  it('a million escapes beside a number of many digits are read as they are', async () => {
    const bytes = Buffer.from(answers['a million escapes beside a long number'] as string);
    const node = await rawNode((socket) => socket.once('data', () => socket.end(bytes)));
    const { envelope } = await clientOf(node.endpoint, { connections }).send({ ...query, api: 'GetVersion' });
    expect(envelope.inventory).toEqual({ name: '\n'.repeat(1_000_000) });
  });
});
