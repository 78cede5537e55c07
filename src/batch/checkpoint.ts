import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { JobName } from '../client/job.ts';
import type { Io } from '../context.ts';
import { CliError } from '../errors.ts';

/** How far a line came in an earlier run. */
export interface Past {
  readonly state: 'begun' | 'done' | 'failed';
  /** Milliseconds since 1970 when it, or its job, began. */
  readonly at: number;
  /** The job that it was about to begin. */
  readonly job?: JobName;
}

/** Which lines of a script are done, on disk before the next begins. */
export interface Checkpoint {
  /** Throws `checkpoint-mismatch` where a line that was begun reads differently now. */
  past(number: number, text: string): Past | undefined;
  begin(number: number, text: string): void;
  /** The job of a line, before its request is sent. */
  job(number: number, job: JobName): void;
  end(number: number, state: 'done' | 'failed'): void;
  close(): void;
}

/**
 * One JSON object a line, only ever added to. Of a line's text a digest is kept, for it may hold a secret. Throws
 * `checkpoint-exists`, `checkpoint-in-use` and `checkpoint-unreadable`.
 */
export function openCheckpoint(
  file: string,
  resume: boolean,
  io: Pick<Io, 'now' | 'pid' | 'host' | 'isRunning'>,
): Checkpoint {
  const before = readEntries(file);
  if (before.length > 0 && !resume) throw new CliError('checkpoint-exists', { file });
  const lines = new Map<number, Past & { readonly digest: string }>();
  let runner: { readonly pid: number; readonly host: string } | undefined;
  for (const entry of before) {
    if (entry.run) runner = entry.run;
    if (entry.over) runner = undefined;
    if (entry.line === undefined) continue;
    const past = lines.get(entry.line);
    if (entry.digest !== undefined && entry.at !== undefined)
      lines.set(entry.line, { state: 'begun', at: entry.at, digest: entry.digest });
    else if (past) {
      const { job = past.job, state = past.state, at = past.at } = entry;
      lines.set(entry.line, { ...past, state, at, ...(job && { job }) });
    }
  }
  if (runner && runner.host === io.host && runner.pid !== io.pid && io.isRunning(runner.pid))
    throw new CliError('checkpoint-in-use', { file, pid: runner.pid });

  const descriptor = opened(file);
  const add = (entry: Entry): void => {
    writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    fdatasyncSync(descriptor);
  };
  // What a killed run wrote last may be half a line.
  if (before.length > 0) writeSync(descriptor, '\n');
  add({ run: { pid: io.pid, host: io.host } });
  return {
    past(number, text) {
      const past = lines.get(number);
      if (past && past.digest !== digestOf(text) && past.state !== 'failed')
        throw new CliError('checkpoint-mismatch', { file, line: number });
      return past;
    },
    begin: (number, text) => add({ line: number, digest: digestOf(text), at: io.now() }),
    job: (number, job) => add({ line: number, job, at: io.now() }),
    end: (number, state) => add({ line: number, state }),
    close() {
      add({ over: true });
      closeSync(descriptor);
    },
  };
}

interface Entry {
  readonly run?: { readonly pid: number; readonly host: string };
  readonly over?: true;
  readonly line?: number;
  readonly digest?: string;
  readonly at?: number;
  readonly job?: JobName;
  readonly state?: 'done' | 'failed';
}

function readEntries(file: string): readonly Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = codeOf(error);
    if (reason === 'ENOENT') return [];
    throw new CliError('checkpoint-unreadable', { file, reason });
  }
  const lines = text.split('\n').filter((line) => line !== '');
  const entries = lines.map((line) => entryOf(line));
  // Somebody else's file is not to be written to.
  if (lines.length > 0 && !entries[0]?.run) throw new CliError('checkpoint-unreadable', { file, reason: 'damaged' });
  return entries.filter((entry) => entry !== undefined);
}

function entryOf(line: string): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? entry : undefined;
  } catch {
    return undefined;
  }
}

function opened(file: string): number {
  try {
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw new CliError('checkpoint-unreadable', { file, reason: codeOf(error) });
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
