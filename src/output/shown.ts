import type { Json, JsonObject } from '../json/json.ts';
import type { Rows } from '../json/rows.ts';
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
  /** Tables, csv and tsv begin with the names of their columns; they do where nothing is said. */
  readonly header?: boolean;
  /** Sizes and times as people say them, in the cells of tables. */
  readonly human?: Human;
}

export interface Human {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** `3 days ago`, `3 天前`. */
  readonly ago: (count: number, unit: 'day' | 'month' | 'year') => string;
}

/** What is known about the rows or the object to be shown. */
export interface Subject {
  /** Their kind. */
  readonly inventory?: Inventory;
  /** Columns that come before all others, where nothing was asked for. */
  readonly first?: readonly string[];
  /** Columns that a table has where nothing was asked for, in the place of those that usually say most. */
  readonly usual?: readonly string[];
  /** Columns that were asked for, in that order. */
  readonly fields?: readonly string[];
  /** Other fields that rows of this kind may have too, as children of their inventory do. */
  readonly isOpen?: boolean;
}

/** What was answered apart from rows that were written already: the server's envelope, or any other value. */
export type Rest = { readonly envelope: JsonObject } | { readonly value: Json };

export type Chunk = string | Uint8Array;
export type Chunks = Iterable<Chunk> | AsyncIterable<Chunk>;

/** Turns one answer into text, piece by piece. */
export interface Writer {
  /** Rows of the list `inventories`, in their order. */
  rows(rows: Rows): Chunks;
  /** Comes once and last. */
  end(rest: Rest): Chunks;
  /** Names of the columns that hold something and are not shown, most telling first; known after the end. */
  leftOut?(): readonly string[];
}

export type Format = (subject: Subject, style: Style) => Writer;
