import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byBytes, indented } from '../../src/json/indent.ts';
import { rowsOfBytes } from '../../src/json/rows.ts';

const rowsIn = (texts: readonly string[]) => {
  const buffer = Buffer.from(texts.map((text) => `${text},`).join(''));
  const ends: number[] = [];
  let at = 0;
  for (const text of texts) {
    at += Buffer.byteLength(text);
    ends.push(at++);
  }
  return { buffer, ends, isShallow: true };
};

test('few rows look as many do', () => {
  const row = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), fc.constantFrom(2, 4), (rows, margin) => {
      const found = rowsIn(rows.map((each) => JSON.stringify(each)));
      expect(indented(found, margin).toString()).toBe(byBytes(found, margin).toString());
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['digits', '{"n":9223372036854775807,"r":1.10,"z":-0,"e":1e5}'],
  ['the order of keys', '{"b":1,"2":2,"1":1}'],
  ['what is no JSON', '{"a":tru}'],
  ['names of prototypes', '{"__proto__":{"a":1},"constructor":[{}]}'],
])('%s stay as they came', (_, text) => {
  const found = rowsIn([text, '{}']);
  expect(indented(found, 4).toString()).toBe(byBytes(found, 4).toString());
});

test('bytes that are no UTF-8 stay', () => {
  const found = rowsIn(['{"a":"?"}']);
  found.buffer[found.buffer.indexOf('?')] = 0xff;
  expect(Buffer.from(indented(found, 4)).includes(0xff)).toBe(true);
  expect(rowsOfBytes(found).values()).toEqual([{ a: '\ufffd' }]);
});
