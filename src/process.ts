import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type EndSignal, type Io, type Out, PipeClosed } from './context.ts';
import { once } from './once.ts';
import type { RunBriefly } from './settings/keyring.ts';

/** What there is before anything is decided. */
export function processPlace(): Pick<Io, 'env' | 'platform' | 'home'> & { readonly terminal: boolean } {
  return {
    env: process.env,
    platform: process.platform,
    home: process.env.HOME ?? process.env.USERPROFILE ?? '/',
    terminal: isTerminalAt(1),
  };
}

/** The real world. Nothing else in the program sees `process`. */
export function processIo(color: 'auto' | 'always' | 'never'): Io {
  const takers: ((signal: EndSignal) => void)[] = [];
  const interruption = once(() => {
    const controller = new AbortController();
    // Every exchange listens to it, and a script makes many at once.
    process.getBuiltinModule('node:events').setMaxListeners(0, controller.signal);
    for (const signal of signals) {
      const take = (): void => {
        const taker = takers.at(-1);
        if (taker) taker(signal);
        else {
          process.off(signal, take);
          controller.abort();
        }
      };
      process.on(signal, take);
    }
    return controller;
  });
  return {
    // Streams take milliseconds to make.
    get stdin() {
      return process.stdin;
    },
    stdinIsTerminal: isTerminalAt(0),
    stdout: outAt(1, () => process.stdout, color),
    stderr: outAt(2, () => process.stderr, color),
    get prompts() {
      return process.stderr;
    },
    ...processPlace(),
    // What nobody listens for ends the process at once.
    get interrupted() {
      return interruption().signal;
    },
    onSignal: (act) => {
      interruption();
      takers.push(act);
      return () => void takers.splice(takers.lastIndexOf(act), 1);
    },
    atExit: (act) => {
      process.on('exit', act);
      return () => void process.off('exit', act);
    },
    suspend: () => void process.kill(process.pid, 'SIGTSTP'),
    borrow: (act) => act(),
    now: () => Date.now(),
    sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}),
    uuid: () => process.getBuiltinModule('node:crypto').randomUUID().replaceAll('-', ''),
    pid: process.pid,
    node: process.versions.node,
    get host() {
      return hostname();
    },
    isRunning,
    stop: (pid) => void process.kill(pid, 'SIGTERM'),
    startDetached,
    runHere,
    runBriefly,
    quietly,
  };
}

/** What the process was started with, and how it ends. */
export const processArguments = (): readonly string[] => process.argv.slice(2);

/** Milliseconds since the process began. */
export const processAge = (): number => process.uptime() * 1000;

/** Nothing is waited for any more: all that was to be written is, and what V8 still compiles is of no use. */
export function endWith(code: number): never {
  process.exit(code);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function startDetached(words: readonly string[], errors: string): Promise<number> {
  const { spawn } = await import('node:child_process');
  const file = openSync(errors, 'w', 0o600);
  const program = process.argv[1] as string;
  const child = spawn(process.execPath, [program, ...words], { detached: true, stdio: ['ignore', 'ignore', file] });
  child.unref();
  closeSync(file);
  return child.pid ?? 0;
}

function runBriefly(program: string, words: readonly string[], input: string): ReturnType<RunBriefly> {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { error, status, stdout } = spawnSync(program, words, { input, timeout: 2000, encoding: 'utf8' });
  if (error) return { reason: (error as NodeJS.ErrnoException).code ?? error.message };
  return { code: status ?? -1, stdout };
}

async function runHere(program: string, words: readonly string[]): Promise<number | string> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'inherit' });
    child.on('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? error.message));
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
}

async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const before = signals.map((signal) => process.listeners(signal));
  try {
    return await load();
  } finally {
    for (const [index, signal] of signals.entries()) {
      for (const added of process.listeners(signal)) if (!before[index]?.includes(added)) process.off(signal, added);
    }
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The null device is a character device too, and to know a terminal for sure takes Node a millisecond. */
function isTerminalAt(descriptor: number): boolean {
  try {
    const at = fstatSync(descriptor);
    const isNull = process.platform !== 'win32' && at.rdev === statSync('/dev/null').rdev;
    if (isNull || !at.isCharacterDevice()) return false;
    return process.getBuiltinModule('node:tty').isatty(descriptor);
  } catch {
    return false;
  }
}

/** Bytes that are written at once, without a stream, which most answers never need. */
const mostAtOnce = 64 << 10;

function outAt(descriptor: 1 | 2, open: () => NodeJS.WriteStream, color: 'auto' | 'always' | 'never'): Out {
  const isTerminal = isTerminalAt(descriptor);
  let isStream = isTerminal && process.platform === 'win32';
  let room = mostAtOnce;
  const stream = once(() => {
    isStream = true;
    return open().on('error', () => undefined);
  });
  const colors = once(() => colorsOf(stream, isTerminal, color));
  return {
    isTerminal,
    get columns() {
      return (isTerminal && stream().columns) || 80;
    },
    get rows() {
      return (isTerminal && stream().rows) || 24;
    },
    get colors() {
      return colors();
    },
    onResize: (act) => {
      stream().on('resize', act);
      return () => void stream().off('resize', act);
    },
    write: async (text) => {
      let left = text;
      if (!isStream && text.length <= room) {
        const bytes = typeof text === 'string' ? Buffer.from(text) : text;
        room -= bytes.length;
        left = written(descriptor, bytes);
        if (left.length === 0) return;
      }
      await new Promise<void>((resolve, reject) => {
        stream().write(left, (error) => (error ? reject(closedOr(error)) : resolve()));
      });
    },
  };
}

/** What of it has not been written, because whoever reads cannot take it now. Throws `PipeClosed`. */
function written(descriptor: number, bytes: Uint8Array): Uint8Array {
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(descriptor, bytes, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw closedOr(error as Error);
  }
  return bytes.subarray(at);
}

function closedOr(error: NodeJS.ErrnoException): Error {
  return error.code === 'EPIPE' ? new PipeClosed() : error;
}

function colorsOf(
  stream: () => NodeJS.WriteStream,
  isTerminal: boolean,
  color: 'auto' | 'always' | 'never',
): 0 | 1 | 2 | 3 {
  if (color === 'never') return 0;
  if (!isTerminal) return color === 'always' ? 1 : 0;
  if (color === 'auto' && process.env.NO_COLOR) return 0;
  const depth = stream().getColorDepth(process.env);
  const level = depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
  return color === 'always' && level === 0 ? 1 : level;
}
