import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { linuxProcesses } from '../../src/sandbox/lock.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Owner } from '../../src/settings/lock.ts';
import { uuid } from '../harness/io.ts';
import { logInAt } from '../harness/log-in.ts';
import { openShell } from '../harness/shell.ts';
import { registry } from '../request/registry.ts';

const program = path.resolve(import.meta.dirname, '../../bin/zstack-cli.js');

/** What became of a process. */
export interface Ended {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that was started, in a terminal or not. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** The process of the program itself, which in a terminal is not that of the child. */
  pid(): number | undefined;
}

/** A home with a cloud beside it, and the real program. */
export interface Ground {
  readonly home: string;
  readonly url: string;
  readonly folders: { readonly config: string; readonly state: string; readonly cache: string };
  start(words: readonly string[], input?: string): Started;
  /** Opens the REPL in a terminal. */
  startTerminal(words: readonly string[]): Started;
  run(words: readonly string[], input?: string): Promise<Ended>;
  /** Asks the cloud: status and text. */
  ask(target: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Ends what the program has left running beside itself. */
  sweep(): void;
  close(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const shell = openShell();
  const sandbox = await startSandbox({
    registry,
    folder: path.join(shell.home, 'cloud'),
    seed: 'empty',
    port: 0,
    processes: linuxProcesses(),
    now: () => Date.now(),
    sleep,
    uuid,
  });
  const env = { ...shell.env, ZSTACK_API_URL: sandbox.url, ZSTACK_PASSWORD: 'password', TERM: 'xterm-256color' };
  const started = (child: ChildProcess, pid: () => number | undefined): Started => {
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout = (stdout + text).slice(-100_000);
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    // It may be killed while something is typed.
    child.stdin?.on('error', () => undefined);
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    });
    return { child, ended, pid };
  };
  const ground: Ground = {
    home: shell.home,
    url: sandbox.url,
    folders: {
      config: path.join(shell.home, '.config/zstack-cli'),
      state: path.join(shell.home, '.local/state/zstack-cli'),
      cache: path.join(shell.home, '.cache/zstack-cli'),
    },
    start(words, input) {
      const child = spawn(process.execPath, [program, ...words], {
        cwd: shell.home,
        env,
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      });
      child.stdin?.end(input);
      return started(child, () => child.pid);
    },
    startTerminal(words) {
      const command = `stty cols 80 rows 24; exec '${process.execPath}' '${program}' ${words.join(' ')}`;
      const flags = ['--quiet', '--flush', '--return', '--command', command, '/dev/null'];
      const child = spawn('script', flags, { cwd: shell.home, env: { ...env, SHELL: '/bin/bash' } });
      return started(child, () => childOf(child.pid));
    },
    run: (words, input) => ground.start(words, input).ended,
    async ask(target) {
      const answer = await fetch(sandbox.url + target, { headers: { Authorization: `OAuth ${await session}` } });
      return { status: answer.status, text: await answer.text() };
    },
    sweep: () => {
      for (const pid of processesIn(shell.home)) kill(pid);
    },
    async close() {
      ground.sweep();
      await sandbox.stop();
      shell.close();
    },
  };
  const session = logInAt(sandbox.url);
  return ground;
}

/** The clock and the processes of this machine. */
export const owner: Owner = {
  now: () => Date.now(),
  sleep,
  uuid,
  pid: process.pid,
  host: linuxHost(),
  isRunning: (pid) => existsSync(`/proc/${pid}`),
};

function linuxHost(): string {
  return readFileSync('/proc/sys/kernel/hostname', 'utf8').trim();
}

export function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function childOf(pid: number | undefined): number | undefined {
  const file = `/proc/${pid}/task/${pid}/children`;
  const [first] = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ') : [];
  return first ? Number(first) : undefined;
}

/** Processes that were started with this home. */
function processesIn(home: string): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'utf8').includes(`HOME=${home}\0`)
        ? [Number(name)]
        : [];
    } catch {
      return [];
    }
  });
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
