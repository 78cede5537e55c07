import type { Ink, Inks } from '../../output/ink.ts';
import { type Cell, type Frame, type Row, rowWidth } from './frame.ts';

/** Where a frame begins: one empty row with the cursor in its first column. */
export const emptyFrame: Frame = { rows: [[]], cursor: { row: 0, column: 0 } };

/**
 * The bytes that turn one frame on the screen into another. Only what differs is written. Nothing relies on the
 * terminal's own wrapping, and no place is reached but from the row of the cursor.
 */
export function paint(before: Frame, after: Frame, columns: number, inks: Inks): string {
  const pen = openPen(before, columns, inks);
  for (const [at, row] of after.rows.entries()) {
    const old = before.rows[at];
    if (old === undefined) pen.addRow();
    paintRow(pen, at, old ?? [], row);
  }
  if (before.rows.length > after.rows.length) {
    pen.goTo(after.rows.length, 0);
    pen.write('\u001b[J');
  }
  const drawn = pen.drawn();
  pen.goTo(after.cursor.row, after.cursor.column);
  // Without its cursor a larger change does not flicker.
  return drawn.length > 80 ? `\u001b[?25l${pen.drawn()}\u001b[?25h` : pen.drawn();
}

/** The bytes that leave a frame behind: the cursor on a new line below it. */
export function leave({ rows, cursor }: Frame): string {
  return `\r${'\n'.repeat(rows.length - cursor.row)}`;
}

/** The bytes that take a frame away, for a terminal that has become `columns` wide and may have wrapped its rows. */
export function erase({ rows, cursor }: Frame, columns: number): string {
  const above = rows
    .slice(0, cursor.row)
    .reduce((sum, row) => sum + Math.max(1, Math.ceil(rowWidth(row) / columns)), 0);
  return `${above > 0 ? `\u001b[${above}A` : ''}\r\u001b[J`;
}

interface Pen {
  goTo(row: number, column: number): void;
  /** Writes cells at the cursor, in a row that has room for them. */
  cells(cells: Row): void;
  write(text: string): void;
  /** Makes one more row below the last. */
  addRow(): void;
  drawn(): string;
}

function openPen(frame: Frame, columns: number, inks: Inks): Pen {
  let bytes = '';
  let { row, column } = frame.cursor;
  let last = frame.rows.length - 1;
  // Behind the last column a terminal stands between two places, and only a return is sure.
  let atEdge = false;
  const pen: Pen = {
    goTo(toRow, toColumn) {
      if (toRow < row) bytes += toRow === row - 1 ? '\u001b[A' : `\u001b[${row - toRow}A`;
      if (toRow > row) {
        bytes += `\r${'\n'.repeat(toRow - row)}`;
        column = 0;
        atEdge = false;
      }
      row = toRow;
      if (toColumn === column && !atEdge) return;
      if (toColumn < column && column - toColumn < 4 && !atEdge) bytes += '\b'.repeat(column - toColumn);
      else bytes += toColumn === 0 ? '\r' : `\r\u001b[${toColumn > 1 ? toColumn : ''}C`;
      column = toColumn;
      atEdge = false;
    },
    cells(cells) {
      for (const run of runsOf(cells)) {
        bytes += inks[run.ink](run.text);
        column += run.width;
        // Terminals do not agree on the width of what is made of several characters.
        if (run.unsure) bytes += `\r\u001b[${column}C`;
      }
      atEdge = column >= columns;
    },
    write(text) {
      bytes += text;
    },
    addRow() {
      pen.goTo(last, 0);
      bytes += '\n';
      last++;
      row = last;
    },
    drawn: () => bytes,
  };
  return pen;
}

function paintRow(pen: Pen, at: number, before: Row, after: Row): void {
  let first = 0;
  let column = 0;
  while (first < after.length && same(before[first], after[first])) column += (after[first++] as Cell).width;
  const widths = [rowWidth(before), rowWidth(after)] as const;
  if (first === after.length && widths[0] <= widths[1]) return;
  let kept = 0;
  if (widths[0] === widths[1])
    while (kept < after.length - first && same(before[before.length - 1 - kept], after[after.length - 1 - kept]))
      kept++;
  pen.goTo(at, column);
  pen.cells(after.slice(first, after.length - kept));
  if (widths[1] < widths[0]) pen.write('\u001b[K');
}

function same(one: Cell | undefined, other: Cell | undefined): boolean {
  return one !== undefined && other !== undefined && one.text === other.text && one.ink === other.ink;
}

interface Run {
  text: string;
  width: number;
  readonly ink: Ink;
  readonly unsure: boolean;
}

function runsOf(cells: Row): readonly Run[] {
  const runs: Run[] = [];
  for (const { text, width, ink } of cells) {
    const run = runs.at(-1);
    const unsure = !simple.test(text);
    if (run && run.ink === ink && !run.unsure && !unsure) {
      run.text += text;
      run.width += width;
    } else runs.push({ text, width, ink, unsure });
  }
  return runs;
}

const simple = /^[\u0020-\u02ff\u3000-\u3029\u4e00-\u9fff\uff01-\uff60]$/;
