import { isCommand } from '../commands/commands.ts';
import { type Context, type Io, profileOf, writtenBy } from '../context.ts';
import { CliError } from '../errors.ts';
import { exit } from '../exits.ts';
import { joined } from '../language/scan.ts';
import type { Word } from '../language/words.ts';
import type { Asked } from '../options.ts';
import { reportProblem, say } from '../report.ts';
import { profileNames } from '../settings/config.ts';
import { type Draft, openDraft } from '../settings/draft.ts';
import { openHistory } from '../settings/history.ts';
import { openPreferences } from '../settings/preferences.ts';
import { openResults } from '../settings/results.ts';
import { openContext } from '../world.ts';
import type { Choices } from './editor/state.ts';
import type { Offers } from './offers.ts';
import { readPlainEntry } from './plain-line.ts';
import { promptOf } from './prompt.ts';
import { type Desk, keepable, readEntry } from './read-line.ts';
import type { Shell } from './shell.ts';
import { surroundingsOf } from './surroundings.ts';
import { takeOver } from './take-over.ts';
import { openTerminal } from './terminal.ts';

/** Reads lines from a person and does them, until they have enough. Gives the exit code. */
export async function openRepl(io: Io, asked: Asked): Promise<number> {
  const stopped = new AbortController();
  let endedBy: number = exit.ok;
  const running = { controller: new AbortController() };
  const forgetSignals = io.onSignal((signal) => {
    running.controller.abort();
    if (signal === 'SIGINT') return;
    endedBy = signal === 'SIGTERM' ? 143 : 129;
    stopped.abort();
  });
  const shell = await openShell(io, asked, running);
  if (await takeOver(shell.store, shell.context)) await shell.apply();
  try {
    await loop(shell, stopped.signal);
  } finally {
    shell.history.draft('');
    shell.terminal.close();
    for (const { close } of shell.connections.values()) await close();
    forgetSignals();
  }
  return endedBy;
}

async function loop(shell: Shell, stopped: AbortSignal): Promise<void> {
  const { terminal, context } = shell;
  let offers: Offers | undefined;
  let loading: Promise<void> | undefined;
  /** What keeps everything from being loaded. */
  const broken = new AbortController();
  const ending = AbortSignal.any([stopped, broken.signal]);
  /** What only a line needs comes after the first prompt: nobody types that soon. */
  const load = (): Promise<void> => {
    loading ??= context.io.sleep(0).then(async () => {
      const { openOffers } = await import('./offers.ts');
      offers = await openOffers(shell);
      if (!context.registry().isWhole()) throw new CliError('program-damaged', { reason: '' });
      context.registry().common();
      await import('./enter.ts');
    });
    return loading;
  };
  let recovered = shell.history.recovered();
  let kills: readonly string[] = [];
  await say(context, context.text.repl.welcome(context.version));
  if (recovered !== undefined) await say(context, context.text.repl.recovered);
  while (!shell.isLeaving && !stopped.aborted) {
    shell.running.controller = new AbortController();
    offers?.forget();
    const desk: Desk = {
      prompt: promptOf(shell),
      known: () => offers?.known(),
      surroundings: () =>
        surroundingsOf({
          complete: (text, cursor) => offers?.complete(text, cursor) ?? nothingOffered(cursor),
          entries: () => shell.history.entries(),
          recovered,
          suggests: shell.context.setting('accessible').value === 'off',
        }),
      explain: async (what, text, cursor) => (await offers?.explain(what, text, cursor)) ?? '',
      edit: (text) => edited(text, shell),
      wanted: (text, cursor, repaint) => offers?.fetch(text, cursor, repaint),
      shown: (ready) => {
        if (offers) ready();
        else load().then(ready, (error) => broken.abort(error));
      },
      stopped: ending,
      kills,
      keepKills: (kept) => {
        kills = kept;
      },
    };
    const read = terminal.isPlain
      ? await readPlainEntry(shell, desk.prompt.map(({ text }) => text).join(''), ending)
      : await readEntry(shell, desk);
    await shell.tell();
    broken.signal.throwIfAborted();
    if (read.kind !== 'line') return;
    if (read.text.trim() !== '') recovered = undefined;
    terminal.listen({
      keys: (keys) => {
        const at = keys.findIndex((key) => key.kind === 'key' && key.name === 'ctrl-c');
        if (at < 0) return keys;
        terminal.drop();
        shell.running.controller.abort();
        return keys.slice(at + 1);
      },
      gone: () => shell.running.controller.abort(),
    });
    await load();
    await shell.enter(joined(read.text));
    terminal.listen(undefined);
  }
}

