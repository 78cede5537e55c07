import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcher, written, writtenLike } from './pattern.ts';

const place = { home: '/tmp/x/home' };
const uuid = '9f5010336a233d6ebbd82594a6d56e7c';

describe('an expectation', () => {
  it.each([
    ['plain', 'plain'],
    ['a\tb', 'a\tb'],
    ['$ echo', '\\$ echo'],
    ['! oops', '\\! oops'],
    ['!', '\\!'],
    ['> more', '\\> more'],
    ['[exit 2]', '\\[exit 2]'],
    ['[no newline]', '\\[no newline]'],
    ['[', '['],
    ['\\d', '\\\\d'],
    ['usage: <uuid>', 'usage: \\<uuid>'],
    ['\u001b[31mred', '<esc>[31mred'],
    ['\u0007\r', '<0x07><cr>'],
    ['/tmp/x/home/.config', '<home>/.config'],
    ['\\\u001b', '\\\\<esc>'],
    ['\\<home>', '\\\\\\<home>'],
  ])('of %j is written %j', (text, expected) => {
    expect(written(text, place)).toBe(expected);
  });

  it('matches the line that it is written of and no other', () => {
    const bits = [
      '\\',
      '<uuid>',
      '<esc>',
      '\u001b',
      '<',
      '>',
      '$ ',
      '! ',
      '[exit 1]',
      place.home,
      '<home>',
      uuid,
      'a',
      '\r',
      '<0x07>',
    ];
    const line = fc.oneof(
      fc.array(fc.constantFrom(...bits), { maxLength: 6 }).map((parts) => parts.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(line, line, (text, other) => {
        fc.pre(!text.includes('\n') && !other.includes('\n'));
        const expected = written(text, place);
        expect(matcher(expected, place)(text)).toBe(true);
        expect(matcher(expected, place)(other)).toBe(text === other);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['<uuid>', uuid, true],
    ['<uuid>', uuid.slice(1), false],
    ['<uuid>', `${uuid} `, false],
    ['job <uuid> took <ms> ms', `job ${uuid} took 12 ms`, true],
    ['job <uuid> took <ms> ms', `job ${uuid} took long ms`, false],
    ['<date>', '2026-01-31', true],
    ['<date>', '2026-01-31 10:00:00', true],
    ['<date>', '2026-01-31T10:00:00.123Z', true],
    ['<date>', 'Oct 17, 2024 3:43:35 PM', true],
    ['<date>', 'yesterday', false],
    ['http://127.0.0.1:<port>/', 'http://127.0.0.1:40123/', true],
    ['<version>', '0.1.0', true],
    ['<number>', '-1.5', true],
    ['<any>', '', true],
    ['a<any>b', 'ab', true],
    ['a<any>b', 'ac', false],
    ['\\<uuid>', '<uuid>', true],
    ['\\<uuid>', uuid, false],
    ['.', 'x', false],
  ])('%j and the line %j: %s', (expected, text, same) => {
    expect(matcher(expected, place)(text)).toBe(same);
  });

  it.each([
    [
      'the words beside a pattern',
      'job <uuid> done in <ms> ms',
      `job ${uuid} finished in 7 ms`,
      'job <uuid> finished in <ms> ms',
    ],
    ['a new order', 'a <uuid>, b', `b, a ${uuid}`, 'b, a <uuid>'],
    ['no pattern where its place is gone', 'took <ms> ms', '12 rows', '12 rows'],
    ['no other number than the one in its place', 'rows 3, <ms> ms', 'rows 4, 12 ms', 'rows 4, <ms> ms'],
    ['what has to be escaped', '$ <uuid>', `! ${uuid}`, '\\! <uuid>'],
    ['the home folder', 'in <home>/a <ms>', '/tmp/x/home/b 5', '<home>/b 5'],
  ])('keeps its patterns when rewritten: %s', (_, expected, text, rewritten) => {
    expect(writtenLike(expected, text, place)).toBe(rewritten);
    expect(matcher(rewritten, place)(text)).toBe(true);
  });
});
