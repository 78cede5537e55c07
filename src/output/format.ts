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
  leftOut(shown: Shown, style: Style): Promise<readonly string[]>;
}

/** The table of formats: help, completion and errors read its keys. Each loads its own parts when it is used. */
export const formats = {
  table: {
    async *write(shown, style) {
      const { writeTables } = await import('./table.ts');
      yield* writeTables(shown, style);
    },
    async leftOut(shown, style) {
      const { leftOut } = await import('./table.ts');
      return leftOut(shown, style);
    },
  },
  json: {
    async *write(shown, style) {
      const { writeJson } = await import('./json.ts');
      yield* writeJson(shown, style);
    },
    leftOut: nothing,
  },
} satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

/** What was asked for, else a table on a terminal and JSON otherwise. */
export function chosenFormat(asked: FormatName | undefined, terminal: boolean): FormatName {
  return asked ?? (terminal ? 'table' : 'json');
}

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}

async function nothing(): Promise<readonly string[]> {
  return [];
}
