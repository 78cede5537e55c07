import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { inksOf } from '../../../src/output/ink.ts';
import { emptyFrame, leave, paint } from '../../../src/repl/editor/paint.ts';
import { reduce } from '../../../src/repl/editor/reduce.ts';
import { type Editor, emptyEditor, type Surroundings } from '../../../src/repl/editor/state.ts';
import { enteredView, type Scene, view } from '../../../src/repl/editor/view.ts';
import { unicodeOfToday } from '../../harness/unicode.ts';
import { keysOf, nothing } from './desk.ts';
import { ReferenceLine, referenceRows } from './reference.ts';

const characters = [
  ...'abcdefgh..==  \'"\\|$',
  ...['云', '主', '机', '한', 'é', 'e\u0301', '👨‍👩‍👧', '😀', '\u0301', '\u200b', '\u202e', '\t', 'word ', '名称='],
];
const edits = [
  ...['left', 'left', 'right', 'right', 'home', 'end', 'ctrl-a', 'ctrl-e', 'alt-b', 'alt-f', 'ctrl-b', 'ctrl-f'],
  ...[
    'backspace',
    'backspace',
    'delete',
    'ctrl-w',
    'alt-backspace',
    'alt-d',
    'ctrl-u',
    'ctrl-k',
    'ctrl-y',
    'alt-enter',
  ],
];
/** Their effect on the text is taken from the editor itself; what the screen makes of it is checked all the same. */
const others = [
  ...['ctrl-t', 'alt-t', 'alt-u', 'alt-l', 'alt-c', 'alt-y', 'ctrl-_', 'alt-/', 'up', 'down', 'alt-.', 'ctrl-space'],
  ...[
    'tab',
    'shift-tab',
    'ctrl-r',
    'escape',
    'ctrl-g',
    'enter',
    'enter',
    'ctrl-x',
    'ctrl-v',
    'alt-3',
    'alt-\\',
    'ctrl-c',
  ],
];

const names = ['name', 'names', '云主机', 'uuid', 'state', 'zone.name', 'a'.repeat(90)];
const past = ['QueryHost', 'QueryZone name=云主机', `x ${'long '.repeat(30)}`, 'one\ntwo'];
const surroundings: Surroundings = {
  ...nothing,
  history: past,
  complete: (text, cursor) => {
    const from = text.lastIndexOf(' ', cursor - 1) + 1;
    const typed = text.slice(from, cursor);
    const found = names.filter((name) => name.includes(typed));
    const candidates = found.map((name, at) => ({
      ...{ text: name, kind: 'field', type: 'string', matched: [0] },
      group: at < 3 ? 'one' : 'two',
    }));
    return { from, to: cursor, candidates, insert: ({ text: name }) => `${name}=` };
  },
  search: (query) => past.filter((line) => line.includes(query)).map((line) => ({ line, at: 0, matched: [1] })),
};

const words = {
  group: (group: string) => group,
  of: (selected: number, total: number) => `${selected}/${total}`,
  note: { loading: 'loading', unreachable: 'unreachable' },
  nothing: 'nothing',
  ago: () => 'now',
};

