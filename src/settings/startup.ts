import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../errors.ts';

/** Lines of ours in a file that belongs to somebody else: the start-up file of a shell. */
const first = '# >>> zstack-cli completion >>>';
const last = '# <<< zstack-cli completion <<<';

/** Puts lines at the end of a file, once: lines of ours that are there are replaced. False where nothing changes. */
export function addLines(file: string, lines: readonly string[]): boolean {
  const before = read(file) ?? '';
  const block = `${[first, ...lines, last].join('\n')}\n`;
  if (before.includes(block)) return false;
  const others = without(before);
  const gap = others === '' || others.endsWith('\n') ? '' : '\n';
  write(file, others + gap + block);
  return true;
}

/** Whether lines of ours are in a file. */
export function hasLines(file: string): boolean {
  return read(file)?.includes(first) ?? false;
}

/** Takes those lines away; a file that holds nothing else goes with them. False where there are none. */
export function removeLines(file: string): boolean {
  const before = read(file);
  if (before === undefined || !before.includes(first)) return false;
  const others = without(before);
  if (others !== '') write(file, others);
  else attempt(file, () => rmSync(file));
  return true;
}

function without(text: string): string {
  const start = text.indexOf(first);
  const end = text.indexOf(last, start);
  return start < 0 || end < 0 ? text : text.slice(0, start) + text.slice(end + last.length).replace(/^\r?\n/, '');
}

function read(file: string): string | undefined {
  return attempt(file, () => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  });
}

/** A link is kept, and so is the mode. */
function write(file: string, text: string): void {
  attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    const [real, mode] = realOf(file);
    const made = `${real}.zstack-cli`;
    writeFileSync(made, text, { mode });
    renameSync(made, real);
  });
}

function realOf(file: string): readonly [real: string, mode: number] {
  try {
    return [realpathSync(file), statSync(file).mode & 0o777];
  } catch {
    return [file, 0o644];
  }
}

function attempt<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError('settings-unwritable', { file, reason: code ?? message }, undefined, { cause: error });
  }
}
