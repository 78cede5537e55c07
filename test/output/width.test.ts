import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { cut, pad, widthOf, wrap } from '../../src/output/width.ts';

const wicked = fc.constantFrom(
  'a',
  ' ',
  '~',
  'é',
  'e\u0301',
  '云',
  '主',
  '机',
  '한',
  '\u1112',
  '\u1161',
  '\u11ab',
  '\u1100\u1100\u1161',
  'カ',
  'ｶ',
  'ﾞ',
  'Ａ',
  '、',
  '👨‍👩‍👧',
  '👍🏽',
  '🏽',
  '🇨🇳',
  '🇨',
  '❤\ufe0f',
  '❤',
  '☀\ufe0f',
  '1\ufe0f\u20e3',
  '1\u20e3',
  '🏴\u{e0067}\u{e0062}\u{e007f}',
  '©',
  '®\ufe0f',
  '\u200d',
  '\u200b',
  '\u200c',
  '\ufe0f',
  '\ufe0e',
  '\u20e3',
  '\u0301',
  '\u0903',
  '\u0915\u094d\u0937',
  '\u0e33',
  '\u00ad',
  '\u2060',
  '\ufeff',
  '\u3164',
  '\ud83d',
  '\udc68',
  '…',
  '─',
  '⏎',
  '°',
  'Я',
  'α',
  '\u202f',
  '\u3000',
  '\u{20000}',
  '\u{1f9d1}\u200d',
  '\u06dd',
  '\t',
  '\n',
  '\r',
);
const text = fc.oneof(
  fc.array(wicked, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

function reference(text: string, ambiguousWide: boolean): number {
  return stringWidth(text, { ambiguousIsNarrow: !ambiguousWide, countAnsiEscapeCodes: true });
}

describe('widthOf', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['云主机-测试', 11],
    ['👨‍👩‍👧', 2],
    ['e\u0301', 1],
    ['🇨🇳', 2],
    ['한국', 4],
    ['a\u200bb', 2],
    ['…', 1],
  ])('%j takes %i columns', (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });

  test('… is wide where ambiguous characters are', () => {
    expect(widthOf('a…', true)).toBe(3);
  });

  test.each([false, true])(
    'agrees with string-width on code points (ambiguous wide: %s)',
    (ambiguousWide) => {
      const different: string[] = [];
      for (let point = 0; point <= 0x10ffff; point += point < 0x20000 ? 1 : 0xff) {
        const character = String.fromCodePoint(point);
        if (widthOf(character, ambiguousWide) !== reference(character, ambiguousWide))
          different.push(point.toString(16));
      }
      expect(different).toEqual([]);
    },
    60_000,
  );

  test('agrees with string-width on flags, presentation and skin tones', () => {
    const letters = Array.from({ length: 26 }, (_, at) => String.fromCodePoint(0x1f1e6 + at));
    const flags = letters.flatMap((one) => letters.map((other) => one + other));
    const signs = Array.from({ length: 0x1fc00 }, (_, point) => String.fromCodePoint(point)).filter((sign) =>
      /\p{Emoji}|\p{Extended_Pictographic}/u.test(sign),
    );
    const endings = ['\ufe0f', '\ufe0e', '🏽', '\ufe0f🏽', '\u20e3', '\ufe0f\u20e3', '\u200d♀', '\ufe0f\u200d♀\ufe0f'];
    const texts = [...flags, ...signs.flatMap((sign) => endings.map((ending) => sign + ending))];
    expect(texts.filter((text) => widthOf(text) !== reference(text, false))).toEqual([]);
  });

  test('agrees with string-width on any text', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (text, ambiguousWide) => {
        expect(widthOf(text, ambiguousWide)).toBe(reference(text, ambiguousWide));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('cut', () => {
  test.each([
    ['nightly', 7, 'nightly'],
    ['nightly', 6, 'night…'],
    ['云主机', 6, '云主机'],
    ['云主机', 5, '云主…'],
    ['云主机', 4, '云…'],
    ['ab👨‍👩‍👧cd', 4, 'ab…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['', 0, ''],
  ])('%j to %i columns is %j', (text, room, expected) => {
    expect(cut(text, room)).toBe(expected);
  });

  test('never takes more room than given, never splits a character, keeps what fits', () => {
    fc.assert(
      fc.property(text, fc.nat(20), fc.boolean(), (text, room, ambiguousWide) => {
        const short = cut(text, room, ambiguousWide);
        if (widthOf(text, ambiguousWide) <= room) {
          expect(short).toBe(text);
          return;
        }
        expect(widthOf(short, ambiguousWide)).toBeLessThanOrEqual(room);
        const kept = short.replace(/…$/, '');
        const boundaries = [...new Intl.Segmenter().segment(text)].map(({ index }) => index);
        expect(text.startsWith(kept)).toBe(true);
        expect(boundaries).toContain(kept.length);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('pad', () => {
  test('fills up by columns, not characters', () => {
    expect(pad('云', 4)).toBe('云  ');
    expect(pad('longer', 3)).toBe('longer');
  });
});

describe('wrap', () => {
  test.each([
    ['one two three', 8, ['one two', 'three']],
    ['one two three', 7, ['one two', 'three']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['云主机 备份', 6, ['云主机', '备份']],
    ['云主机备份', 5, ['云主', '机备', '份']],
    ['short', 20, ['short']],
    ['', 5, ['']],
    ['  ﬀ𝅘𝅥𝅮', 3, [' ', 'ﬀ', '𝅘𝅥𝅮']],
  ])('%j in %i columns', (text, room, lines) => {
    expect(wrap(text, room)).toEqual(lines);
  });

  test('loses nothing but spaces at the breaks, and every line fits unless it is one character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 2, max: 20 }), (text, room) => {
        const lines = wrap(text, room);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) {
          const oneCharacter = [...new Intl.Segmenter().segment(line)].length === 1;
          expect(oneCharacter || widthOf(line.replace(/ +$/, '')) <= room).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