/** A screen, the editor in front of it and the model beside it. */
async function torture(columns: number, rows: number, events: number, seed: number): Promise<string> {
  const inks = await inksOf(1);
  const terminal = new headless.Terminal({ cols: columns, rows, scrollback: 500, allowProposedApi: true });
  terminal.unicode.register(unicodeOfToday);
  terminal.unicode.activeVersion = unicodeOfToday.version;
  const { writeSync } = (terminal as unknown as { _core: { writeSync(data: string): void } })._core;
  // As a terminal in its usual mode does with the line breaks of a program.
  const write = (bytes: string): void =>
    writeSync.call((terminal as unknown as { _core: object })._core, bytes.replaceAll('\n', '\r\n'));

  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const prompt = '管理员@prod >>> ';
  const scene: Scene = {
    ...{ columns, rows, marks: [], secrets: [], suggestion: '', words, now: 0 },
    prompt: [{ text: prompt, ink: 'prompt' }],
    searchPrompt: [{ text: 'search: ', ink: 'hint' }],
  };
  let editor: Editor = emptyEditor('emacs');
  let frame = emptyFrame;
  const model = new ReferenceLine();
  let transcript: string[] = [];
  const keys: string[] = [];

  const show = (next: typeof frame): void => {
    write(paint(frame, next, columns, inks));
    frame = next;
  };
  /** `whole`: what stands above and below the line is looked at too. */
  const complaint = (whole: boolean): string | undefined => {
    const { active } = terminal.buffer;
    const lineAt = (at: number): string => active.getLine(at)?.translateToString(true) ?? '';
    if (editor.text !== model.text || editor.cursor !== model.cursor)
      return `the model says ${JSON.stringify([model.text, model.cursor])}`;
    const laid = editor.search
      ? referenceRows('search: ', editor.search.query, editor.search.query.length, columns)
      : referenceRows(prompt, editor.text, editor.cursor, columns);
    const first = Math.max(0, Math.min(laid.cursor[0] - Math.floor(rows / 2), laid.rows.length - rows));
    const line = laid.rows.length <= rows ? laid.rows : laid.rows.slice(first, first + rows);
    const cursorRow = laid.cursor[0] - (laid.rows.length <= rows ? 0 : first);
    const lists = frame.rows.slice(line.length).map((row) => row.map(({ text }) => text).join(''));
    const top = active.baseY + active.cursorY - cursorRow;
    const expected = [...line, ...lists];
    const bottom = whole ? active.baseY + rows : top + expected.length;
    const above = whole ? Math.max(active.baseY, top - transcript.length) : top;
    const wanted = [...transcript.slice(transcript.length - (top - above)), ...expected].map((row) => row.trimEnd());
    while (wanted.length < bottom - above) wanted.push('');
    const seen = wanted.map((_, at) => lineAt(above + at).trimEnd());
    if (active.cursorX !== laid.cursor[1]) return `the cursor is in column ${active.cursorX}, not ${laid.cursor[1]}`;
    return seen.join('\n') === wanted.join('\n') ? undefined : `seen\n${seen.join('\n')}\nwanted\n${wanted.join('\n')}`;
  };

  show(view(editor, scene));
  for (let event = 0; event < events; event++) {
    const chance = random();
    const key = chance < 0.55 ? pick(characters) : chance < 0.9 ? pick(edits) : pick(others);
    keys.push(key);
    const plain = !editor.search && !editor.menu && !editor.prefix && editor.count === undefined;
    let submitted = false;
    for (const each of keysOf(key === '\t' ? '\u001b[200~\t\u001b[201~' : key)) {
      const step = reduce(editor, each, surroundings);
      editor = step.editor;
      submitted ||= step.effects.includes('submit') || step.effects.includes('interrupt');
    }
    if (!(plain && model.press(key))) {
      if (!plain) model.press('left');
      model.take(editor.text, editor.cursor);
      model.killed = [...editor.kills];
    }
    if (submitted) {
      const entered = enteredView(editor, scene);
      show(entered);
      write(leave(frame));
      transcript = [...transcript, ...entered.rows.map((row) => row.map(({ text }) => text).join(''))].slice(-100);
      frame = emptyFrame;
      editor = emptyEditor('emacs', editor.kills);
      model.take('', 0);
    }
    show(view(editor, scene));
    const wrong = complaint(event % 10 === 0 || submitted);
    if (wrong !== undefined)
      return `${columns}x${rows}, event ${event}, line ${JSON.stringify([editor.text, editor.cursor])}, keys ${JSON.stringify(keys.slice(-8))}: ${wrong}`;
  }
  terminal.dispose();
  return '';
}

/** Numbers from 0 to 1 that are the same in every run: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

describe('a hundred thousand keys', { timeout: 600_000 }, () => {
  it.each([
    [80, 24, 50_000],
    [40, 10, 40_000],
    [13, 4, 10_000],
  ])('on %i x %i leave the screen as the line says', async (columns, rows, events) => {
    expect(await torture(columns, rows, events, Number(process.env.SEED ?? 7))).toBe('');
  });
});
