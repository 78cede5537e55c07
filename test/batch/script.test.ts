import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../src/batch/script.ts';

async function* chunked(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size = text.length || 1): Promise<readonly unknown[]> {
  const lines: unknown[] = [];
  for await (const { number, line, problem } of linesOf(chunked(text, size)))
    lines.push([number, ...line.words.map((word) => word.text), ...(problem ? [problem.code] : [])]);
  return lines;
}

describe('a script', () => {
  test.each([
    ['', []],
    ['\n \t\n# a comment\n  # another\n', []],
    ['QueryZone', [[1, 'QueryZone']]],
    [
      '\ufeffQueryZone\r\nQueryHost\r\n',
      [
        [1, 'QueryZone'],
        [2, 'QueryHost'],
      ],
    ],
    [
      '\n#\nQueryZone name=a#b\nQueryHost',
      [
        [3, 'QueryZone', 'name=a#b'],
        [4, 'QueryHost'],
      ],
    ],
    [
      'QueryZone \\\n  name=x\nQueryHost',
      [
        [1, 'QueryZone', 'name=x'],
        [3, 'QueryHost'],
      ],
    ],
    ['QueryZone na\\\nme=x', [[1, 'QueryZone', 'name=x']]],
    [
      "A name='one\n# two\n\nthree'\nB",
      [
        [1, 'A', 'name=one\n# two\n\nthree'],
        [5, 'B'],
      ],
    ],
    [
      'A "x\\\ny"\nB',
      [
        [1, 'A', 'x\\\ny'],
        [3, 'B'],
      ],
    ],
    [
      'A \\\\\nB',
      [
        [1, 'A', '\\'],
        [2, 'B'],
      ],
    ],
    [
      "A\nB 'never\nC\n",
      [
        [1, 'A'],
        [2, 'B', 'never\nC\n', 'unclosed-quote'],
      ],
    ],
    ['A \\', [[1, 'A']]],
  ])('%j has these lines', async (text, lines) => {
    expect(await read(text)).toEqual(lines);
  });

  test('reads the same however it comes in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', '=', ' ', '\n', '\r', '#', "'", '"', '\\', '云') }),
        fc.integer({ min: 1, max: 5 }),
        async (text, size) => {
          expect(await read(text, size)).toEqual(await read(text));
        },
      ),
    );
  });
});
