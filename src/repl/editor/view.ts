import { type Frame, type Piece, rowOf } from './frame.ts';
import { type Laid, layOut, type Mark, windowOf } from './layout.ts';
import { hitRows, type ListWords, menuRows } from './listing.ts';
import type { Editor } from './state.ts';

/** What the editor is shown in and with. */
export interface Scene {
  readonly columns: number;
  readonly rows: number;
  readonly prompt: readonly Piece[];
  /** Before the query of a search. */
  readonly searchPrompt: readonly Piece[];
  readonly marks: readonly Mark[];
  readonly secrets: Laid['secrets'];
  /** In grey behind the text. */
  readonly suggestion: string;
  /** A row under the line, where there is no list. */
  readonly hint?: readonly Piece[];
  readonly words: ListWords;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The screen of the editor from its prompt on. */
export function view(editor: Editor, scene: Scene): Frame {
  const { columns, rows, words } = scene;
  const line = layOut(laid(editor, scene), columns);
  const frame = windowOf(line, rows);
  const room = rows - frame.rows.length;
  if (room <= 0) return frame;
  if (editor.search)
    return { ...frame, rows: [...frame.rows, ...hitRows(editor.search, scene.now, columns, room, words)] };
  if (editor.menu) return { ...frame, rows: [...frame.rows, ...menuRows(editor.menu, columns, room, words)] };
  return scene.hint ? { ...frame, rows: [...frame.rows, rowOf(scene.hint, columns)] } : frame;
}

/** The line as it stays on the screen once it was entered. */
export function enteredView(editor: Editor, scene: Scene): Frame {
  const whole = { ...editor, cursor: editor.text.length };
  return windowOf(layOut({ ...laid(whole, scene), after: [] }, scene.columns), scene.rows);
}

const goesOn: Piece = { text: '... ', ink: 'grey' };

function laid({ text, cursor, search }: Editor, { prompt, searchPrompt, marks, secrets, suggestion }: Scene): Laid {
  if (search) {
    const { query } = search;
    return { text: query, cursor: query.length, marks: [], secrets: [], prompt: searchPrompt, goesOn, after: [] };
  }
  const after: readonly Piece[] = suggestion === '' ? [] : [{ text: suggestion, ink: 'grey' }];
  return { text, cursor, marks, secrets, prompt, goesOn, after };
}
