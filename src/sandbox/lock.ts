import { linkSync, readdirSync, readFileSync, readlinkSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Processes of this machine. */
export interface Processes {
  readonly own: number;
  isRunning(pid: number): boolean;
}

/** A lock between processes: a file that names its holder. The lock of a holder that was killed is taken from it. */
export interface Lock {
  /** Never waits. */
  tryAcquire(): boolean;
  release(): void;
  /** Forgets the lock; a held one is released. */
  close(): void;
}

/**
 * Taking the lock is `link`, which makes the file with its content or fails. A dead holder's lock may be removed only by
 * who holds the guard that is named after that very holder, so that no two thieves can remove one after the other and
 * hit a living holder; a guard is such a lock itself.
 */
export function openLock(file: string, processes: Processes, token: string): Lock {
  const ticket = `${file}.${token}`;
  const content = [processes.own, startOf(processes.own), bootOf(), namespaceOf(), token].join(' ');
  let held = false;

  const link = (): boolean => {
    try {
      linkSync(ticket, file);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (codeOf(error) !== 'ENOENT') throw error;
      writeFileSync(ticket, content, { mode: 0o600 });
      return link();
    }
  };

  const steal = (holder: string): void => {
    const guard = openLock(`${file}.${holder.split(' ').at(-1)}.guard`, processes, token);
    if (!guard.tryAcquire()) return;
    try {
      if (read(file) !== holder) return;
      unlinkSync(file);
    } finally {
      guard.close();
    }
  };

  const lock: Lock = {
    tryAcquire: () => {
      held = link();
      if (held) return true;
      const holder = read(file);
      if (holder !== undefined && !isAlive(holder, processes)) steal(holder);
      held = link();
      return held;
    },
    release: () => {
      if (!held) return;
      held = false;
      unlinkSync(file);
    },
    close: () => {
      lock.release();
      rmSync(ticket, { force: true });
    },
  };
  return lock;
}

/** Removes what killed processes left: the tickets they would have taken the lock with. */
export function sweepTickets(file: string, processes: Processes): void {
  const start = `${path.basename(file)}.`;
  for (const name of readdirSync(path.dirname(file))) {
    if (!name.startsWith(start) || name.endsWith('.guard')) continue;
    const ticket = path.join(path.dirname(file), name);
    const holder = read(ticket);
    if (holder !== undefined && !isAlive(holder, processes)) rmSync(ticket, { force: true });
  }
}

/** Where nobody says better: what Linux shows of its processes. */
export const linuxProcesses = (): Processes => ({
  own: Number(linkOf('/proc/self') || -1),
  isRunning: (pid) => bootOf() === '' || startOf(pid) !== '',
});

/** A process of another container cannot be seen, and is taken to live; one of an earlier boot is dead. */
function isAlive(holder: string, processes: Processes): boolean {
  const [pid = '', start = '', boot = '', namespace = ''] = holder.split(' ');
  if (boot !== bootOf()) return false;
  if (namespace !== namespaceOf()) return true;
  return processes.isRunning(Number(pid)) && startOf(Number(pid)) === start;
}

/** When a process started, in ticks since boot: another process may get its number later. Empty off Linux. */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`) ?? '';
  // The second field is a file name in parentheses and may hold anything.
  return (
    stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .at(19) ?? ''
  );
}

function bootOf(): string {
  return read('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function namespaceOf(): string {
  return linkOf('/proc/self/ns/pid');
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
