import { gap } from './fit.ts';
import type { Cell, Grid } from './grid.ts';
import { pad } from './width.ts';

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
  for (const [at, { text, paint }] of cells.entries()) {
    const padded = pad(text, widths[at] ?? 0, aligns[at], ambiguousWide);
    const space = at === 0 ? '' : ' '.repeat(gap);
    line += space + (paint && text !== '' ? padded.replace(text, () => paint(text)) : padded);
  }
  return `${line.replace(/ +$/, '')}\n`;
}
