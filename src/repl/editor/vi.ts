import { inserted, killed, moved, replaced, undone } from './edits.ts';
import { emacsKeys } from './emacs.ts';
import type { Key } from './keys.ts';
import { isMotion, motionTo, wordAround } from './motions.ts';
import { lineEnd, lineStart, nextPlace, previousPlace } from './places.ts';
import { recalled, recalledEnd } from './recall.ts';
import { searched } from './search.ts';
import type { Editor, Step, Surroundings, Vi } from './state.ts';

/** A key in the normal mode of vi, texts a character each. `replay` acts on keys as if they were typed. */
export function reduceNormal(
  editor: Editor,
  key: Key,
  surroundings: Surroundings,
  replay: (editor: Editor, keys: readonly Key[]) => Editor,
): Step {
  if (key.kind === 'paste') return stay(clamped(inserted(withVi(editor, { pending: '' }), key.text)));
  if (key.kind === 'text') return reduceCharacter(editor, key.text, surroundings, replay);
  if (key.name === 'escape') return stay(withVi(editor, { pending: '' }));
  const action = keptKeys.has(key.name) ? emacsKeys[key.name] : undefined;
  if (!action) return { editor: withVi(editor, { pending: '' }), effects: ['bell'] };
  const done = action(withVi(editor, { pending: '' }), surroundings, 1);
  const step = 'effects' in done ? done : stay(done);
  return step.effects.includes('submit') ? step : { ...step, editor: clamped(step.editor) };
}

/** The end of a change in insert mode. */
export function toNormal(editor: Editor): Editor {
  const { recording, ...rest } = editor.vi;
  const vi: Vi = { ...rest, mode: 'normal', pending: '', ...(recording && { lastChange: recording }) };
  const back = Math.max(lineStart(editor.text, editor.cursor), previousPlace(editor.text, editor.cursor));
  return clamped({ ...editor, cursor: back, vi });
}

function reduceCharacter(
  editor: Editor,
  character: string,
  surroundings: Surroundings,
  replay: (editor: Editor, keys: readonly Key[]) => Editor,
): Step {
  const pending = editor.vi.pending + character;
  const [, first, operator = '', second, keys = ''] = /^([1-9]\d*)?([dcy])?([1-9]\d*)?([\s\S]*)$/.exec(pending) ?? [];
  if (keys === '' || (keys.length === 1 && waitsFor(keys, operator))) return stay(withVi(editor, { pending }));
  const idle = withVi(editor, { pending: '' });
  const times = Math.min(Number(first ?? 1) * Number(second ?? 1), 9999);
  if (keys === '.') {
    const { lastChange } = editor.vi;
    return stay(clamped(withVi(replay(idle, lastChange), { lastChange })));
  }
  const done = operator
    ? operated(idle, operator as Operator, keys, times)
    : (commands[keys[0] ?? '']?.(idle, times, keys.slice(1), surroundings) ?? moving(idle, keys, times));
  if (!done) return { editor: idle, effects: ['bell'] };
  const step = 'effects' in done ? done : stay(done);
  return { ...step, editor: clamped(remembered(editor, step.editor, pending)) };
}

/** Changes are remembered for `.`; one that leads to insert mode is complete only when that ends. */
function remembered(before: Editor, after: Editor, pending: string): Editor {
  const typed = Array.from(pending, (character) => text(character));
  if (after.vi.mode !== 'normal') return withVi(after, { recording: typed });
  return after.text === before.text || pending.endsWith('u') ? after : withVi(after, { lastChange: typed });
}

function waitsFor(key: string, operator: string): boolean {
  return 'fFtTr'.includes(key) || key === 'g' || (operator !== '' && 'ia'.includes(key));
}

function moving(editor: Editor, keys: string, times: number): Editor | undefined {
  const target = isMotion(keys[0] ?? '') ? motionTo(editor, keys, times) : undefined;
  return target && withVi(moved(editor, target.at), target.find ? { lastFind: target.find } : {});
}

type Operator = 'd' | 'c' | 'y';

function operated(editor: Editor, operator: Operator, keys: string, times: number): Editor | undefined {
  const range = rangeOf(editor, operator, keys, times);
  if (!range) return undefined;
  const [from, to] = range;
  const { chain: _, ...fresh } = editor;
  if (operator === 'y') {
    const copied = killed(fresh, from, to);
    return { ...fresh, kills: copied.kills, cursor: from };
  }
  const cut = killed(fresh, from, to);
  return operator === 'c' ? toInsert(cut) : cut;
}

function rangeOf(
  editor: Editor,
  operator: Operator,
  keys: string,
  times: number,
): readonly [from: number, to: number] | undefined {
  const { text, cursor } = editor;
  if (keys === operator) return [lineStart(text, cursor), lineEnd(text, cursor)];
  if (keys === 'iw' || keys === 'aw') return wordAround(editor, keys === 'aw');
  // `cw` leaves the blanks after the word, as `ce` does.
  const asEnd = operator === 'c' && (keys === 'w' || keys === 'W') && /\S/.test(text[cursor] ?? ' ');
  const target = asEnd ? endOfThis(editor, keys, times) : motionTo(editor, keys, times);
  if (!target) return undefined;
  const to = target.inclusive ? nextPlace(text, target.at) : target.at;
  return [Math.min(cursor, target.at), Math.max(cursor, to)];
}

