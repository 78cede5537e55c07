import type { Ink } from '../../output/ink.ts';
import { visible } from '../../output/sanitize.ts';
import { widthOf } from '../../output/width.ts';
import { charactersOf } from './places.ts';

/** One character on the screen. */
export interface Cell {
  readonly text: string;
  /** Columns that it takes. */
  readonly width: number;
  readonly ink: Ink;
}

export type Row = readonly Cell[];

/** What stands on the screen from the line of the prompt on, no wider and no higher than the screen. */
export interface Frame {
  readonly rows: readonly Row[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/** A text in one ink. */
export interface Piece {
  readonly text: string;
  readonly ink: Ink;
}

/** The cells of a text; what a terminal would act on or not show is escaped. */
export function cellsOf({ text, ink }: Piece): readonly Cell[] {
  if (printable.test(text)) return Array.from(text, (character) => ({ text: character, width: 1, ink }));
  return charactersOf(text).flatMap((character) => cellsOfCharacter(character, ink));
}

/** One character as people see it; several cells where it has to be escaped. */
export function cellsOfCharacter(character: string, ink: Ink): readonly Cell[] {
  const shown = visible(character);
  if (shown !== character && printable.test(shown)) return Array.from(shown, (each) => ({ text: each, width: 1, ink }));
  const width = widthOf(shown);
  // A mark that has nothing to stand on would change the character before it.
  return width === 0 ? [{ text: `\u25cc${shown}`, width: 1, ink }] : [{ text: shown, width, ink }];
}

/** As many cells as fit into `columns`, with a `…` in the place of the rest. */
export function cutRow(cells: Row, columns: number): Row {
  if (rowWidth(cells) <= columns) return cells;
  const kept: Cell[] = [];
  let used = 0;
  for (const cell of cells) {
    if (used + cell.width > columns - 1) break;
    kept.push(cell);
    used += cell.width;
  }
  return columns > 0 ? [...kept, { text: '…', width: 1, ink: kept.at(-1)?.ink ?? 'plain' }] : [];
}

/** The pieces one after the other in one row of at most `columns`. */
export function rowOf(pieces: readonly Piece[], columns: number): Row {
  return cutRow(
    pieces.flatMap((piece) => cellsOf(piece)),
    columns,
  );
}

export function rowWidth(cells: Row): number {
  let width = 0;
  for (const cell of cells) width += cell.width;
  return width;
}

const printable = /^[\u0020-\u007e]*$/;
