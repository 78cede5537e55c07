import { withoutSecrets } from '../keeping.ts';
import { readLine } from '../language/words.ts';
import { type Inks, inksOf } from '../output/ink.ts';
import { secretSpans } from '../secrets.ts';
import { type Analysis, analyse, type Known } from './analysis.ts';
import type { Frame, Piece } from './editor/frame.ts';
import type { Key } from './editor/keys.ts';
import { closed, opened } from './editor/menu.ts';
import { emptyFrame, erase, leave, paint } from './editor/paint.ts';
import { reduce } from './editor/reduce.ts';
import { type Editor, type Effect, emptyEditor, type Step, type Surroundings } from './editor/state.ts';
import { enteredView, type Scene, view } from './editor/view.ts';
import type { Shell } from './shell.ts';

/** How reading a line ended. */
export type Read =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'stopped' };

/** What the line is read with. */
export interface Desk {
  readonly prompt: readonly Piece[];
  /** Undefined until it is loaded. */
  readonly known: () => Known | undefined;
  /** Made anew for each key: what it looks at may have changed. */
  surroundings(): Surroundings;
  /** Lines to show above the prompt, for F1 and F5. */
  explain(what: 'help' | 'shape', text: string, cursor: number): Promise<string>;
  /** Gives the text to the editor of the person's choice. */
  edit(text: string): Promise<string>;
  /** Told when candidates from the cloud are wanted; `repaint` when they are there. */
  wanted(text: string, cursor: number, repaint: () => void): void;
  /** Told when the prompt is there; calls back when everything is there that `known` and `surroundings` need. */
  shown(ready: () => void): void;
  /** Ends the reading: the process is asked to end. */
  readonly stopped: AbortSignal;
  readonly kills: readonly string[];
  keepKills(kills: readonly string[]): void;
}

