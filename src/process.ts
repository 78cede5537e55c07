import { setMaxListeners } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type EndSignal, type Io, type Out, PipeClosed } from './context.ts';
import type { RunBriefly } from './settings/keyring.ts';

/** What there is before anything is decided. */
export function processPlace(): Pick<Io, 'env' | 'platform' | 'home'> & { readonly terminal: boolean } {
  return {
    env: process.env,
    platform: process.platform,
    home: process.env.HOME ?? process.env.USERPROFILE ?? '/',
    terminal: process.stdout.isTTY === true,
  };
}

/** The real world. Nothing else in the program sees `process`. */
export function processIo(color: 'auto' | 'always' | 'never'): Io {
  const interruption = new AbortController();
  // Every exchange listens to it, and a script makes many at once.
  setMaxListeners(0, interruption.signal);
  const takers: ((signal: EndSignal) => void)[] = [];
  for (const signal of signals) {
    const take = (): void => {
      const taker = takers.at(-1);
      if (taker) taker(signal);
      else {
        process.off(signal, take);
        interruption.abort();
      }
    };
    process.on(signal, take);
  }
  let stderr: Out | undefined;
  return {
    // Node makes a stream when it is first asked for, and most commands need one of the three.
    get stdin() {
      return process.stdin;
    },
    stdout: outOf(process.stdout, color),
    get stderr() {
      stderr ??= outOf(process.stderr, color);
      return stderr;
    },
    get prompts() {
      return process.stderr;
    },
    ...processPlace(),
    interrupted: interruption.signal,
    onSignal: (act) => {
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
    host: hostname(),
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

export function endWith(code: number): void {
  process.exitCode = code;
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

function outOf(stream: NodeJS.WriteStream, color: 'auto' | 'always' | 'never'): Out {
  stream.on('error', () => undefined);
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    colors: colorsOf(stream, isTerminal, color),
    onResize: (act) => {
      stream.on('resize', act);
      return () => void stream.off('resize', act);
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (!error) resolve();
          else reject((error as NodeJS.ErrnoException).code === 'EPIPE' ? new PipeClosed() : error);
        });
      }),
  };
}

function colorsOf(stream: NodeJS.WriteStream, isTerminal: boolean, color: 'auto' | 'always' | 'never'): 0 | 1 | 2 | 3 {
  if (color === 'never') return 0;
  if (!isTerminal) return color === 'always' ? 1 : 0;
  if (color === 'auto' && process.env.NO_COLOR) return 0;
  const depth = stream.getColorDepth(process.env);
  const level = depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
  return color === 'always' && level === 0 ? 1 : level;
}
