import type { ReplCommandName } from '../text/repl.ts';
import type { ReplCommand } from './command.ts';
import { history } from './commands/history.ts';
import { alias, query } from './commands/kept.ts';
import { diff, more, save } from './commands/results.ts';
import { clear, leave, refresh, set, show, use } from './commands/session.ts';

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
};

export const replCommandNames = Object.keys(table) as readonly ReplCommandName[];

export function commandFor(name: string): ReplCommand | undefined {
  return Object.hasOwn(table, name) ? table[name as ReplCommandName] : undefined;
}