/** `e` would go on to the next word from the last character of one. */
function endOfThis(editor: Editor, keys: string, times: number) {
  const [, end] = wordAround(editor, false);
  if (keys === 'w' && times === 1) return { at: end };
  const before = { ...editor, cursor: previousPlace(editor.text, editor.cursor) };
  return motionTo(editor.cursor === 0 ? editor : before, keys.toLowerCase() === keys ? 'e' : 'E', times);
}

type Command = (
  editor: Editor,
  times: number,
  argument: string,
  surroundings: Surroundings,
) => Editor | Step | undefined;

const commands: Readonly<Record<string, Command>> = {
  i: (editor) => toInsert(editor),
  a: (editor) =>
    toInsert(moved(editor, Math.min(lineEnd(editor.text, editor.cursor), nextPlace(editor.text, editor.cursor)))),
  I: (editor) => toInsert(moved(editor, motionTo(editor, '^', 1)?.at ?? 0)),
  A: (editor) => toInsert(moved(editor, lineEnd(editor.text, editor.cursor))),
  R: (editor) => withVi(editor, { mode: 'replace' }),
  s: (editor, times) => operated(editor, 'c', 'l', times),
  S: (editor) => operated(editor, 'c', 'c', 1),
  C: (editor) => operated(editor, 'c', '$', 1),
  D: (editor) => operated(editor, 'd', '$', 1),
  Y: (editor) => operated(editor, 'y', 'y', 1),
  x: (editor, times) => operated(editor, 'd', 'l', times),
  X: (editor, times) => operated(editor, 'd', 'h', times),
  r: (editor, times, character) => overwritten(editor, character, times),
  '~': (editor, times) => swapped(editor, times),
  p: (editor, times) =>
    put(editor, Math.min(lineEnd(editor.text, editor.cursor), nextPlace(editor.text, editor.cursor)), times),
  P: (editor, times) => put(editor, editor.cursor, times),
  u: (editor, times) => Array.from({ length: times }).reduce<Editor>((each) => undone(each), editor),
  v: (editor) => ({ editor, effects: ['edit'] }),
  k: (editor, times, _argument, surroundings) =>
    Array.from({ length: times }).reduce<Editor>((each) => atStart(recalled(each, surroundings, -1)), editor),
  j: (editor, times, _argument, surroundings) =>
    Array.from({ length: times }).reduce<Editor>((each) => atStart(recalled(each, surroundings, 1)), editor),
  G: (editor, _times, _argument, surroundings) => recalledEnd(editor, surroundings, 'typed'),
  g: (editor, _times, argument, surroundings) =>
    argument === 'g' ? recalledEnd(editor, surroundings, 'first') : undefined,
  '/': (editor, _times, _argument, surroundings) => searched(editor, surroundings),
  '#': (editor) => ({ editor: { ...editor, text: `#${editor.text}`, cursor: 0 }, effects: ['submit'] }),
};

/** Keys that mean in normal mode what they mean everywhere. */
const keptKeys = new Set(
  (
    'enter ctrl-j ctrl-c ctrl-z ctrl-l ctrl-d ctrl-r ctrl-s ctrl-_ alt-/ f1 f5 left right up down home end delete ' +
    'ctrl-left ctrl-right ctrl-p ctrl-n'
  ).split(' '),
);

function toInsert(editor: Editor): Editor {
  return withVi(editor, { mode: 'insert' });
}

function overwritten(editor: Editor, character: string, times: number): Editor | undefined {
  const { text, cursor } = editor;
  let end = cursor;
  for (let time = 0; time < times; time++) {
    if (end >= lineEnd(text, cursor)) return undefined;
    end = nextPlace(text, end);
  }
  const over = replaced(editor, cursor, end, character.repeat(times));
  return { ...over, cursor: over.cursor - character.length };
}

function swapped(editor: Editor, times: number): Editor {
  let after = editor;
  for (let time = 0; time < times && after.cursor < lineEnd(after.text, after.cursor); time++) {
    const end = nextPlace(after.text, after.cursor);
    const character = after.text.slice(after.cursor, end);
    const upper = character.toUpperCase();
    after = replaced(after, after.cursor, end, character === upper ? character.toLowerCase() : upper);
  }
  return after;
}

function put(editor: Editor, at: number, times: number): Editor | undefined {
  const text = editor.kills.at(-1);
  if (text === undefined) return undefined;
  const after = replaced(editor, at, at, text.repeat(times));
  return { ...after, cursor: Math.max(at, previousPlace(after.text, after.cursor)) };
}

function atStart(editor: Editor): Editor {
  return { ...editor, cursor: 0 };
}

/** In normal mode the cursor stands on a character. */
function clamped(editor: Editor): Editor {
  const { text, cursor, vi } = editor;
  if (vi.mode !== 'normal' || cursor < lineEnd(text, cursor)) return editor;
  return { ...editor, cursor: Math.max(lineStart(text, cursor), previousPlace(text, cursor)) };
}

function withVi(editor: Editor, vi: Partial<Vi>): Editor {
  return { ...editor, vi: { ...editor.vi, ...vi } };
}

const stay = (editor: Editor): Step => ({ editor, effects: [] });
const text = (text: string): Key => ({ kind: 'text', text });
