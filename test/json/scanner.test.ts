import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, parseJson, stringifyJson } from '../../src/json/json.ts';
import { RowScanner, type Shape } from '../../src/json/scanner.ts';

interface Scanned {
  readonly rows: readonly Json[];
  readonly lines: string;
  readonly frame: string;
}

/** Feeds a text in pieces of those lengths, again and again; whether it is short or long must make no difference. */
function scan(text: string, lengths: readonly number[] = [1 << 20], shape: Shape = 'envelope'): Scanned {
  const [short, mixed, long] = [1 << 16, text.length >> 1, 0].map((cold) => scanned(text, lengths, shape, cold));
  expect(short).toEqual(long);
  expect(mixed).toEqual(long);
  return long as Scanned;
}

function scanned(text: string, lengths: readonly number[], shape: Shape, cold: number): Scanned {
  const scanner = new RowScanner(shape, cold);
  const bytes = Buffer.from(text);
  const rows: Json[] = [];
  let lines = '';
  for (let at = 0, nth = 0; at < bytes.length; nth++) {
    const length = lengths[nth % lengths.length] ?? 1;
    for (const found of scanner.push(Buffer.from(bytes.subarray(at, at + length)))) {
      rows.push(...found.values());
      if (!found.bytes) throw new Error('no bytes');
      let start = 0;
      for (const end of found.bytes.ends) {
        lines += `${found.bytes.buffer.toString('utf8', start, end)}\n`;
        start = end + 1;
      }
      expect(found.bytes.ends).toHaveLength(found.count);
      expect(start).toBe(found.bytes.buffer.length);
    }
    at += length;
  }
  return { rows, lines, frame: scanner.frame().toString() };
}

describe('rows are parted from what stands around them', () => {
  test.each<[string, string, string, Shape?]>([
    ['{"inventories":[{"a":1},{"a":2}]}', '{"a":1}\n{"a":2}\n', '{"inventories":[]}'],
    ['{"total":2,"inventories":[{"a":1}],"success":true}', '{"a":1}\n', '{"total":2,"inventories":[],"success":true}'],
    ['{"inventories":[]}', '', '{"inventories":[]}'],
    ['{"inventories": [ ] , "total":0}', '', '{"inventories": [ ] , "total":0}'],
    ['{"inventories":["a","b"]}', '', '{"inventories":["a","b"]}'],
    ['{"inventories":null}', '', '{"inventories":null}'],
    ['{"total":3}', '', '{"total":3}'],
    ['{}', '', '{}'],
    ['', '', ''],
    [
      '{"error":{"code":"SYS.1000","inventories":[{"a":1}]}}',
      '',
      '{"error":{"code":"SYS.1000","inventories":[{"a":1}]}}',
    ],
    ['[{"inventories":[{"a":1}]}]', '', '[{"inventories":[{"a":1}]}]'],
    ['{"a":[{"inventories":[{"a":1}]}]}', '', '{"a":[{"inventories":[{"a":1}]}]}'],
    [
      '{"results":[{"inventories":[{"a":1}],"total":1}]}',
      '{"a":1}\n',
      '{"results":[{"inventories":[],"total":1}]}',
      'zql',
    ],
    ['{"results":[{"inventories":[]}]}', '', '{"results":[{"inventories":[]}]}', 'zql'],
    ['{"inventories":[{"a":1}]}', '', '{"inventories":[{"a":1}]}', 'zql'],
    [
      '{"inventories":[ {"a" : [ 1 , {} ],\n"b":"x\\u003dy\\/ \\u00e9"} ,\t{"c":"\\ud83d\\ude00\\ud83d\\u000a\\u0022"}\n] }',
      '{"a":[1,{}],"b":"x=y/ é"}\n{"c":"😀\\ud83d\\n\\""}\n',
      '{"inventories":[ ] }',
    ],
    [
      '{"inventories":[{"a":"],[{}\\\\\\""},{"n":9223372036854775807,"r":1.10}]}',
      '{"a":"],[{}\\\\\\""}\n{"n":9223372036854775807,"r":1.10}\n',
      '{"inventories":[]}',
    ],
    ['{"inventories":[{"a":1},{"b":', '{"a":1}\n', '{"inventories":['],
  ])('%s', (text, lines, frame, shape = 'envelope') => {
    for (const lengths of [[1 << 20], [1], [2, 3], [7]]) {
      const scanned = scan(text, lengths, shape);
      expect(scanned.lines).toBe(lines);
      expect(scanned.frame).toBe(frame);
    }
  });

  test('however the bytes are cut, each row is what parsing and writing it would give', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    const row = fc.dictionary(fc.constantFrom('uuid', 'name', '云', 'x"y', 'b\\', '}'), value);
    const escaped = (text: string): string =>
      text.replace(/[^\0-\x7e]|[<>&='/]/g, (unit) =>
        unit === '/' ? '\\/' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 6 }),
        fc.constantFrom(0, 1, 2),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        (rows, indent, isEscaped, lengths) => {
          const document = JSON.stringify({ inventories: rows, total: rows.length }, null, indent);
          const scanned = scan(isEscaped ? escaped(document) : document, lengths);
          expect(scanned.lines).toBe(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
          expect(scanned.rows.map((row) => stringifyJson(row))).toEqual(rows.map((row) => JSON.stringify(row)));
          expect(parseJson(scanned.frame)).toEqual({ inventories: [], total: rows.length });
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('what is kept does not grow with the rows', () => {
  const scanner = new RowScanner('envelope');
  scanner.push(Buffer.from('{"inventories":['));
  for (let nth = 0; nth < 1000; nth++) scanner.push(Buffer.from(`{"uuid":"${nth}"},{"uu`.replace(/,\{"uu$/, ',')));
  expect(scanner.kept).toBeLessThan(40);
});

test('a row that nests too deep is refused when it is read', () => {
  const row = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
  const read = (depth: number): readonly Json[] => scan(`{"inventories":[${row(depth)}]}`, [7]).rows;
  expect(read(499)).toHaveLength(1);
  expect(() => read(500)).toThrow(SyntaxError);
});
