import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Align, Cell, Grid } from '../../src/output/grid.ts';
import { isSmall, small } from '../../src/output/small.ts';
import { streamed } from '../../src/output/stream.ts';
import { themeOf } from '../../src/output/theme.ts';
import { widthOf } from '../../src/output/width.ts';
import { lines, pipe, rowsOf, table, terminal, uuids } from './shown.ts';

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;

function grid(rows: readonly (readonly Cell[])[], more: Partial<Grid> = {}): Grid {
  const all = more.header ? [more.header, ...rows] : rows;
  const widths = (rows[0] ?? []).map((_, at) => Math.max(1, ...all.map((row) => widthOf(row[at]?.text ?? ''))));
  return { widths, aligns: widths.map((): Align => 'left'), rows, rule: (text) => text, ambiguousWide: false, ...more };
}

describe('cli-table3 and the stream', () => {
  test('draw a small grid alike, painted or not, with a header or without', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'Z', '9', ' ', '-', '"', '云', '主', '、', 'カ', '한', 'Ａ', '…'),
      maxLength: 12,
    });
    const cell = fc
      .tuple(text, fc.boolean())
      .map(([text, painted]): Cell => (painted ? { text, paint: red } : { text }));
    const grids = fc.integer({ min: 1, max: 5 }).chain((columns) => {
      const row = fc.array(cell, { minLength: columns, maxLength: columns });
      const aligns = fc.array(fc.constantFrom<Align>('left', 'right'), { minLength: columns, maxLength: columns });
      return fc
        .tuple(fc.array(row, { minLength: 1, maxLength: 12 }), fc.option(row, { nil: undefined }), aligns)
        .map(([rows, header, aligns]) => grid(rows, { aligns, rule: red, ...(header && { header }) }));
    });
    fc.assert(
      fc.property(grids, (grid) => {
        if (!isSmall(grid)) throw new Error('not small');
        expect([...small(grid)].join('')).toBe([...streamed(grid)].join(''));
      }),
      { numRuns: 1000 },
    );
  });

  test('in the colours of the theme too', async () => {
    const theme = await themeOf(3);
    const row: readonly Cell[] = [
      { text: 'Running', paint: theme.meaning.good },
      { text: '5' },
      { text: 'Stopped', paint: theme.meaning.off },
    ];
    const header: readonly Cell[] = ['state', 'size', 'status'].map((text) => ({ text, paint: theme.header }));
    const coloured = grid([row, row], { header, aligns: ['left', 'right', 'left'], rule: theme.rule });
    if (!isSmall(coloured)) throw new Error('not small');
    expect([...small(coloured)]).toEqual([...streamed(coloured)]);
    expect([...streamed(coloured)][2]).toBe('\u001b[32mRunning\u001b[39m     5  \u001b[2mStopped\u001b[22m\n');
  });

  test.each([
    ['emoji, which the two measure differently', grid([[{ text: '👨‍👩‍👧' }]])],
    ['combining marks', grid([[{ text: 'e\u0301' }]])],
    ['very long cells', grid([[{ text: '云'.repeat(100) }]])],
    ['many cells', grid(Array.from({ length: 61 }, () => [{ text: 'a' }]))],
    ['terminals that draw ambiguous characters wide', grid([[{ text: 'a' }]], { ambiguousWide: true })],
    ['nothing', grid([])],
  ])('the stream alone draws %s', (_, grid) => {
    expect(isSmall(grid)).toBe(false);
  });
});

describe('the stream', () => {
  test('draws row by row', () => {
    let made = 0;
    const rows = (function* (): Generator<readonly Cell[]> {
      for (;;) {
        made++;
        yield [{ text: String(made) }];
      }
    })();
    const drawn = streamed({ ...grid([[{ text: 'n' }]], { header: [{ text: 'n' }] }), rows });
    expect([drawn.next().value, drawn.next().value, drawn.next().value]).toEqual(['n\n', '─\n', '1\n']);
    expect(made).toBe(1);
  });

  test('has no ambiguous rule where that would be too wide', async () => {
    expect(lines(await table(rowsOf({ name: 'a' }), terminal(80, { ambiguousWide: true })))[1]).toBe('----');
  });
});

describe('long tables', () => {
  const rows = Array.from({ length: 500 }, (_, at) => ({
    name: at < 200 ? 'short' : 'much longer than the first',
    uuid: uuids[at % 3] ?? '',
  }));

  test('have the widths of their first rows; what comes later is shortened on a terminal', async () => {
    const drawn = lines(await table(rowsOf(...rows), terminal(120)));
    expect(drawn).toHaveLength(502);
    expect(drawn[2]).toBe(`short  ${uuids[0]}`);
    expect(drawn[501]).toBe(`much…  ${uuids[1]}`);
  });

  test('and whole in a pipe', async () => {
    const drawn = lines(await table(rowsOf(...rows), pipe));
    expect(drawn[501]).toBe(`much longer than the first  ${uuids[1]}`);
  });

  test('look as short ones do', async () => {
    const short = lines(await table(rowsOf(...rows.slice(0, 5)), terminal(120)));
    const long = lines(await table(rowsOf(...rows), terminal(120)));
    expect(long.slice(0, 7)).toEqual(short);
  });
});
