import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openShell, type Shell } from '../harness/shell.ts';
import { openTerminal, type Terminal } from '../harness/terminal.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** A home of its own for one test, with the built program as `zstack-cli`. */
export function openHome(): Shell {
  const shell = openShell();
  onTestFinished(() => {
    try {
      shell.close();
    } catch {
      // A shell in a terminal, and what it does on its own beside, are ended here and are no fault.
    }
  });
  return shell;
}

/** A shell in a terminal, at its prompt, which is `> `. */
export async function openPrompt(command: string, shell: Shell, columns = 80): Promise<Terminal> {
  const terminal = await openTerminal(`cd "$HOME" && ${command}`, { env: shell.env, columns });
  await terminal.until((screen) => screen.some((row) => row.trimEnd() === '>'));
  return terminal;
}

/** Presses Tab behind a text and waits for the line it makes, up to the cursor; the prompt is two cells. */
export async function tab(terminal: Terminal, typed: string, wanted: string): Promise<void> {
  terminal.type(typed);
  await terminal.until((screen) => screen.some((row) => row.trimEnd() === `> ${typed}`.trimEnd()));
  terminal.press('tab');
  const width = 2 + cellsOf(wanted);
  await terminal.until(
    (screen) => screen.some((row) => row.trimEnd() === `> ${wanted}`.trimEnd()) && terminal.cursor().column === width,
  );
}

const cellsOf = (text: string): number => [...text].reduce((cells, each) => cells + (each > '\u2e80' ? 2 : 1), 0);

export function installed(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
}
