import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
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
  /** Oldest first, each line once: where it was entered last. Only what was written since the last look is read. */
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
  const reading = openReading(file);
  let drafted = '';

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
    entries: () => reading.entries(),
    add: (entry) =>
      changing(() => {
        refuseForeign(file);
        appendFileSync(file, lineEndOf(file) + lineOf(entry), { mode: 0o600 });
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

/** The entries of a file that is mostly added to: only what is new is read. */
function openReading(file: string): Pick<History, 'entries'> {
  let latest = new Map<string, Entry>();
  let entries: readonly Entry[] = [];
  let known = { file: '', state: '', end: 0 };
  return {
    entries() {
      const stat = statOf(file);
      const id = stat ? `${stat.ino} ${stat.birthtimeMs}` : '';
      const state = stat ? `${stat.size} ${stat.mtimeMs}` : '';
      if (id === known.file && state === known.state) return entries;
      const size = stat?.size ?? 0;
      const from = id === known.file && size >= known.end ? known.end : 0;
      const bytes = readable(file, from, size);
      const end = bytes.lastIndexOf(newline) + 1;
      if (from === 0) latest = new Map();
      for (const entry of entriesIn(Buffer.from(bytes.subarray(0, end)).toString())) put(latest, entry);
      known = { file: id, state, end: from + end };
      entries = [...latest.values()].slice(-most);
      return entries;
    },
  };
}

/** Nothing where it is not there, or where something else stands in its place. */
function statOf(file: string): Stats | undefined {
  try {
    refuseForeign(file);
    return statSync(file);
  } catch {
    return undefined;
  }
}

function readable(file: string, start: number, end: number): Uint8Array {
  try {
    return bytesOf(file, start, end);
  } catch {
    return new Uint8Array();
  }
}

/** What the last line lacks: a disk that was full took half of it. */
function lineEndOf(file: string): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return '';
  const [last] = bytesOf(file, size - 1, size);
  return last === newline ? '' : '\n';
}

const newline = 0x0a;

function bytesOf(file: string, start: number, end: number): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(end - start);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start));
  } finally {
    closeSync(descriptor);
  }
}

/** What cannot be read is left out: a half line after a power cut. */
function entriesIn(text: string): readonly Entry[] {
  return text.split('\n').flatMap((line) => entryOf(line) ?? []);
}

function readEntries(file: string): readonly Entry[] {
  return entriesIn(textOr(file));
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
  for (const entry of entries) put(latest, entry);
  return [...latest.values()].slice(-most);
}

/** Each line once, where it was entered last. */
function put(latest: Map<string, Entry>, entry: Entry): void {
  latest.delete(entry.line);
  latest.set(entry.line, entry);
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
