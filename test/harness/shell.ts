import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import type { Happened } from './session.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A home of its own for commands: nothing of the machine's settings is seen there, and nothing is left behind. */
export interface Shell {
  readonly home: string;
  /** The whole environment of a command. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a line with bash; a pipeline fails where one of its commands does. `zstack-cli` is the built program. */
  run(command: string): Promise<Happened>;
  /** Removes everything. Throws where a command left a process running, after ending it. */
  close(): void;
}

/** `limit`: milliseconds for one command. */
export function openShell(limit = 60_000): Shell {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'zstack-cli-')));
  const home = path.join(folder, 'home');
  const programs = path.join(folder, 'bin');
  for (const made of [home, programs, path.join(folder, 'tmp')]) mkdirSync(made);
  symlinkSync(path.join(root, 'bin/zstack-cli.js'), path.join(programs, 'zstack-cli'));
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_STATE_HOME: path.join(home, '.local/state'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: path.join(folder, 'tmp'),
    TMPDIR: path.join(folder, 'tmp'),
    PATH: [programs, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    TERM: 'dumb',
    COLUMNS: '80',
    LINES: '24',
  };
  return {
    home,
    env,
    run: (command) => {
      if (/\bzstack-cli\b/.test(command)) requireBuild();
      return run(command, { home, env }, limit);
    },
    close: () => {
      const left = endProcessesOf(home);
      rmSync(folder, { recursive: true, force: true });
      if (left.length > 0) throw new Error(`left running: ${left.join('; ')}`);
    },
  };
}

/** Throws where there is no program to test. */
export function requireBuild(): void {
  if (!existsSync(path.join(root, 'dist/main.js')))
    throw new Error('there is no dist/main.js: run `npm run build` first');
}

function run(command: string, { home, env }: Pick<Shell, 'home' | 'env'>, limit: number): Promise<Happened> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-o', 'pipefail', '-c', command], {
      cwd: home,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endProcessesOf(home);
    }, limit);
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const exit = timedOut ? 'timed out' : (code ?? 128 + constants.signals[signal ?? 'SIGKILL']);
      resolve({ stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), exit });
    });
  });
}

/** Ends every process that was started with this home, and tells their commands. Reads /proc; finds none elsewhere. */
function endProcessesOf(home: string): readonly string[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(`HOME=${home}`)) return [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      process.kill(Number(name), 'SIGKILL');
      return [command];
    } catch {
      // It ended meanwhile, or belongs to somebody else.
      return [];
    }
  });
}
