import type { Key } from './keys.ts';

/** A text and the place of the cursor in it, in UTF-16 units. */
export interface Buffer {
  readonly text: string;
  readonly cursor: number;
}

/** Everything the editor remembers between two keys. */
export interface Editor extends Buffer {
  readonly keymap: 'emacs' | 'vi';
  /** Killed texts, newest last. */
  readonly kills: readonly string[];
  readonly undo: readonly Buffer[];
  readonly redo: readonly Buffer[];
  /** What the last key did, where the next one may go on with it; a key that goes on makes a new one. */
  readonly chain?: Chain | undefined;
  readonly mark: number;
  /** A key that waits for a second one. */
  readonly prefix?: 'ctrl-x' | 'literal' | 'find' | 'find-back';
  /** A number typed before a command. */
  readonly count?: number;
  readonly recall?: Recall;
  readonly menu?: Menu;
  readonly search?: Search;
  readonly vi: Vi;
}

export type Chain =
  | { readonly kind: 'typing' | 'kill' }
  /** Where the text stands that the next key replaces, and which of the kills or lines of history it came from. */
  | { readonly kind: 'yank' | 'argument'; readonly start: number; readonly end: number; readonly index: number }
  /** Column that moves between lines keep to. */
  | { readonly kind: 'vertical'; readonly column: number };

/** A walk through history: what was typed before it, and which entry is shown. */
export interface Recall {
  readonly typed: Buffer;
  readonly index: number;
}

/** Candidates under the line, and the line before one of them was chosen. */
export interface Menu {
  readonly choices: Choices;
  /** -1: none yet. */
  readonly selected: number;
  readonly origin: Buffer;
}

export interface Search {
  readonly query: string;
  readonly selected: number;
  readonly hits: readonly Hit[];
}

/** An entry of history that holds what is looked for. */
export interface Hit {
  readonly line: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly matched: readonly number[];
}

/** What could stand at the cursor. */
export interface Choices {
  /** What a choice replaces. */
  readonly from: number;
  readonly to: number;
  /** Best first. */
  readonly candidates: readonly Choice[];
  /** What takes the place of the range: quoted, with what goes on behind it. */
  insert(choice: Choice): string;
  /** More is being fetched, or could not be. */
  readonly note?: 'loading' | 'unreachable';
}

export interface Choice {
  readonly text: string;
  /** Shown instead of the text. */
  readonly label?: string;
  readonly group: string;
  readonly kind: string;
  readonly type?: string;
  readonly origin?: string;
  readonly what?: string;
  readonly required?: boolean;
  /** Places in the label, else in the text, that fit what was typed. */
  readonly matched: readonly number[];
}

/** The keymap of vi; `insert` is also where emacs always is. */
export interface Vi {
  readonly mode: 'insert' | 'normal' | 'replace';
  /** What is typed of a command that is not complete: `2d`, `"`, `f`. */
  readonly pending: string;
  readonly lastFind?: { readonly kind: 'f' | 'F' | 't' | 'T'; readonly character: string };
  /** The keys of the last change, for `.`. */
  readonly lastChange: readonly Key[];
  /** The keys since a change began that goes on in insert mode. */
  readonly recording?: readonly Key[];
}

/** What a key asks of the world. */
export type Effect =
  | 'submit'
  | 'end'
  | 'interrupt'
  | 'suspend'
  | 'clear-screen'
  | 'edit'
  | 'help'
  | 'shape'
  | 'bell'
  /** Nothing could be offered, or only a list of it is wanted. */
  | 'complete';

export interface Step {
  readonly editor: Editor;
  readonly effects: readonly Effect[];
}

/** What the editor may look at: answers at once and changes nothing. */
export interface Surroundings {
  complete(text: string, cursor: number): Choices;
  /** Lines of history, oldest first. */
  readonly history: readonly string[];
  /** Entries that fit a query, best first. */
  search(query: string): readonly Hit[];
  /** Whether Enter ends the line; an open quote or a last backslash goes on. */
  isComplete(text: string): boolean;
  /** What follows the cursor at the end of the line in grey; empty for nothing. */
  suggestion(text: string): string;
}

export function emptyEditor(keymap: Editor['keymap'], kills: readonly string[] = []): Editor {
  return {
    text: '',
    cursor: 0,
    keymap,
    kills,
    undo: [],
    redo: [],
    mark: 0,
    vi: { mode: 'insert', pending: '', lastChange: [] },
  };
}

/** The editor with another text, its cursor at `cursor`. */
export function withText(editor: Editor, text: string, cursor: number): Editor {
  return { ...editor, text, cursor };
}
