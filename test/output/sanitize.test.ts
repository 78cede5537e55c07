import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/output/sanitize.ts';

describe('visible', () => {
  test.each([
    ['\u001b[2Jgone', '\\u001b[2Jgone'],
    ['two\nlines\r\tand tab', 'two\\nlines\\r\\tand tab'],
    ['\u0007\u0000\u007f\u009b', '\\u0007\\u0000\\u007f\\u009b'],
    ['a\u202etxt.exe', 'a\\u202etxt.exe'],
    ['x\u2066y\u2069', 'x\\u2066y\\u2069'],
    ['ad\u200bmin', 'ad\\u200bmin'],
    ['ad\u200dmin', 'ad\\u200dmin'],
    ['\ufeffname', '\\ufeffname'],
    ['line\u2028separator', 'line\\u2028separator'],
    ['soft\u00adhyphen', 'soft\\u00adhyphen'],
    ['\u3164', '\\u3164'],
    ['\ud800 alone', '\\ud800 alone'],
    ['a\u{e0061}b', 'a\\udb40\\udc61b'],
    ['a\ufe0f\ufe0f', 'a\\ufe0f\\ufe0f'],
    ['❤\ufe0f\ufe0f', '❤\ufe0f\\ufe0f'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each([
    'plain',
    'C:\\new\\table',
    '\\u001b',
    '云主机-测试',
    '👨‍👩‍👧',
    '❤\ufe0f',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '1\ufe0f\u20e3',
    'e\u0301',
    'می\u200cخواهم',
    'क्\u200dष',
    '葛\u{e0100}',
    'a\u00a0b',
    '\ue0b0',
  ])('%j stays as it is', (text) => {
    expect(visible(text)).toBe(text);
  });

  const units = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc
      .array(
        fc.nat(0xffff).map((code) => String.fromCharCode(code)),
        { maxLength: 30 },
      )
      .map((all) => all.join('')),
    fc
      .array(
        fc.constantFrom(
          'a',
          '1',
          '🏴',
          '👨',
          '\u200d',
          '\ufe0f',
          '\u{e0067}',
          '\u{e007f}',
          '\u202e',
          '\u001b',
          '\u034f',
          '\u200b',
          '\u0301',
        ),
        { maxLength: 20 },
      )
      .map((all) => all.join('')),
  );

  test('never lets a control, a bidirectional control, a separator or a lone surrogate through', () => {
    fc.assert(
      fc.property(units, (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]/u);
      }),
      { numRuns: 5000 },
    );
  });

  test('shows what is already escaped as it is', () => {
    fc.assert(
      fc.property(units, (text) => {
        expect(visible(visible(text))).toBe(visible(text));
      }),
      { numRuns: 5000 },
    );
  });

  test('changes nothing in printable ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(visible(text)).toBe(text);
      }),
    );
  });
});
