import { joined } from '../../../src/language/scan.ts';
import { readLine } from '../../../src/language/words.ts';
import { type Key, openDecoder } from '../../../src/repl/editor/keys.ts';
import { reduce } from '../../../src/repl/editor/reduce.ts';
import { type Editor, type Effect, emptyEditor, type Surroundings } from '../../../src/repl/editor/state.ts';
import { type Key as Pressed, sent } from '../../harness/keys.ts';

/** Nothing to complete and no history, unless a test has some. */
export const nothing: Surroundings = {
  complete: (_text, cursor) => ({ from: cursor, to: cursor, candidates: [], insert: () => '' }),
  history: [],
  search: () => [],
  isComplete: (text) => readLine(joined(text)).open === undefined,
  suggestion: () => '',
};

/** The editor with the cursor where `|` stands. */
export function editorAt(text: string, keymap: Editor['keymap'] = 'emacs'): Editor {
  const cursor = text.indexOf('|');
  const editor = { ...emptyEditor(keymap), text: text.replace('|', ''), cursor };
  return keymap === 'vi' ? { ...editor, vi: { ...editor.vi, mode: 'normal' } } : editor;
}

/** Keys by name; anything else is typed. */
export function keysOf(...names: readonly string[]): readonly Key[] {
  const decoder = openDecoder();
  const bytes = names.map((name) =>
    /^(?:ctrl|alt|shift)-.|^(?:enter|tab|escape|backspace|delete|home|end|up|down|left|right|page-up|page-down|f1|f5)$/.test(
      name,
    )
      ? sent(name as Pressed)
      : name,
  );
  return bytes.flatMap((each) => [...decoder.feed(Buffer.from(each)), ...decoder.flush()]);
}

export function press(
  editor: Editor,
  names: readonly string[],
  surroundings = nothing,
): { editor: Editor; effects: readonly Effect[] } {
  let [after, effects]: [Editor, readonly Effect[]] = [editor, []];
  for (const key of keysOf(...names)) {
    const step = reduce(after, key, surroundings);
    after = step.editor;
    effects = [...effects, ...step.effects];
  }
  return { editor: after, effects };
}

/** The text with `|` at the cursor. */
export function shown({ text, cursor }: Editor): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}
