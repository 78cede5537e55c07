import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactNumber, type Json, stringifyJson } from '../../src/json/json.ts';
import { LiteralError, readLiteral, readLiterals } from '../../src/request/literal.ts';

it.each<[string, Json]>([
  ['{"a":[1,true,null]}', { a: [1, true, null] }],
  [`{'a': [1, True, None, False]}`, { a: [1, true, null, false] }],
  [`[u'云', U"x"]`, ['云', 'x']],
  [`(1, 2)`, [1, 2]],
  ['()', []],
  ['(1,)', [1]],
  ['(1)', 1],
  [`[{'a': 'b',}, ]`, [{ a: 'b' }]],
  [`{0: ['x'], -1: 'y'}`, { 0: ['x'], '-1': 'y' }],
  ['[9007199254740993L, 9007199254740993]', [new ExactNumber('9007199254740993'), new ExactNumber('9007199254740993')]],
  ['[+1, -2, 1.50]', [1, -2, new ExactNumber('1.50')]],
  [`'it\\'s "so"'`, `it's "so"`],
  [`'\\x41\\u4e91\\U0001F600\\101\\n\\q'`, 'A云😀A\n\\q'],
  [`{'__proto__': 1}`, JSON.parse('{"__proto__":1}') as Json],
  [` [ 1 ,\n 2 ]\t`, [1, 2]],
])('%s is data', (text, value) => {
  expect(readLiteral(text)).toEqual(value);
});

it.each<[string, number, string | undefined]>([
  ['', 0, undefined],
  [`['a'`, 4, undefined],
  [`['a' 'b']`, 5, `'`],
  [`__import__('os')`, 0, '__import__'],
  ['[dict(a=1)]', 1, 'dict'],
  ['[1+1]', 2, '+'],
  ['[1 if True else 2]', 3, 'if'],
  ['[x for x in y]', 1, 'x'],
  [`{'a'}`, 4, '}'],
  [`{'a': 1 'b': 2}`, 8, `'`],
  [`{None: 1}`, 1, 'None'],
  [`b'x'`, 0, 'b'],
  [`r'x'`, 0, 'r'],
  [`f'{x}'`, 0, 'f'],
  [`'''x'''`, 2, `'`],
  ['[1,,2]', 3, ','],
  ['[,]', 1, ','],
  ['0x10', 0, '0'],
  ['1_000', 0, '1'],
  ['01', 0, '0'],
  ['1.', 0, '1'],
  ['1j', 0, '1'],
  ['nan', 0, 'nan'],
  ['lambda: 1', 0, 'lambda'],
  ['[] []', 3, '['],
  ['constructor', 0, 'constructor'],
  [`'open`, 5, undefined],
  [`'a\nb'`, 2, '\n'],
  ['[😀]', 1, '😀'],
])('%s is refused at %d', (text, at, found) => {
  expect(() => readLiteral(text)).toThrow(expect.objectContaining({ at, found }));
});

it('stops before the stack does', () => {
  expect(() => readLiteral(`${"['a',".repeat(100_000)}`)).toThrow(LiteralError);
});

it('reads several as the inside of a list', () => {
  expect(readLiterals(`{'a':1}, {"b":2}`)).toEqual([{ a: 1 }, { b: 2 }]);
  expect(() => readLiterals('{} {}')).toThrow(expect.objectContaining({ at: 3 }));
});

describe('whatever is typed', () => {
  it('gives a value or a place inside the text, and never runs', () => {
    const pieces = fc.constantFrom(
      ...`[]{}(),:'"\\ uUbr0123456789.+-eELTFNaxtrue`,
      'True',
      'None',
      "'a'",
      'null',
      '云',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        try {
          const value = readLiteral(text);
          // What was read can be written and read again.
          expect(readLiteral(stringifyJson(value))).toEqual(value);
        } catch (error) {
          expect(error).toBeInstanceOf(LiteralError);
          const { at, found } = error as LiteralError;
          expect(at).toBeLessThanOrEqual(text.length);
          expect(text.startsWith(found ?? '', at)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('as Python writes it is what JSON says', () => {
    const plain = fc.jsonValue({ noUnicodeString: false });
    fc.assert(
      fc.property(plain, (value) => {
        expect(stringifyJson(readLiteral(pythonOf(value as Json)))).toBe(
          JSON.stringify(JSON.parse(JSON.stringify(value))),
        );
      }),
    );
  });
});

/** As `repr` of Python 2 and 3 would write it. */
function pythonOf(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') {
    const escaped = value.replace(/[\\'\u0000-\u001f]/g, (c) =>
      c < ' ' ? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}` : `\\${c}`,
    );
    return `u'${escaped}'`;
  }
  if (Array.isArray(value)) return `[${value.map((each) => pythonOf(each as Json)).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value as object)
      .map(([key, member]) => `${pythonOf(key)}: ${pythonOf(member as Json)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
