import {
  inserted,
  killed,
  moved,
  redone,
  transposedCharacters,
  transposedWords,
  undone,
  withArgument,
  withCase,
  withoutBlanks,
  yanked,
  yankedBefore,
} from './edits.ts';
import { completed } from './menu.ts';
import { blankWordStart, lineEnd, lineStart, nextPlace, previousPlace, wordEnd, wordStart } from './places.ts';
import { down, lastArgument, recalled, recalledEnd, up } from './recall.ts';
import { searched } from './search.ts';
import type { Editor, Effect, Step, Surroundings } from './state.ts';

/** What a key does: an edit, or a step with its effects. `times` is 1 where no number was typed. */
export type Action = (editor: Editor, surroundings: Surroundings, times: number) => Editor | Step;

const ask =
  (...effects: readonly Effect[]): Action =>
  (editor) => ({ editor, effects });

/** Repeats an edit, or does the opposite for a negative number. */
const repeated =
  (edit: (editor: Editor, surroundings: Surroundings) => Editor): Action =>
  (editor, surroundings, times) => {
    let edited = editor;
    for (let time = 0; time < times; time++) {
      const next = edit(edited, surroundings);
      if (next.text === edited.text && next.cursor === edited.cursor) break;
      edited = next;
    }
    return edited;
  };

/** At the end of the line the grey suggestion is taken. */
const right: Action = (editor, surroundings, times) => {
  if (editor.cursor === editor.text.length) return inserted(editor, surroundings.suggestion(editor.text));
  return repeated((each) => moved(each, nextPlace(each.text, each.cursor)))(editor, surroundings, times);
};

const rightWord: Action = (editor, surroundings, times) => {
  if (editor.cursor === editor.text.length) {
    const suggestion = surroundings.suggestion(editor.text);
    return inserted(editor, suggestion.slice(0, wordEnd(suggestion, 0)));
  }
  return repeated((each) => moved(each, wordEnd(each.text, each.cursor)))(editor, surroundings, times);
};

const end: Action = (editor, surroundings) => {
  if (editor.cursor === editor.text.length) return inserted(editor, surroundings.suggestion(editor.text));
  return moved(editor, lineEnd(editor.text, editor.cursor));
};

const left = repeated((editor) => moved(editor, previousPlace(editor.text, editor.cursor)));
const leftWord = repeated((editor) => moved(editor, wordStart(editor.text, editor.cursor)));
const home: Action = (editor) => moved(editor, lineStart(editor.text, editor.cursor));

const backspace = repeated((editor) => {
  const from = previousPlace(editor.text, editor.cursor);
  return { ...editor, text: editor.text.slice(0, from) + editor.text.slice(editor.cursor), cursor: from };
});
const forward = repeated((editor) => ({
  ...editor,
  text: editor.text.slice(0, editor.cursor) + editor.text.slice(nextPlace(editor.text, editor.cursor)),
}));

const killWord = repeated((editor) => killed(editor, editor.cursor, wordEnd(editor.text, editor.cursor)));
const killWordBack = repeated((editor) => killed(editor, wordStart(editor.text, editor.cursor), editor.cursor));

/** At the end of a line its line break goes. */
const killLine: Action = (editor) => {
  const to = lineEnd(editor.text, editor.cursor);
  return killed(editor, editor.cursor, to === editor.cursor ? Math.min(to + 1, editor.text.length) : to);
};

const submit: Action = (editor, surroundings) =>
  surroundings.isComplete(editor.text) ? { editor, effects: ['submit'] } : inserted(editor, '\n');

const complete: Action = (editor, surroundings) => completed(editor, surroundings);
const waitFor =
  (prefix: NonNullable<Editor['prefix']>): Action =>
  (editor) => ({ ...editor, prefix });

/** The keys of readline's emacs mode, and those of today's shells beside them. */
export const emacsKeys: Readonly<Record<string, Action>> = {
  enter: submit,
  'ctrl-j': submit,
  'alt-enter': (editor) => inserted(editor, '\n'),
  'shift-enter': (editor) => inserted(editor, '\n'),
  'ctrl-c': ask('interrupt'),
  'ctrl-z': ask('suspend'),
  'ctrl-l': ask('clear-screen'),
  'alt-e': ask('edit'),
  f1: ask('help'),
  f5: ask('shape'),
  'ctrl-g': ask('bell'),

  left,
  'ctrl-b': left,
  right,
  'ctrl-f': right,
  home,
  'ctrl-a': home,
  end,
  'ctrl-e': end,
  'alt-b': leftWord,
  'ctrl-left': leftWord,
  'alt-left': leftWord,
  'alt-f': rightWord,
  'ctrl-right': rightWord,
  'alt-right': rightWord,
  'ctrl-space': (editor) => ({ ...editor, mark: editor.cursor }),
  'ctrl-]': waitFor('find'),
  'alt-ctrl-]': waitFor('find-back'),

  up: repeated(up),
  down: repeated(down),
  'ctrl-p': repeated(up),
  'ctrl-n': repeated(down),
  'alt-p': repeated((editor, surroundings) => recalled(editor, surroundings, -1)),
  'alt-n': repeated((editor, surroundings) => recalled(editor, surroundings, 1)),
  'alt-<': (editor, surroundings) => recalledEnd(editor, surroundings, 'first'),
  'alt->': (editor, surroundings) => recalledEnd(editor, surroundings, 'typed'),
  'ctrl-r': searched,
  'ctrl-s': searched,
  'alt-.': (editor, { history }) => withArgument(editor, history, lastArgument),
  'alt-_': (editor, { history }) => withArgument(editor, history, lastArgument),

  backspace,
  'ctrl-h': backspace,
  delete: forward,
  'ctrl-d': (editor, surroundings, times) =>
    editor.text === '' ? { editor, effects: ['end'] } : forward(editor, surroundings, times),
  'alt-d': killWord,
  'ctrl-delete': killWord,
  'alt-delete': killWord,
  'alt-backspace': killWordBack,
  'alt-ctrl-h': killWordBack,
  'ctrl-w': (editor) => killed(editor, blankWordStart(editor.text, editor.cursor), editor.cursor),
  'ctrl-k': killLine,
  'ctrl-u': (editor) => killed(editor, lineStart(editor.text, editor.cursor), editor.cursor),
  'ctrl-y': yanked,
  'alt-y': yankedBefore,
  'ctrl-_': repeated(undone),
  'alt-/': repeated(redone),
  'ctrl-t': transposedCharacters,
  'alt-t': transposedWords,
  'alt-u': repeated((editor) => withCase(editor, 'upper')),
  'alt-l': repeated((editor) => withCase(editor, 'lower')),
  'alt-c': repeated((editor) => withCase(editor, 'capital')),
  'alt-\\': withoutBlanks,
  'alt-#': (editor) => ({
    editor: { ...editor, text: `#${editor.text}`, cursor: editor.text.length + 1 },
    effects: ['submit'],
  }),

  'ctrl-v': waitFor('literal'),
  'ctrl-q': waitFor('literal'),
  'ctrl-x': waitFor('ctrl-x'),
  tab: complete,
  'shift-tab': complete,
};

/** The keys after Ctrl-X. */
export const afterCtrlX: Readonly<Record<string, Action>> = {
  'ctrl-e': ask('edit'),
  'ctrl-u': repeated(undone),
  'ctrl-x': (editor) => ({ ...moved(editor, editor.mark), mark: editor.cursor }),
  backspace: (editor) => killed(editor, lineStart(editor.text, editor.cursor), editor.cursor),
};
