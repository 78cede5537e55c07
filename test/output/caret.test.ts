import fc from 'fast-check';
import { expect, it } from 'vitest';
import { caretLines } from '../../src/output/caret.ts';
import { widthOf } from '../../src/output/width.ts';

it('points under the place', () => {
  expect(caretLines('QueryZone nmae=x', { start: 10, end: 14 }, 80)).toEqual([
    '  QueryZone nmae=x',
    '            ^^^^',
  ]);
});

it('counts columns, not characters', () => {
  expect(caretLines('名字=云 b', { start: 5, end: 6 }, 80)).toEqual(['  名字=云 b', '          ^']);
});

it('shows a long line around the place', () => {
  const line = `${'a'.repeat(300)} nmae=x ${'b'.repeat(300)}`;
  const [typed, carets] = caretLines(line, { start: 301, end: 305 }, 60);
  expect(typed.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('nmae');
  expect(typed).toMatch(/^ {2}…a+ nmae=x b+…$/);
});

it('an empty place at the end has a caret too', () => {
  expect(caretLines('a b=', { start: 4, end: 4 }, 80)).toEqual(['  a b=', '      ^']);
});

it('never wider than the terminal, never a control character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.nat(300),
      fc.nat(50),
      fc.integer({ min: 30, max: 120 }),
      (line, at, length, columns) => {
        const start = Math.min(at, line.length);
        const [typed, carets] = caretLines(line, { start, end: Math.min(line.length, start + length) }, columns);
        expect(widthOf(typed)).toBeLessThanOrEqual(columns);
        expect(carets).toMatch(/^ {2,}\^+$/);
        expect(typed).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      },
    ),
  );
});
