import type { JsonObject } from '../json/json.ts';
import type { Inventory } from '../registry/types.ts';

/** What is known of the place where the text is shown. */
export interface Style {
  readonly columns: number;
  /** Levels of chalk: none, 16, 256 or 16 million colours. */
  readonly colors: 0 | 1 | 2 | 3;
  /** In a pipe no cell is cut, no column left out, and JSON keeps its characters. */
  readonly terminal: boolean;
  /** The terminal draws ambiguous characters such as `…` two columns wide. */
  readonly ambiguousWide?: boolean;
}

/** What is shown: the server's own envelope without `schema`, and what is known about it. */
export interface Shown {
  readonly envelope: JsonObject;
  /** Kind of the rows or of the object. */
  readonly inventory?: Inventory;
  /** Asked for by `fields=`, in that order. */
  readonly fields?: readonly string[];
}

export interface Format {
  /** Chunks of whole lines; none at all where there is nothing to show. */
  write(shown: Shown, style: Style): AsyncIterable<string>;
  /** Names of the columns that hold something and found no room, most telling first. */
  leftOut(shown: Shown, style: Style): readonly string[];
}
