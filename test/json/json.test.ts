import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepest, ExactNumber, isJsonObject, own, parseJson, stringifyJson } from '../../src/json/json.ts';

describe('numbers', () => {
  it.each(['9223372036854775807', '-9007199254740993', '13107.0', '1.099511627776E12', '0.1', '-0', '1e400', '5e-324'])(
    'keeps %s as written',
    (digits) => {
      for (const text of [digits, `[${digits}]`, `{"a":${digits}}`, `[1,${digits},"x"]`, `[1,\n ${digits}\n]`]) {
        expect(stringifyJson(parseJson(text))).toBe(text.replaceAll(/[\n ]/g, ''));
      }
    },
  );

  it('are plain numbers where nothing is lost', () => {
    expect(parseJson('[1, 0.5, 9007199254740991, -3]')).toEqual([1, 0.5, 9007199254740991, -3]);
    expect(parseJson('[9007199254740993]')).toEqual([new ExactNumber('9007199254740993')]);
  });

  it('cannot be written by JSON.stringify, which would lose them', () => {
    expect(() => JSON.stringify(new ExactNumber('1'))).toThrow(TypeError);
  });
});

describe('objects', () => {
  it.each(['{"__proto__":{"x":1}}', '{"n":0.10,"__proto__":{"x":1}}'])('hold __proto__ as a plain key: %s', (text) => {
    const value = parseJson(text);
    expect(stringifyJson(value)).toBe(text);
    expect(isJsonObject(value) && own(value, 'x')).toBeUndefined();
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('give only what is their own', () => {
    expect(own({}, 'constructor')).toBeUndefined();
  });
});

const depth = (levels: number, inner = ''): string => '['.repeat(levels) + inner + ']'.repeat(levels);

it('refuses what is nested too deep, on both roads', () => {
  expect(() => parseJson(depth(deepest))).not.toThrow();
  expect(() => parseJson(depth(deepest, '0.0'))).not.toThrow();
  expect(() => parseJson(depth(deepest + 1))).toThrow(SyntaxError);
  expect(() => parseJson(depth(deepest + 1, '0.0'))).toThrow(SyntaxError);
  expect(() => parseJson(depth(1_000_000, '0.0'))).toThrow(SyntaxError);
});

it.each([
  '',
  '[',
  '{"a"}',
  '[1,]',
  '[0.0,]',
  '{"a":0.0,}',
  '{"a" 0.0}',
  '[0.0 1]',
  '[01]',
  '[0.]',
  '[1.0, "\n"]',
  '0.0 x',
  '[0.0, tru]',
])('refuses %j', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});

it('reads and writes what JSON.parse and JSON.stringify do', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(stringifyJson(parseJson(text), indent)).toBe(JSON.stringify(JSON.parse(text), null, indent));
      // The reader that keeps digits must agree with the fast one.
      expect(stringifyJson(parseJson(`[0.0,${text}]`), indent)).toBe(
        stringifyJson([new ExactNumber('0.0'), JSON.parse(text)], indent),
      );
    }),
  );
});