async function openShell(outer: Io, asked: Asked, running: Shell['running']): Promise<Shell> {
  const terminal = openTerminal(outer);
  // What is told while somebody types would tear the line apart.
  const told: (string | Uint8Array)[] = [];
  const stderr = writtenBy(outer.stderr, async (text) => {
    if (terminal.isEditing) told.push(text);
    else await outer.stderr.write(text);
  });
  const io: Io = {
    ...outer,
    stderr,
    borrow: (act) => terminal.lend(act),
    get interrupted() {
      return running.controller.signal;
    },
  };
  const said = new Set<string>();
  let registry: Context['registry'] | undefined;
  const sessionOf = async (asked: Asked): Promise<Pick<Shell, 'asked' | 'context' | 'history' | 'results'>> => {
    const opened = await openContext(io, asked, said);
    registry ??= opened.registry;
    const context: Context = { ...opened, registry };
    const profile = profileOf(context.options);
    return {
      asked,
      context,
      history: openHistory(context.folders.state, profile, io),
      results: openResults(context.folders.state, profile, io.pid),
    };
  };
  let given = asked;
  const first = await sessionOf(asked);
  const report = (problem: CliError) => void reportProblem(problem, first.context);
  const store = openPreferences(first.context.folders.config, io, report);
  const shell: Shell = {
    terminal,
    preferences: store.read(),
    store,
    connections: new Map(),
    running,
    isLeaving: false,
    said,
    saidNotKept: false,
    lastResult: undefined,
    showHelp: async (line, context) =>
      line.words[0]?.text === 'help' && (await import('./help.ts')).showReplHelp(line, context),
    tell: async () => {
      for (const text of told.splice(0)) await outer.stderr.write(text).catch(() => undefined);
    },
    isCommand: (name) => Object.hasOwn(shell.context.text.repl.command, name) || isCommand(name),
    enter: async (text) => (await import('./enter.ts')).enter(text, shell),
    async apply(told) {
      if (told !== undefined) given = { ...given, [told]: undefined };
      Object.assign(shell, await sessionOf(given));
    },
    async use(profile: Word) {
      const legal = profileNames(shell.context.config);
      if (!legal.includes(profile.text)) throw new CliError('unexpected-word', { word: profile.text, legal }, profile);
      const { sandbox: _, profile: __, ...rest } = given;
      given = { ...rest, ...(profile.text === 'sandbox' ? { sandbox: true } : { profile: profile.text }) };
      await shell.apply();
    },
    ...first,
  };
  return shell;
}

const nothingOffered = (cursor: number): Choices => ({ from: cursor, to: cursor, candidates: [], insert: () => '' });

/** The line in the person's own editor. What is secret in it is left out of the file. */
async function edited(text: string, shell: Shell): Promise<string> {
  const { io, folders, text: words } = shell.context;
  const kept = keepable(text, shell);
  let draft: Draft | undefined;
  try {
    const { editFile } = await import('../ask/editor.ts');
    draft = openDraft(folders.state, 'line', `${kept}\n`, io.now());
    await editFile(draft.file, io);
    if (kept !== text.trim()) await say(shell.context, words.repl.secretsLeftOut);
    return draft.read().replace(/\n+$/, '');
  } catch (error) {
    await reportProblem(error, shell.context);
    return text;
  } finally {
    draft?.remove();
  }
}
