import { inserted, moved, replaced } from './edits.ts';
import { type Action, afterCtrlX, emacsKeys } from './emacs.ts';
import type { Key } from './keys.ts';
import { cancelled, chosen, closed, opened } from './menu.ts';
import { isBlank, nextPlace, wholePlace } from './places.ts';
import { accepted, reduceSearch } from './search.ts';
import type { Editor, Menu, Step, Surroundings } from './state.ts';
import { reduceNormal, toNormal } from './vi.ts';

/** One key: the editor after it, and what it asks of the world. Never throws. */
export function reduce(editor: Editor, key: Key, surroundings: Surroundings): Step {
  if (editor.keymap !== 'vi' || key.kind !== 'text') return reduceOne(editor, key, surroundings);
  // To vi each character is a command.
  let step = stay(editor);
  for (const text of key.text) {
    const next = reduceOne(step.editor, { kind: 'text', text }, surroundings);
    step = { editor: next.editor, effects: [...step.effects, ...next.effects] };
  }
  return step;
}

function reduceOne(editor: Editor, key: Key, surroundings: Surroundings): Step {
  if (editor.search) {
    const step = reduceSearch(editor, editor.search, key, surroundings);
    if (step) return kept(editor, step);
    return reduceOne(kept(editor, stay(accepted(editor, editor.search))).editor, key, surroundings);
  }
  const inMenu = editor.menu && reduceMenu(editor, editor.menu, key, surroundings);
  if (inMenu) return kept(editor, inMenu);
  const step = kept(editor, act(closed(editor), key, surroundings));
  // Typing goes on filtering what the menu offers.
  const filters = editor.menu && isTyping(key) && !step.editor.search && step.effects.length === 0;
  return filters ? { ...step, editor: opened(step.editor, surroundings) } : step;
}

function isTyping(key: Key): boolean {
  return key.kind === 'text' || (key.kind === 'key' && (key.name === 'backspace' || key.name === 'ctrl-h'));
}

/** What a key does to the open menu; `undefined` for keys that act on the line. */
function reduceMenu(editor: Editor, menu: Menu, key: Key, surroundings: Surroundings): Step | undefined {
  if (key.kind !== 'key') return undefined;
  const step = steps[key.name];
  if (step !== undefined) {
    if (menu.choices.candidates.length === 1 && menu.selected < 0)
      return stay(opened(closed(chosen(editor, menu, 1)), surroundings));
    return stay(chosen(editor, menu, step, Math.abs(step) === 1));
  }
  if (key.name === 'escape' || key.name === 'ctrl-g') return stay(cancelled(editor));
  if ((key.name === 'enter' || key.name === 'ctrl-j') && menu.selected >= 0) return stay(closed(editor));
  return undefined;
}

const steps: Readonly<Record<string, number>> = {
  tab: 1,
  down: 1,
  'ctrl-n': 1,
  'shift-tab': -1,
  up: -1,
  'ctrl-p': -1,
  'page-down': 10,
  'page-up': -10,
};

function act(editor: Editor, key: Key, surroundings: Surroundings): Step {
  if (editor.prefix) return afterPrefix(editor, editor.prefix, key, surroundings);
  if (editor.keymap === 'vi') {
    const replay = (before: Editor, keys: readonly Key[]): Editor =>
      keys.reduce((each, next) => act(each, next, surroundings).editor, before);
    if (editor.vi.mode === 'normal') return reduceNormal(editor, key, surroundings, replay);
    if (key.kind === 'key' && key.name === 'escape') return stay(toNormal(recorded(editor, key)));
    const step = actInsert(editor, key, surroundings);
    return { ...step, editor: recorded(step.editor, key) };
  }
  return actInsert(editor, key, surroundings);
}

/** What is typed in insert mode belongs to the change that `.` repeats. */
function recorded(editor: Editor, key: Key): Editor {
  const { recording } = editor.vi;
  return recording ? { ...editor, vi: { ...editor.vi, recording: [...recording, key] } } : editor;
}

function actInsert(editor: Editor, key: Key, surroundings: Surroundings): Step {
  if (key.kind === 'paste') return stay(inserted(editor, key.text));
  if (key.kind === 'text') return stay(typed(editor, key.text));
  const digit = /^alt-([0-9-])$/.exec(key.name)?.[1];
  if (digit !== undefined && editor.keymap === 'emacs') return stay(counted(editor, digit));
  const action = emacsKeys[key.name];
  if (!action) return key.name === 'escape' ? stay(editor) : { editor, effects: ['bell'] };
  return perform(action, editor, surroundings);
}

