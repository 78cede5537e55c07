import Table from 'cli-table3';
import { gap } from './fit.ts';
import { type Cell, type Grid, painted } from './grid.ts';
import { ruleOf } from './stream.ts';

/** A grid that cli-table3 draws as the stream does: few rows, short cells, characters that both measure alike. */
export interface SmallGrid extends Grid {
  readonly rows: readonly (readonly Cell[])[];
}

/** Draws a small grid with cli-table3, its borders configured away. */
export function* small(grid: SmallGrid): Generator<string> {
  const table = new Table({
    chars: borderless,
    colWidths: [...grid.widths],
    colAligns: [...grid.aligns],
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    ...(grid.header && { head: grid.header.map((cell) => painted(cell)) }),
  });
  for (const row of grid.rows) table.push(row.map((cell) => painted(cell)));
  const lines = table.toString().split('\n');
  for (const [at, line] of lines.entries()) {
    yield `${grid.header && at === 1 ? grid.rule(ruleOf(grid)) : line.replace(/ +$/, '')}\n`;
  }
}

export function isSmall(grid: Grid): grid is SmallGrid {
  return (
    !grid.ambiguousWide &&
    Array.isArray(grid.rows) &&
    grid.rows.length > 0 &&
    grid.rows.length * grid.widths.length <= mostCells &&
    grid.widths.every((width) => width > 0 && width <= widest) &&
    [grid.header ?? [], ...grid.rows].every((row: readonly Cell[]) => row.every(({ text }) => measuredAlike.test(text)))
  );
}

/** It takes a hundred times as long for a cell as the stream does. */
const mostCells = 60;
/** For characters of two columns its time grows with the square of a cell's length. */
const widest = 120;
/** It measures by an older string-width, which counts newer emoji and many marks otherwise. */
const measuredAlike =
  /^[\x20-\x7e\u2026\u3001-\u3020\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/;

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '─',
  'mid-mid': '─'.repeat(gap),
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
};
