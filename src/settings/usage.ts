import { appendFileSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseForeign, textOf } from './text.ts';

/**
 * What a person uses most, a file for each profile in `usage` of the folder of state: a line of names for each statement
 * that worked. Lines are only added, so processes never wait for each other; of a long file the end is kept.
 */
export interface Usage {
  /** Never fails: what cannot be kept counts for nothing. */
  note(names: readonly string[]): void;
  /** How often each name stands there. */
  counts(): ReadonlyMap<string, number>;
}

export function openUsage(stateFolder: string, profile: string, pid: number): Usage {
  const folder = join(stateFolder, 'usage');
  const file = join(folder, `${profile}.txt`);
  return {
    note: (names) => {
      const line = names.filter((name) => /^\w{1,80}$/.test(name)).join(' ');
      if (line === '') return;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        refuseForeign(file);
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
        if (statSync(file).size > most) shorten(file, pid);
      } catch {
        // A full disk or a folder of somebody else: completion knows less then.
      }
    },
    counts: () => {
      const counts = new Map<string, number>();
      for (const name of linesOf(file).split(/\s+/)) if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
      return counts;
    },
  };
}

/** Bytes: some hundreds of statements. */
const most = 16_384;

function shorten(file: string, pid: number): void {
  const text = textOf(file);
  const made = `${file}.${pid}`;
  writeFileSync(made, text.slice(text.indexOf('\n', text.length - most / 2) + 1), { mode: 0o600 });
  renameSync(made, file);
}

function linesOf(file: string): string {
  try {
    return textOf(file);
  } catch {
    return '';
  }
}