function perform(action: Action, editor: Editor, surroundings: Surroundings): Step {
  const { count = 1, ...rest } = editor;
  const done = action(rest, surroundings, Math.max(1, count));
  return 'effects' in done ? done : stay(done);
}

function typed(editor: Editor, text: string): Editor {
  const { count = 1, ...rest } = editor;
  const repeated = text.repeat(Math.max(1, Math.min(count, longestRepeat)));
  if (editor.keymap === 'vi' && editor.vi.mode === 'replace') {
    let end = editor.cursor;
    for (const _ of text) if (editor.text[end] !== '\n') end = nextPlace(editor.text, end);
    return { ...replaced(rest, editor.cursor, end, text), chain: { kind: 'typing' } };
  }
  return { ...inserted(rest, repeated), chain: { kind: 'typing' } };
}

function counted(editor: Editor, digit: string): Editor {
  if (digit === '-') return editor;
  const count = (editor.count ?? 0) * 10 + Number(digit);
  return count <= longestRepeat ? { ...editor, count } : editor;
}

const longestRepeat = 1000;

/** The second key of two. */
function afterPrefix(
  { prefix: _, ...editor }: Editor,
  prefix: NonNullable<Editor['prefix']>,
  key: Key,
  surroundings: Surroundings,
): Step {
  if (key.kind === 'paste') return stay(inserted(editor, key.text));
  if (prefix === 'ctrl-x') {
    const action = key.kind === 'key' ? afterCtrlX[key.name] : undefined;
    return action ? perform(action, editor, surroundings) : { editor, effects: ['bell'] };
  }
  const character = key.kind === 'text' ? key.text : literalOf(key.name);
  if (character === undefined) return { editor, effects: ['bell'] };
  if (prefix === 'literal') return stay(inserted(editor, character));
  const [first = ''] = character;
  const at =
    prefix === 'find'
      ? editor.text.indexOf(first, editor.cursor + 1)
      : editor.cursor > 0
        ? editor.text.lastIndexOf(first, editor.cursor - 1)
        : -1;
  return at < 0 ? { editor, effects: ['bell'] } : stay(moved(editor, at));
}

/** The character behind a key; carriage returns and line breaks are one and the same here. */
function literalOf(name: string): string | undefined {
  if (name === 'enter' || name === 'ctrl-j') return '\n';
  if (name === 'tab') return '\t';
  if (name === 'escape') return '\u001b';
  const letter = /^ctrl-([a-z])$/.exec(name)?.[1];
  return letter === undefined ? undefined : String.fromCharCode(letter.charCodeAt(0) & 0x1f);
}

/** What holds for every key: the text before a change can be had back; chains, counts and walks end where they should. */
function kept(before: Editor, { editor, effects }: Step): Step {
  const { chain, count, recall, ...rest } = editor;
  const changed = rest.text !== before.text;
  const undoing = rest.undo !== before.undo || rest.redo !== before.redo;
  const after: Editor = {
    ...rest,
    // What was typed may have become one character with what follows.
    cursor: wholePlace(rest.text, rest.cursor),
    ...(changed && !undoing && { undo: mergesWith(before, editor) ? before.undo : undoOf(before), redo: [] }),
    ...(chain !== before.chain && { chain }),
    ...(count !== undefined && count !== before.count && { count }),
    ...(recall && (!changed || recall !== before.recall) && { recall }),
  };
  return { editor: after, effects };
}

function undoOf({ undo, text, cursor }: Editor): Editor['undo'] {
  return [...undo.slice(-mostUndo), { text, cursor }];
}

/** Letters typed one after the other are one change, a word each; so are the candidates tried one after the other. */
function mergesWith(before: Editor, after: Editor): boolean {
  if (before.menu && after.menu) return before.menu.selected >= 0 && after.menu.selected >= 0;
  if (before.chain?.kind !== 'typing' || after.chain?.kind !== 'typing') return false;
  const typed = after.text[before.cursor];
  return !isBlank(before.text[before.cursor - 1]) || isBlank(typed);
}

const mostUndo = 200;

const stay = (editor: Editor): Step => ({ editor, effects: [] });
