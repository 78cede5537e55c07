import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../errors.ts';

/** Who asks for a lock, and what they can find out about others. */
export interface Owner {
  now(): number;
  sleep(ms: number): Promise<void>;
  uuid(): string;
  readonly pid: number;
  /** Name of the machine or container: a pid means nothing on another one. */
  readonly host: string;
  isRunning(pid: number): boolean;
}

/** A holder that is alive and still holds it after this long is stuck. No holder needs a tenth of a second. */
const longestHold = 10_000;
const longestWait = 15_000;
/** Nobody who still waits has begun to so long ago. */
const longestQueue = 60_000;

/**
 * Runs `act` while nobody else does so under the same lock, a directory beside `file`. What a dead holder left is
 * taken over at once, and drafts named `<file>.tmp-…` are cleared away before. Throws `settings-unwritable` when the lock cannot be had.
 */
export async function withLock<T>(file: string, owner: Owner, act: () => T): Promise<T> {
  const lock = `${file}.lock`;
  const token = owner.uuid();
  const mine = `${lock}-${token}`;
  const deadline = owner.now() + longestWait;
  mkdirSync(mine, { mode: 0o700 });
  try {
    writeFileSync(join(mine, token), JSON.stringify({ pid: owner.pid, host: owner.host }), { mode: 0o600 });
    for (let wait = 4; !take(mine, lock); wait = Math.min(wait * 2, 64)) {
      freeOfTheDead(lock, owner);
      if (owner.now() >= deadline) throw new CliError('settings-unwritable', { file, reason: 'locked' });
      await owner.sleep(wait);
    }
    clearRemains(file, owner.now());
    return act();
  } finally {
    rmSync(mine, { recursive: true, force: true });
    free(lock, token);
  }
}

/** A directory never replaces one that is not empty, and ours never is: whoever comes second fails. */
function take(mine: string, lock: string): boolean {
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(codeOf(error))) return false;
    throw error;
  }
}

/** Takes away one holder and nobody else: the directory goes only if it is empty then. */
function free(lock: string, token: string): void {
  rmSync(join(lock, token), { force: true });
  try {
    rmdirSync(lock);
  } catch {
    // Gone already, or somebody else's by now.
  }
}

function freeOfTheDead(lock: string, owner: Owner): void {
  try {
    const [token] = readdirSync(lock);
    if (token === undefined) {
      // Windows puts no directory in the place of an empty one.
      rmdirSync(lock);
      return;
    }
    const holder = join(lock, token);
    const age = owner.now() - statSync(holder).mtimeMs;
    if (age > longestHold || isDead(readFileSync(holder, 'utf8'), owner)) free(lock, token);
  } catch {
    // It was freed meanwhile; or it cannot be looked at, and then the wait comes to its end.
  }
}

/** What writers left that were killed in the middle: half a file, with secrets in it, and their place in the queue. */
function clearRemains(file: string, now: number): void {
  try {
    const folder = dirname(file);
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (name.startsWith(`${basename(file)}.tmp-`)) rmSync(path, { force: true });
      if (name.startsWith(`${basename(file)}.lock-`) && now - (modified(path) ?? now) > longestQueue)
        rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // Whoever comes next will try again.
  }
}

function modified(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function isDead(text: string, owner: Owner): boolean {
  const holder: unknown = JSON.parse(text);
  if (typeof holder !== 'object' || holder === null || !('pid' in holder) || !('host' in holder)) return false;
  return holder.host === owner.host && typeof holder.pid === 'number' && !owner.isRunning(holder.pid);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
