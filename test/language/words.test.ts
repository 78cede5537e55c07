import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOfWords, quoteWord, readCompleteLine, readLine, spanWithin } from '../../src/language/words.ts';

const texts = (line: string): readonly string[] => readLine(line).words.map((word) => word.text);

it.each<[string, string[]]>([
  ['', []],
  ['  \t ', []],
  ['QueryZone', ['QueryZone']],
  ['QueryZone  name=a\tuuid=b', ['QueryZone', 'name=a', 'uuid=b']],
  [`name='a b'`, ['name=a b']],
  [`name=''`, ['name=']],
  [`name="a 'b' c"`, [`name=a 'b' c`]],
  [`name='a "b"'x"y"`, ['name=a "b"xy']],
  ['name=a\\ b', ['name=a b']],
  ['name=\\\\', ['name=\\']],
  [`'name~=100\\%%'`, ['name~=100\\%%']],
  [`"a\\"b\\\\c\\d\\%"`, [`a"b\\c\\d\\%`]],
  [`it\\'s`, ["it's"]],
  ['a#b #c', ['a#b', '#c']],
  ['名字=云主机 👨‍👩‍👧', ['名字=云主机', '👨‍👩‍👧']],
  ['a\u00a0b\u3000c', ['a\u00a0b\u3000c']],
  [`"" ''`, ['', '']],
])('%j is split into %j', (line, words) => {
  expect(texts(line)).toEqual(words);
  expect(readLine(line).open).toBeUndefined();
});

describe('an unfinished line', () => {
  it.each<[string, string[], string, number]>([
    [`name='a b`, ['name=a b'], "'", 5],
    [`QueryZone "na`, ['QueryZone', 'na'], '"', 10],
    ['name=a\\', ['name=a'], '\\', 6],
    [`"a\\`, ['a\\'], '"', 0],
    [`'`, [''], "'", 0],
  ])('%j gives its words and what is open', (line, words, quote, at) => {
    expect(texts(line)).toEqual(words);
    expect(readLine(line).open).toEqual({ quote, at });
  });

  it('is an error with its place where it has to be complete', () => {
    expect(() => readCompleteLine(`a "b`)).toThrow(
      expect.objectContaining({ code: 'unclosed-quote', span: { start: 2, end: 3 } }),
    );
    expect(() => readCompleteLine('a b\\')).toThrow(
      expect.objectContaining({ code: 'dangling-backslash', span: { start: 3, end: 4 } }),
    );
  });
});

describe('every word', () => {
  it('knows its place: the raw text is what stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`ab=~ '"\\\t云👍`) }), (text) => {
        let end = -1;
        for (const word of readLine(text).words) {
          expect(text.slice(word.start, word.end)).toBe(word.raw);
          expect(word.start).toBeGreaterThan(end);
          end = word.end;
        }
      }),
    );
  });

  it('can be typed again after quoting', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (first, second) => {
        expect(texts(`${quoteWord(first)} ${quoteWord(second)}`)).toEqual([first, second]);
      }),
    );
  });

  it.each([
    ['name=a', 'name=a'],
    ['createDate>2026', `'createDate>2026'`],
    ['a b', `'a b'`],
    ["it's", `"it's"`],
    [`it's "x"`, `'it'\\''s "x"'`],
    ["it's $x", `'it'\\''s $x'`],
    ['', `''`],
    ['~', `'~'`],
    ['名字=云主机', '名字=云主机'],
    ['a　b', `'a　b'`],
  ])('%j is shown as %s', (text, shown) => {
    expect(quoteWord(text)).toBe(shown);
  });
});

describe('a part of a word', () => {
  const line = `x 'na me'="a\\"b"`;
  const word = readLine(line).words[1];
  if (!word) throw new Error('no word');
  it.each<[number, number, string]>([
    [0, 5, 'na me'],
    [5, 6, '='],
    [6, 9, `a\\"b`],
    [0, 9, `na me'="a\\"b`],
  ])('from %d to %d stands where it was typed: %s', (from, to, typed) => {
    const span = spanWithin(word, from, to);
    expect(line.slice(span.start, span.end)).toBe(typed);
  });

  it('that is empty has a place too', () => {
    const empty = readLine('name=').words[0];
    expect(empty && spanWithin(empty, 5, 5)).toEqual({ start: 5, end: 5 });
  });
});

it('words that a shell has split make a line in which they stand', () => {
  const line = lineOfWords(['QueryZone', 'name=a b', '']);
  expect(line.text).toBe(`QueryZone 'name=a b' ''`);
  expect(line.words.map((word) => line.text.slice(word.start, word.end))).toEqual(['QueryZone', `'name=a b'`, `''`]);
});
