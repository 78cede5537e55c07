import { gap } from './fit.ts';
import { type Cell, type Grid, painted } from './grid.ts';
import { widthOf } from './width.ts';

/** Draws a grid of any length, a line at a time. */
export function* streamed(grid: Grid): Generator<string> {
  if (grid.header) {
    yield lineOf(grid.header, grid);
    yield `${grid.rule(ruleOf(grid))}\n`;
  }
  for (const row of grid.rows) yield lineOf(row, grid);
}

/** The line under the header; of a character that no terminal draws wide where ambiguous ones are. */
export function ruleOf({ widths, ambiguousWide }: Grid): string {
  const width = widths.reduce((sum, width) => sum + gap + width, -gap);
  return (ambiguousWide ? '-' : '─').repeat(width);
}

function lineOf(cells: readonly Cell[], { widths, aligns, ambiguousWide }: Grid): string {
  let line = '';
  for (const [at, cell] of cells.entries()) {
    const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell.text, ambiguousWide)));
    const text = aligns[at] === 'right' ? space + painted(cell) : painted(cell) + space;
    line += at === 0 ? text : between + text;
  }
  return `${line.replace(/ +$/, '')}\n`;
}

const between = ' '.repeat(gap);
