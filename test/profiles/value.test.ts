import { describe, expect, it, test } from 'vitest';
import { fingerprintOf, readSetting } from '../../src/profiles/value.ts';

describe('a value', () => {
  test.each([
    ['read-only', 'true', true],
    ['read-only', 'false', false],
    ['read-timeout', '30', 30],
    ['language', 'zh_CN.UTF-8', 'zh'],
    ['language', 'auto', 'auto'],
    ['url', 'node-1', 'node-1'],
    ['proxy', 'none', 'none'],
    ['time-zone', 'Asia/Shanghai', 'Asia/Shanghai'],
    ['time-zone', 'GMT+08:00', 'GMT+08:00'],
    ['account', '财务部', '财务部'],
  ] as const)('of %s: %j is read as %j', (key, text, value) => expect(readSetting(key, text)).toBe(value));

  test.each([
    ['read-only', 'yes', 'not-one-of'],
    ['read-timeout', '0', 'bad-setting'],
    ['read-timeout', '1.5', 'bad-setting'],
    ['url', 'http://', 'bad-address'],
    ['proxy', 'ftp://x', 'bad-proxy'],
    ['time-zone', 'CST', 'bad-setting'],
    ['time-zone', 'Asia/Nowhere', 'bad-setting'],
    ['account', '', 'bad-setting'],
    ['account', 'a\u001b[2J', 'bad-setting'],
    ['output', 'jsno', 'not-one-of'],
    ['pin', 'ab', 'bad-setting'],
  ] as const)('of %s: %j is refused', (key, text, code) => {
    expect(() => readSetting(key, text)).toThrow(expect.objectContaining({ code }));
  });

  it('may be a fingerprint in any writing', () => {
    const pairs = Array.from({ length: 32 }, (_, n) => n.toString(16).padStart(2, '0'));
    const written = pairs.join(':').toUpperCase();
    for (const text of [pairs.join(''), written, `sha256:${pairs.join('')}`, `SHA-256 ${pairs.join(' ')}`])
      expect(fingerprintOf(text)).toBe(written);
    expect(fingerprintOf(`${written}:00`)).toBeUndefined();
  });
});
