export type Align = 'left' | 'right';

/** A text that fits its column, and how it is painted. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** Cells in columns of fixed width, drawn without borders; a thin rule parts the header from the rows. */
export interface Grid {
  readonly widths: readonly number[];
  readonly aligns: readonly Align[];
  readonly header?: readonly Cell[];
  readonly rows: Iterable<readonly Cell[]>;
  readonly rule: (text: string) => string;
  readonly ambiguousWide: boolean;
}

export function painted({ text, paint }: Cell): string {
  return paint && text !== '' ? paint(text) : text;
}
