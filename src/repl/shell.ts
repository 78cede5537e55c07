import type { Connect } from '../connection.ts';
import { connectionsOf } from '../connections.ts';
import { type Context, profileOf, type Timing } from '../context.ts';
import type { Line, Word } from '../language/words.ts';
import type { Asked } from '../options.ts';
import type { History } from '../settings/history.ts';
import type { PreferenceStore, Preferences } from '../settings/preferences.ts';
import type { Results } from '../settings/results.ts';
import type { Terminal } from './terminal.ts';

/** Everything that lasts from one line to the next. */
export interface Shell {
  readonly terminal: Terminal;
  /** Of the session: its options are those that the REPL was started with and what `set` made of them. */
  context: Context;
  asked: Asked;
  preferences: Preferences;
  readonly store: PreferenceStore;
  history: History;
  results: Results;
  /** Connections that stay open, by what they go to. */
  readonly connections: Map<string, { readonly connect: Connect; close(): Promise<unknown> }>;
  /** Ends what runs now, and is told what it does. */
  readonly running: { controller: AbortController; timing?: Timing };
  /** Set by `exit`. */
  isLeaving: boolean;
  /** What is wrong with the settings is told once. */
  readonly said: Set<string>;
  /** Told once that nothing can be kept. */
  saidNotKept: boolean;
  /** Number of the result of the line that runs. */
  lastResult: number | undefined;
  /** Whether a name is that of a command, of the REPL or not. */
  isCommand(name: string): boolean;
  /** Help on what only the REPL has; false for all other lines. */
  showHelp(line: Line, context: Context): Promise<boolean>;
  /** Says what was kept back while somebody typed. */
  tell(): Promise<void>;
  /** Enters a line as if it were typed. */
  enter(text: string): Promise<void>;
  /** Takes the settings over into the session, as they are now; `told` is what it began with and is not meant any more. */
  apply(told?: keyof Asked): Promise<void>;
  /** Goes to another profile. Throws `unexpected-word`. */
  use(profile: Word): Promise<void>;
}

/** The connections of a context, which stay open while the REPL runs. */
export function connectionFor(shell: Shell, context: Context): Connect {
  const { sandbox, url, host, port, data, connectTimeout, readTimeout } = context.options;
  const key = JSON.stringify([sandbox, url, host, port, data, connectTimeout, readTimeout, profileOf(context.options)]);
  // A connection outlives the line that it was opened for.
  const timing: Timing = { begin: (part) => shell.running.timing?.begin(part) ?? (() => undefined) };
  const kept = shell.connections.get(key) ?? connectionsOf({ ...context, timing });
  shell.connections.set(key, kept);
  return kept.connect;
}
