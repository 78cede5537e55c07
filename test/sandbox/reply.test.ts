import { describe, expect, it } from 'vitest';
import { Double, JsonText, writeJson } from '../../src/sandbox/reply.ts';

describe('JSON as Gson writes it', () => {
  it.each([
    [0, '0.0'],
    [2, '2.0'],
    [-2.5, '-2.5'],
    [13107, '13107.0'],
    [9_999_999, '9999999.0'],
    [10_000_000, '1.0E7'],
    [1_099_511_627_776, '1.099511627776E12'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [-0.00025, '-2.5E-4'],
  ])('a double: %d', (value, text) => {
    expect(writeJson({ value: new Double(value) }, false)).toBe(`{"value":${text}}`);
  });

  it('leaves out what is null, keeps large numbers, and takes JSON as it is', () => {
    const value = { a: null, b: undefined, c: 9_007_199_254_740_993n, d: new JsonText('[{"x":1.0}]'), e: [null] };
    expect(writeJson(value, false)).toBe('{"c":9007199254740993,"d":[{"x":1.0}],"e":[null]}');
  });

  it('is safe in HTML where it is asked to be', () => {
    expect(writeJson({ a: `<b>&'=\u2028` }, true)).toBe('{"a":"\\u003cb\\u003e\\u0026\\u0027\\u003d\\u2028"}');
  });
});
