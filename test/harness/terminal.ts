import { execFileSync, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { type Key, sent } from './keys.ts';
import { unicodeOfToday } from './unicode.ts';

/** A program in a real terminal, and the screen that a person would see. */
export interface Terminal {
  /** Types characters as they are: to send a line, press enter. */
  type(text: string): void;
  press(...keys: readonly Key[]): void;
  /** The rows that are seen, without the spaces at their ends. */
  screen(): readonly string[];
  /** The cell of the cursor, from 0. */
  cursor(): { readonly column: number; readonly row: number };
  /** All that the program has written. */
  output(): string;
  /** Waits until the screen holds a text or fits. Rejects, showing the screen, after a time (ms) and when the program ends. */
  until(wanted: string | RegExp | ((screen: readonly string[]) => boolean), limit?: number): Promise<void>;
  resize(columns: number, rows: number): void;
  /** The exit code, 128 and the number for a signal, when all output is on the screen. Rejects after a time (ms). */
  exit(limit?: number): Promise<number>;
  /** Hangs up. A terminal that is still open when its test is over is hung up then. */
  close(): Promise<void>;
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** The whole environment but TERM, which is always xterm-256color. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens a terminal for a line of bash, as part of a test. `script` of util-linux is the terminal, so that no native addon
 * is needed; xterm keeps its screen and answers what a program asks of it.
 */
export async function openTerminal(command: string, options: TerminalOptions = {}): Promise<Terminal> {
  const { columns = 80, rows = 24, cwd, env = process.env } = options;
  // A new terminal has no size. Its name is told on a first line, which is not for the screen.
  const prepared = `stty cols ${columns} rows ${rows} && tty || exit\n${command}`;
  // Without `--echo` script turns the echo off, because its own input is a pipe.
  const flags = ['--quiet', '--flush', '--return', '--echo', 'always', '--command', prepared, '/dev/null'];
  const child = spawn('script', flags, { cwd, env: { ...env, TERM: 'xterm-256color', SHELL: '/bin/bash' } });
  const emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  emulator.unicode.register(unicodeOfToday);
  emulator.unicode.activeVersion = unicodeOfToday.version;
  emulator.onData((answer) => child.stdin.write(answer));
  // The program may end while something is typed.
  child.stdin.on('error', () => undefined);

  const decoder = new StringDecoder();
  let told = '';
  let output = '';
  let code: number | undefined;
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };

  const name = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.stdout.on('data', (chunk: Buffer) => {
      let text = decoder.write(chunk);
      if (!told.includes('\n')) {
        told += text;
        const end = told.indexOf('\n');
        if (end < 0) return;
        resolve(told.slice(0, end).trim());
        text = told.slice(end + 1);
      }
      output += text;
      emulator.write(text, changed);
    });
    child.once('close', (status, signal) => {
      reject(new Error(`no terminal: ${told}`));
      emulator.write('', () => {
        code = status ?? 128 + constants.signals[signal ?? 'SIGKILL'];
        changed();
      });
    });
  });

  const screen = (): readonly string[] =>
    Array.from({ length: emulator.rows }, (_, row) => {
      const line = emulator.buffer.active.getLine(emulator.buffer.active.viewportY + row);
      return line?.translateToString(true) ?? '';
    });

  const wait = (what: string, done: () => boolean, limit: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (act: () => void) => {
        clearTimeout(timer);
        watchers.delete(watcher);
        act();
      };
      const fail = (why: string) => end(() => reject(new Error(`${why} without ${what}\n${framed(screen())}`)));
      const watcher = () => {
        if (done()) end(resolve);
        else if (code !== undefined) fail(`the program ended with ${code}`);
      };
      const timer = setTimeout(() => fail(`${limit} ms went by`), limit);
      watchers.add(watcher);
      watcher();
    });

  const terminal: Terminal = {
    type: (text) => void child.stdin.write(text),
    press: (...keys) => void child.stdin.write(keys.map((key) => sent(key)).join('')),
    screen,
    cursor: () => ({ column: emulator.buffer.active.cursorX, row: emulator.buffer.active.cursorY }),
    output: () => output,
    until: (wanted, limit = patience) => wait(`${wanted}`, () => holds(screen(), wanted), limit),
    resize: (columns, rows) => {
      emulator.resize(columns, rows);
      // The kernel then sends SIGWINCH to whoever is in front.
      execFileSync('stty', ['-F', name, 'cols', `${columns}`, 'rows', `${rows}`]);
    },
    exit: async (limit = patience) => {
      await wait('an end', () => code !== undefined, limit);
      return code as number;
    },
    close: async () => {
      // Without its other end the terminal hangs up on all that runs in it.
      child.kill('SIGKILL');
      await terminal.exit();
      emulator.dispose();
    },
  };
  onTestFinished(terminal.close);
  return terminal;
}

/** Milliseconds. */
const patience = 10_000;

function holds(screen: readonly string[], wanted: Parameters<Terminal['until']>[0]): boolean {
  if (typeof wanted === 'function') return wanted(screen);
  const text = screen.join('\n');
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

function framed(screen: readonly string[]): string {
  const last = screen.findLastIndex((row) => row !== '');
  return screen
    .slice(0, last + 1)
    .map((row) => `│ ${row}`)
    .join('\n');
}
