import type { Column } from './columns.ts';

/** A column and how wide its texts are: as they stand, and as short as still makes sense. */
export interface Measured extends Column {
  readonly natural: number;
  readonly least: number;
}

export interface Fitted extends Column {
  readonly width: number;
}

export interface Fit {
  readonly columns: readonly Fitted[];
  readonly leftOut: readonly string[];
  /** Not even at their shortest do the columns that must be shown stand side by side. */
  readonly tooWide: boolean;
}

/** Spaces between two columns. */
export const gap = 2;

/**
 * Chooses the columns that stand side by side in `room` columns of the terminal. The telling ones come in by
 * importance, each where there is still room at its shortest; the others follow only when all of those are in, until
 * one does not fit. What room is left lets texts grow back, the most important first.
 */
export function sideBySide(columns: readonly Measured[], room: number, mustShowAll: boolean): Fit {
  const taken: Measured[] = [];
  let used = -gap;
  let complete = true;
  for (const [at, column] of columns.entries()) {
    const wider = used + gap + column.least;
    const fits = wider <= room || at === 0 || mustShowAll;
    if (fits && (column.telling || complete)) {
      taken.push(column);
      used = wider;
    } else complete = false;
  }
  const leftOut = columns.filter((column) => !taken.includes(column)).map(({ name }) => name);
  return { columns: grown(taken, room - used, room), leftOut, tooWide: mustShowAll && used > room };
}

function grown(columns: readonly Measured[], spare: number, room: number): readonly Fitted[] {
  let left = Math.max(0, spare);
  return columns.map(({ name, kind, telling, natural, least }) => {
    const width = Math.min(natural, least + left);
    left -= Math.max(0, width - least);
    return { name, kind, telling, width: columns.length === 1 && kind === 'text' ? Math.min(width, room) : width };
  });
}
