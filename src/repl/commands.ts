import type { Context } from '../context.ts';
import type { Line } from '../language/words.ts';
import type { ReplCommandName } from '../text/text.ts';
import { history } from './commands/history.ts';
import { alias, query } from './commands/kept.ts';
import { diff, more, save } from './commands/results.ts';
import { clear, leave, refresh, set, show, use } from './commands/session.ts';
import { watch } from './commands/watch.ts';
import type { Shell } from './shell.ts';

/** Something to do that only the REPL has. Its line begins with its own name; problems are thrown. */
export interface ReplCommand {
  /** Its words are its own, options among them. */
  readonly takesRest?: true;
  /** What it writes may be shown page by page. */
  readonly isPaged: boolean;
  /** What may follow it: legal words, or what they are the names of. */
  readonly words: readonly ReplWord[];
  run(line: Line, context: Context, shell: Shell): Promise<void>;
}

export type ReplWord =
  | { readonly choices: readonly string[] }
  | { readonly kind: 'result' | 'setting' | 'value' | 'alias' | 'query' | 'profile' | 'file' | 'line' };

const table: Readonly<Record<ReplCommandName, ReplCommand>> = {
  alias,
  clear,
  diff,
  exit: leave,
  history,
  more,
  query,
  quit: leave,
  refresh,
  save,
  set,
  show,
  use,
  watch,
};

export const replCommandNames = Object.keys(table) as readonly ReplCommandName[];

export function commandFor(name: string): ReplCommand | undefined {
  return Object.hasOwn(table, name) ? table[name as ReplCommandName] : undefined;
}
