import { readLine } from '../../language/words.ts';
import { lineEnd, lineStart, nextPlace, previousPlace } from './places.ts';
import type { Editor, Surroundings } from './state.ts';

/** To the line above inside the text, else to the entry of history before that begins with what was typed. */
export function up(editor: Editor, surroundings: Surroundings): Editor {
  const start = lineStart(editor.text, editor.cursor);
  if (start > 0) return toLine(editor, lineStart(editor.text, start - 1));
  return recalled(editor, surroundings, -1);
}

export function down(editor: Editor, surroundings: Surroundings): Editor {
  const end = lineEnd(editor.text, editor.cursor);
  if (end < editor.text.length) return toLine(editor, end + 1);
  return recalled(editor, surroundings, 1);
}

/** One step through history; after its end comes what was typed. */
export function recalled(editor: Editor, { history }: Surroundings, step: -1 | 1): Editor {
  const { recall = { typed: { text: editor.text, cursor: editor.cursor }, index: history.length } } = editor;
  const { typed } = recall;
  for (let index = recall.index + step; index >= 0 && index < history.length; index += step) {
    const line = history[index] as string;
    if (line === editor.text || !line.startsWith(typed.text)) continue;
    return { ...editor, text: line, cursor: line.length, recall: { typed, index } };
  }
  if (step < 0 || !editor.recall) return editor;
  const { recall: _, ...rest } = editor;
  return { ...rest, ...typed };
}

/** The first entry of history, or back to what was typed. */
export function recalledEnd(editor: Editor, { history }: Surroundings, end: 'first' | 'typed'): Editor {
  if (end === 'typed') {
    if (!editor.recall) return editor;
    const { recall, ...rest } = editor;
    return { ...rest, ...recall.typed };
  }
  const line = history[0];
  if (line === undefined) return editor;
  const typed = editor.recall?.typed ?? { text: editor.text, cursor: editor.cursor };
  return { ...editor, text: line, cursor: line.length, recall: { typed, index: 0 } };
}

/** The last word of a line as it was typed. */
export function lastArgument(line: string): string {
  return readLine(line).words.at(-1)?.raw ?? '';
}

/** Keeps the column, counted in characters, as far as the other line is long enough. */
function toLine(editor: Editor, start: number): Editor {
  const { text, chain } = editor;
  const column = chain?.kind === 'vertical' ? chain.column : columnOf(text, editor.cursor);
  const end = lineEnd(text, start);
  let cursor = start;
  for (let at = 0; at < column && cursor < end; at++) cursor = nextPlace(text, cursor);
  return { ...editor, cursor, chain: { kind: 'vertical', column } };
}

function columnOf(text: string, cursor: number): number {
  const start = lineStart(text, cursor);
  let column = 0;
  for (let at = cursor; at > start; at = previousPlace(text, at)) column++;
  return column;
}
