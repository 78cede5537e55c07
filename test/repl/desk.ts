import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openShell, requireBuild, type Shell } from '../harness/shell.ts';
import { openTerminal, type Terminal } from '../harness/terminal.ts';

export const sizes = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 10 },
] as const;

export interface Seat {
  /** A REPL at its first prompt, in front of the demo cloud. */
  open(options?: SeatOptions): Promise<Terminal>;
  readonly shell: () => Shell;
  /** Every file below the home, with its text. */
  files(): readonly { readonly name: string; readonly text: string; readonly mode: number }[];
}

export interface SeatOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Where history and results are kept; each name has its own. */
  readonly state?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly words?: string;
  /** Stands before the program: `TERM=dumb`. */
  readonly before?: string;
  /** What the first prompt looks like. */
  readonly wanted?: RegExp;
  /** Goes on in bash when the REPL has ended. */
  readonly afterwards?: string;
}

/** A home with a demo cloud that runs in it, for all tests of a file. */
export function takeSeat(): Seat {
  let shell: Shell;
  beforeAll(async () => {
    requireBuild();
    shell = openShell();
    const { exit, stderr } = await shell.run('zstack-cli sandbox start && zstack-cli --sandbox login');
    if (exit !== 0) throw new Error(stderr);
  }, 60_000);
  afterAll(async () => {
    await shell.run('zstack-cli sandbox stop');
    shell.close();
  }, 60_000);
  return {
    shell: () => shell,
    async open({
      columns = 80,
      rows = 24,
      state,
      env = {},
      words = '--sandbox',
      before = '',
      afterwards = '',
      wanted = />>> ?$/m,
    } = {}) {
      const stateHome = path.join(shell.home, 'states', state ?? `${Math.random()}`.slice(2));
      const terminal = await openTerminal(`${before} zstack-cli ${words}${afterwards && `; ${afterwards}`}`, {
        columns,
        rows,
        cwd: shell.home,
        env: { ...shell.env, XDG_STATE_HOME: stateHome, COLUMNS: undefined, LINES: undefined, PAGER: 'less', ...env },
      });
      await terminal.until(wanted);
      return terminal;
    },
    files: () => filesIn(shell.home),
  };
}

function filesIn(folder: string): readonly { readonly name: string; readonly text: string; readonly mode: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const name = path.join(entry.parentPath, entry.name);
    return entry.isFile() ? [{ name, text: readFileSync(name, 'latin1'), mode: statSync(name).mode & 0o777 }] : [];
  });
}

/** What stands behind the last prompt, wrapped rows put together; nothing else may stand below it. */
export function lineOn(terminal: Terminal, columns: number): string {
  const rows = terminal.screen();
  const start = rows.findLastIndex((row) => row.includes('>>>'));
  const end = rows.findLastIndex((row) => row !== '');
  const text = rows
    .slice(start, end + 1)
    .map((row, at, all) => (at < all.length - 1 ? row.padEnd(columns) : row))
    .join('');
  return text.slice(text.indexOf('>>>') + 4);
}

export async function showsLine(terminal: Terminal, columns: number, line: string): Promise<void> {
  await terminal.until(() => lineOn(terminal, columns) === line);
}

/** Types a line, sees it, enters it and waits. */
export async function enter(terminal: Terminal, line: string, until: Parameters<Terminal['until']>[0]): Promise<void> {
  terminal.type(line);
  // A secret is not shown.
  const end = line.replace(/(?<=password=)('[^']*'|"[^"]*"|[^\s'"]+)/g, '').slice(-8);
  const seen = end.includes('password') ? '' : end.replace(/ /g, '');
  await terminal.until((screen) => screen.join('').replace(/ /g, '').includes(seen));
  terminal.press('enter');
  await terminal.until(until);
}

/** An empty prompt is the last thing on the screen. */
export function prompt(screen: readonly string[]): boolean {
  return />>> ?$/.test(screen.findLast((row) => row !== '') ?? '');
}
