import type { Ink } from '../../output/ink.ts';
import { type Cell, cellsOf, cellsOfCharacter, type Frame, type Piece, type Row } from './frame.ts';
import { charactersOf } from './places.ts';

/** A range of a text in an ink; ranges do not overlap and are in order. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly ink: Ink;
}

export interface Laid {
  readonly text: string;
  readonly cursor: number;
  readonly marks: readonly Mark[];
  /** Ranges whose characters are shown as stars. */
  readonly secrets: readonly { readonly start: number; readonly end: number }[];
  readonly prompt: readonly Piece[];
  /** Before each further line of the text. */
  readonly goesOn: Piece;
  /** What follows the text and is not part of it. */
  readonly after: readonly Piece[];
}

/** A text behind its prompt, broken where the screen ends: every row is filled by the rows' own cells alone. */
export function layOut({ text, cursor, marks, secrets, prompt, goesOn, after }: Laid, columns: number): Frame {
  const rows: Cell[][] = [[]];
  let used = 0;
  let place = { row: 0, column: 0 };
  const put = (cells: readonly Cell[]): void => {
    for (const cell of cells) {
      if (used + cell.width > columns && used > 0) breakRow();
      (rows.at(-1) as Cell[]).push(cell.width > columns ? narrow(cell) : cell);
      used += Math.min(cell.width, columns);
    }
  };
  const breakRow = (): void => {
    rows.push([]);
    used = 0;
  };
  /** A cursor behind a full row stands at the beginning of the next. */
  const markCursor = (next: number): void => {
    if (used + next > columns) breakRow();
    place = { row: rows.length - 1, column: used };
  };

  put(prompt.flatMap((piece) => cellsOf(piece)));
  let at = 0;
  const inks = reader(marks);
  const hidden = reader(secrets.map((range) => ({ ...range, ink: 'plain' as const })));
  for (const character of charactersOf(text)) {
    const isSecret = hidden(at) !== undefined;
    const cells = isSecret ? star : character === '\n' ? [] : cellsOfCharacter(character, inks(at) ?? 'plain');
    // A cursor inside of a character cannot be; it would stand before it.
    if (cursor >= at && cursor < at + character.length) markCursor(cells[0]?.width ?? 1);
    if (character === '\n' && !isSecret) {
      breakRow();
      put(cellsOf(goesOn));
    } else put(cells);
    at += character.length;
  }
  if (cursor >= text.length) markCursor(1);
  put(after.flatMap((piece) => cellsOf(piece)));
  return { rows, cursor: place };
}

/** The rows around the cursor where there are more than fit. */
export function windowOf({ rows, cursor }: Frame, height: number): Frame {
  if (rows.length <= height) return { rows, cursor };
  const first = Math.max(0, Math.min(cursor.row - Math.floor(height / 2), rows.length - height));
  return { rows: rows.slice(first, first + height), cursor: { ...cursor, row: cursor.row - first } };
}

const star: Row = [{ text: '*', width: 1, ink: 'plain' }];

/** A terminal of one column has no room for a wide character. */
function narrow(cell: Cell): Cell {
  return { ...cell, text: '?', width: 1 };
}

/** The ink at a place, for places that only grow. */
function reader(marks: readonly Mark[]): (at: number) => Ink | undefined {
  let next = 0;
  return (at) => {
    while (next < marks.length && (marks[next] as Mark).end <= at) next++;
    const mark = marks[next];
    return mark && mark.start <= at ? mark.ink : undefined;
  };
}
