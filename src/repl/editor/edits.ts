import { isBlank, nextPlace, previousPlace, wholePlace, wordEnd, wordStart } from './places.ts';
import { type Editor, withText } from './state.ts';

/** Puts a text in the place of `from` to `to`; the cursor stands after it. */
export function replaced(editor: Editor, from: number, to: number, text: string): Editor {
  return withText(editor, editor.text.slice(0, from) + text + editor.text.slice(to), from + text.length);
}

export function inserted(editor: Editor, text: string): Editor {
  return replaced(editor, editor.cursor, editor.cursor, text);
}

export function moved(editor: Editor, cursor: number): Editor {
  return { ...editor, cursor: wholePlace(editor.text, cursor) };
}

/** Takes a range out. What is killed in a row becomes one text of the kill ring, in the order in which it stood. */
export function killed(editor: Editor, from: number, to: number): Editor {
  const goesOn = editor.chain?.kind === 'kill' && editor.kills.length > 0;
  if (from === to) return goesOn ? { ...editor, chain: { kind: 'kill' } } : editor;
  const text = editor.text.slice(from, to);
  const before = goesOn ? (editor.kills.at(-1) as string) : '';
  const joined = from < editor.cursor ? text + before : before + text;
  const kills = [...(goesOn ? editor.kills.slice(0, -1) : editor.kills), joined].slice(-mostKills);
  return { ...replaced(editor, from, to, ''), cursor: from, kills, chain: { kind: 'kill' } };
}

export function yanked(editor: Editor): Editor {
  const index = editor.kills.length - 1;
  const text = editor.kills[index];
  if (text === undefined) return editor;
  const start = editor.cursor;
  const chain = { kind: 'yank', start, end: start + text.length, index } as const;
  return { ...inserted(editor, text), mark: start, chain };
}

/** Right after a yank: puts the kill before in its place, round the ring. */
export function yankedBefore(editor: Editor): Editor {
  const { chain, kills } = editor;
  if (chain?.kind !== 'yank') return editor;
  const index = (chain.index + kills.length - 1) % kills.length;
  const text = kills[index] as string;
  const { start, end } = chain;
  return { ...replaced(editor, start, end, text), chain: { kind: 'yank', start, end: start + text.length, index } };
}

/** The last argument of the line before, at the next key that of the one before that. */
export function withArgument(editor: Editor, lines: readonly string[], argumentOf: (line: string) => string): Editor {
  const { chain, cursor } = editor;
  const {
    start,
    end,
    index: last,
  } = chain?.kind === 'argument' ? chain : { start: cursor, end: cursor, index: lines.length };
  for (let index = last - 1; index >= 0; index--) {
    const text = argumentOf(lines[index] as string);
    if (text === '') continue;
    return {
      ...replaced(editor, start, end, text),
      chain: { kind: 'argument', start, end: start + text.length, index },
    };
  }
  return { ...editor, chain: chain?.kind === 'argument' ? { ...chain } : undefined };
}

/** Swaps the characters around the cursor; at the end of a line those before it. */
export function transposedCharacters(editor: Editor): Editor {
  const { text, cursor } = editor;
  const atEnd = cursor === text.length || text[cursor] === '\n';
  const middle = atEnd ? previousPlace(text, cursor) : cursor;
  const start = previousPlace(text, middle);
  const end = nextPlace(text, middle);
  if (start === middle || middle === end) return editor;
  const swapped = text.slice(middle, end) + text.slice(start, middle);
  return replaced(editor, start, end, swapped);
}

/** Swaps the word at or before the cursor with the one before that. */
export function transposedWords(editor: Editor): Editor {
  const { text } = editor;
  const end = wordEnd(text, editor.cursor);
  const start = wordStart(text, end);
  const firstStart = wordStart(text, start);
  const firstEnd = wordEnd(text, firstStart);
  if (firstEnd > start || firstStart === start) return editor;
  const swapped = text.slice(start, end) + text.slice(firstEnd, start) + text.slice(firstStart, firstEnd);
  return replaced(editor, firstStart, end, swapped);
}

export type LetterCase = 'upper' | 'lower' | 'capital';

/** Changes the case of the word at or after the cursor and goes to its end. */
export function withCase(editor: Editor, letters: LetterCase): Editor {
  const end = wordEnd(editor.text, editor.cursor);
  return replaced(editor, editor.cursor, end, inCase(editor.text.slice(editor.cursor, end), letters));
}

function inCase(text: string, letters: LetterCase): string {
  if (letters === 'upper') return text.toUpperCase();
  if (letters === 'lower') return text.toLowerCase();
  return text.toLowerCase().replace(/\p{L}/u, (first) => first.toUpperCase());
}

/** Takes the blanks around the cursor away. */
export function withoutBlanks(editor: Editor): Editor {
  const { text } = editor;
  let [from, to] = [editor.cursor, editor.cursor];
  while (from > 0 && isBlank(text[from - 1])) from--;
  while (to < text.length && isBlank(text[to])) to++;
  return replaced(editor, from, to, '');
}

/** Back to the text before the last change. */
export function undone(editor: Editor): Editor {
  const before = editor.undo.at(-1);
  if (!before) return editor;
  const { text, cursor } = editor;
  return { ...editor, ...before, undo: editor.undo.slice(0, -1), redo: [...editor.redo, { text, cursor }] };
}

export function redone(editor: Editor): Editor {
  const after = editor.redo.at(-1);
  if (!after) return editor;
  const { text, cursor } = editor;
  return { ...editor, ...after, redo: editor.redo.slice(0, -1), undo: [...editor.undo, { text, cursor }] };
}

const mostKills = 60;
