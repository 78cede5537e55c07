import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { type Owner, withLock } from './lock.ts';
import { isTime, refuseForeign, textOf } from './text.ts';

/** A line that was entered. */
export interface Entry {
  readonly line: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The lines of one profile in `history` of the folder of state. What is given to it must hold no secret. */
export interface History {
  /** Oldest first, each line once: where it was entered last. Read again only when somebody else has written. */
  entries(): readonly Entry[];
  /** Throws `settings-unwritable`. */
  add(entry: Entry): Promise<void>;
  /** Adds lines that are older than all others. */
  prepend(entries: readonly Entry[]): Promise<void>;
  clear(): Promise<void>;
  /** Keeps the line being typed, so that it outlives this process; an empty one forgets it. Never throws. */
  draft(line: string): void;
  /** The latest line that a process was killed over; it is forgotten with that. */
  recovered(): string | undefined;
}

export function openHistory(stateFolder: string, profile: string, owner: Owner): History {
  const folder = join(stateFolder, 'history');
  const name = encodeURIComponent(profile).replaceAll('.', '%2E');
  const file = join(folder, `${name}.jsonl`);
  /** Lines that are typed on this machine; on another a pid means nothing. */
  const drafts = `${name}.${encodeURIComponent(owner.host).replaceAll('.', '%2E')}.`;
  const ownDraft = join(folder, `${drafts}${owner.pid}.draft`);
  let read: readonly Entry[] = [];
  let readState = '';
  let drafted = '';

  const state = (): string => {
    try {
      const { ino, size, mtimeMs } = statSync(file);
      return `${ino} ${size} ${mtimeMs}`;
    } catch {
      return '';
    }
  };
  const entries = (): readonly Entry[] => {
    const now = state();
    if (now !== readState) {
      readState = now;
      read = folded(readEntries(file));
    }
    return read;
  };
  const changing = async (act: () => void): Promise<void> => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
      await withLock(file, owner, act);
    } catch (error) {
      if (error instanceof CliError) throw error;
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new CliError('settings-unwritable', { file, reason }, undefined, { cause: error });
    }
  };
  const rewrite = (kept: readonly Entry[]): void => {
    const draft = `${file}.tmp-${owner.pid}`;
    writeFileSync(draft, kept.map((entry) => lineOf(entry)).join(''), { mode: 0o600 });
    renameSync(draft, file);
  };

  return {
    entries,
    add: (entry) =>
      changing(() => {
        refuseForeign(file);
        appendFileSync(file, lineOf(entry), { mode: 0o600 });
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) rewrite(folded(readEntries(file)));
      }),
    prepend: (older) => changing(() => rewrite(folded([...older, ...readEntries(file)]))),
    clear: () => changing(() => rmSync(file, { force: true })),
    draft(line) {
      if (line === drafted) return;
      drafted = line;
      try {
        if (line === '') rmSync(ownDraft, { force: true });
        else {
          mkdirSync(folder, { recursive: true, mode: 0o700 });
          writeFileSync(ownDraft, JSON.stringify({ line, at: owner.now() }), { mode: 0o600 });
        }
      } catch {
        // What cannot be kept is not worth a word while somebody types.
      }
    },
    recovered: () => recovered(folder, drafts, owner),
  };
}

/** Lines that are kept, and the bytes at which a file is written anew with those only. */
const most = 10_000;
const mostBytes = 4 << 20;

function lineOf({ line, at }: Entry): string {
  return `${JSON.stringify({ at, line })}\n`;
}

/** What cannot be read is left out: a half line after a power cut. */
function readEntries(file: string): readonly Entry[] {
  return textOr(file)
    .split('\n')
    .flatMap((text) => entryOf(text) ?? []);
}

function entryOf(text: string): Entry | undefined {
  try {
    const { line, at } = JSON.parse(text) as Record<string, unknown>;
    return typeof line === 'string' && line !== '' && isTime(at) ? { line, at } : undefined;
  } catch {
    return undefined;
  }
}

function folded(entries: readonly Entry[]): readonly Entry[] {
  const latest = new Map<string, Entry>();
  for (const entry of entries) {
    latest.delete(entry.line);
    latest.set(entry.line, entry);
  }
  return [...latest.values()].slice(-most);
}

function recovered(folder: string, begins: string, owner: Owner): string | undefined {
  let latest: Entry | undefined;
  for (const file of filesOf(folder)) {
    const [, pid] = file.startsWith(begins) ? (/^(\d+)\.draft$/.exec(file.slice(begins.length)) ?? []) : [];
    if (pid === undefined || owner.isRunning(Number(pid))) continue;
    const entry = entryOf(textOr(join(folder, file)));
    if (entry && entry.at > (latest?.at ?? 0)) latest = entry;
    rmSync(join(folder, file), { force: true });
  }
  return latest?.line;
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOr(file: string): string {
  try {
    return textOf(file);
  } catch {
    return '';
  }
}