/** Reads one line, or several where it goes on. */
export async function readEntry(shell: Shell, desk: Desk): Promise<Read> {
  const { terminal, context } = shell;
  const { io, text } = context;
  const inks: Inks = await inksOf(io.stdout.colors);
  const isAccessible = context.setting('accessible').value === 'on';
  const keymap = context.setting('editing-mode').value === 'vi' ? 'vi' : 'emacs';
  const words = {
    group: text.repl.group,
    of: text.repl.position,
    note: { loading: text.repl.loading, unreachable: text.completion.unreachable },
    nothing: text.repl.nothing,
    ago: text.repl.ago,
  };
  let isOpen = true;
  let isReady = false;
  /** A key that needs what is not loaded yet, and those after it. */
  const early: Key[] = [];
  let editor: Editor = emptyEditor(keymap, desk.kills);
  let frame: Frame = emptyFrame;
  let seen: { readonly text: string; readonly cursor: number; readonly analysis: Analysis } | undefined;
  let draftTimer: NodeJS.Timeout | undefined;

  const analysis = (): Analysis => {
    const { text, cursor } = editor;
    if (seen?.text === text && seen.cursor === cursor) return seen.analysis;
    const known = text === '' ? undefined : desk.known();
    if (!known) return { ...nothing, secrets: text === '' ? [] : secretSpans(readLine(text), context.registry()) };
    seen = { text, cursor, analysis: analyse(text, cursor, known) };
    return seen.analysis;
  };
  const sceneOf = (surroundings: Surroundings): Scene => {
    const { marks, secrets, needs } = analysis();
    const atEnd = editor.cursor === editor.text.length;
    const isQuiet = isAccessible || io.stdout.colors === 0;
    return {
      columns: terminal.columns,
      rows: terminal.rows,
      prompt: desk.prompt,
      searchPrompt: [{ text: text.repl.search, ink: 'hint' }],
      marks,
      secrets,
      suggestion: atEnd && !isQuiet && !editor.menu ? surroundings.suggestion(editor.text) : '',
      ...(needs.length > 0 && !isAccessible && { hint: [{ text: text.repl.needs(needs), ink: 'grey' }] }),
      words,
      now: io.now(),
    };
  };
  const show = (next: Frame): void => {
    terminal.paint(paint(frame, next, terminal.columns, inks));
    frame = next;
  };
  /** What comes late may find the line entered. */
  const repaint = (surroundings = desk.surroundings()): void => {
    if (isOpen) show(view(editor, sceneOf(surroundings)));
  };
  /** The line as it stays, and the cursor on the next. */
  const finish = (): void => {
    show(enteredView(editor, sceneOf(desk.surroundings())));
    terminal.paint(leave(frame));
    frame = emptyFrame;
  };
  /** Shows something above the prompt, which then comes back. */
  const aside = (lines: string): void => {
    if (!isOpen) return;
    show({ rows: [[]], cursor: { row: 0, column: 0 } });
    terminal.paint(lines);
    frame = emptyFrame;
    repaint();
  };
  const keepDraft = (): void => {
    clearTimeout(draftTimer);
    draftTimer = setTimeout(() => shell.history.draft(keepable(editor.text, shell)), draftDelay);
    draftTimer.unref();
  };

  terminal.isEditing = true;
  const stopResize = io.stdout.onResize?.(() => {
    terminal.paint(erase(frame, terminal.columns));
    frame = emptyFrame;
    repaint();
  });

  let stop = (): void => undefined;
  const outcome = await new Promise<Read>((resolve) => {
    stop = () => resolve({ kind: 'stopped' });
    desk.stopped.addEventListener('abort', stop);
    if (desk.stopped.aborted) stop();

    const busy: Partial<Record<Effect, () => void>> = {
      interrupt: () => {
        finish();
        editor = emptyEditor(keymap, editor.kills);
      },
      suspend: () => {
        finish();
        terminal.suspend();
      },
      'clear-screen': () => {
        terminal.paint('\u001b[H\u001b[2J');
        frame = emptyFrame;
      },
      bell: () => terminal.paint('\u0007'),
      complete: () => {
        const { text: asked, cursor } = editor;
        desk.wanted(asked, cursor, () => {
          if (editor.menu && editor.menu.selected < 0 && editor.text === asked && editor.cursor === cursor)
            editor = opened(editor, desk.surroundings());
          repaint();
        });
        if (isAccessible && editor.menu) listPlainly();
      },
      help: () => void desk.explain('help', editor.text, editor.cursor).then(aside),
      shape: () => void desk.explain('shape', editor.text, editor.cursor).then(aside),
      edit: () => {
        finish();
        isOpen = false;
        terminal.listen(undefined);
        void terminal
          .lend(() => desk.edit(editor.text))
          .then((edited) => {
            isOpen = true;
            editor = { ...editor, text: edited, cursor: edited.length };
            repaint();
            listen();
          });
      },
    };
    const listPlainly = (): void => {
      const candidates = editor.menu?.choices.candidates ?? [];
      const names = candidates.slice(0, mostListed).map(({ label, text: name }) => label ?? name);
      editor = closed(editor);
      const more = candidates.length > names.length ? `${text.repl.position(names.length, candidates.length)}\n` : '';
      finish();
      terminal.paint(`${names.join('\n')}\n${more}`);
    };
    /** Keys up to the one that ends the line; those after it are for what comes next. */
    const take = (keys: readonly Key[]): readonly Key[] => {
      if (!isReady && (early.length > 0 || keys.some((key) => key.kind === 'key' && needsOffers.has(key.name)))) {
        early.push(...keys);
        return [];
      }
      const surroundings = desk.surroundings();
      for (const [at, key] of keys.entries()) {
        const step: Step = reduce(editor, key, surroundings);
        editor = step.editor;
        for (const effect of step.effects) {
          if (effect === 'submit' || effect === 'end') {
            terminal.listen(undefined);
            if (effect === 'end') resolve({ kind: 'end' });
            else resolve({ kind: 'line', text: editor.text });
            return keys.slice(at + 1);
          }
          busy[effect]?.();
          if (effect === 'edit') return keys.slice(at + 1);
        }
      }
      keepDraft();
      repaint(surroundings);
      return [];
    };
    const listen = (): void => terminal.listen({ keys: take, gone: () => resolve({ kind: 'end' }) });
    repaint();
    desk.shown(() => {
      isReady = true;
      repaint();
      terminal.keep(take(early.splice(0)));
    });
    listen();
  });

  desk.stopped.removeEventListener('abort', stop);
  clearTimeout(draftTimer);
  stopResize?.();
  terminal.listen(undefined);
  finish();
  isOpen = false;
  terminal.isEditing = false;
  desk.keepKills(editor.kills);
  shell.history.draft('');
  return outcome;
}

/** The line without what must not be kept. */
export function keepable(text: string, { context }: Pick<Shell, 'context'>): string {
  return text.trim() === '' ? '' : withoutSecrets(readLine(text), context.registry());
}

const nothing: Analysis = { marks: [], secrets: [], needs: [] };
const needsOffers = new Set(['tab', 'shift-tab', 'f1', 'f5', 'enter']);
/** Milliseconds. */
const draftDelay = 200;
const mostListed = 100;
