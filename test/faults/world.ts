import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Io, Out } from '../../src/context.ts';
import { runProgram } from '../../src/main.ts';
import { type Faults, openFaults } from '../../src/sandbox/faults.ts';
import { linuxProcesses } from '../../src/sandbox/lock.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { type JobRecord, openJobs } from '../../src/settings/jobs.ts';
import { ioOf, uuid } from '../harness/io.ts';
import { logInAt } from '../harness/log-in.ts';
import { registry } from '../request/registry.ts';

/** What a run of the program wrote, and how it ended. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  /** Milliseconds of the clock that they all share. */
  readonly took: number;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped into it. */
  readonly input?: string;
}

/** A home, and a cloud that fails on demand, over HTTP; whoever sleeps there does so a hundred times as fast, and makes their common clock jump. */
export interface Ground {
  readonly url: string;
  readonly home: string;
  readonly faults: Faults;
  /** Asks the cloud itself, faults or not: `GET`, `/v1/zones`. */
  ask(method: string, target: string, headers?: Readonly<Record<string, string>>): Promise<string>;
  /** How many zones have that name. */
  zones(name: string): Promise<number>;
  jobs(): readonly JobRecord[];
  /** Runs the program with its words, in this process. */
  run(words: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Opens the REPL. */
  sit(words: readonly string[], options?: RunOptions): Seat;
  file(name: string, text: string): string;
  read(name: string): string;
  close(): Promise<void>;
}

/** A person in front of the REPL. */
export interface Seat {
  /** Enters a line, waits until it is over and gives what was seen meanwhile. `declines`: it asks for a password, and gets none. */
  enter(line: string, declines?: boolean): Promise<string>;
  /** Types keys. */
  type(text: string): void;
  /** Waits for a text that comes after now. */
  until(wanted: RegExp): Promise<string>;
  /** Waits until it asks for a password. */
  asked(): Promise<void>;
  leave(): Promise<number>;
}

export async function openGround(): Promise<Ground> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-faults-'));
  const home = path.join(folder, 'home');
  const data = path.join(folder, 'cloud');
  mkdirSync(home);
  let now = Date.now();
  const sandbox = await startSandbox({
    registry,
    folder: data,
    seed: 'empty',
    port: 0,
    processes: linuxProcesses(),
    now: () => now,
    // Real time, so that a client can lose its patience.
    sleep: async (ms) => void (await delay(ms)),
    uuid,
  });
  const faults = openFaults(data);

  const ask: Ground['ask'] = (method, target, headers = {}) => send(sandbox.url, method, target, headers);
  const own = await logInAt(sandbox.url);
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    await delay(Math.max(1, ms / 100), undefined, signal && { signal });
    now += ms;
  };
  const place = (env: RunOptions['env'], terminal: boolean) =>
    ({ env: { HOME: home, LANG: 'C.UTF-8', TMPDIR: folder, ...env }, platform: 'linux', home, terminal }) as const;
  const worldOf = (stdin: Readable, env: RunOptions['env'], stdout: Out, stderr: Out): Io =>
    ioOf({
      stdin: stdin as NodeJS.ReadStream,
      stdout,
      stderr,
      ...place(env, stdout.isTerminal),
      now: () => now,
      sleep,
    });

  return {
    url: sandbox.url,
    home,
    faults,
    ask,
    zones: async (name) => {
      const headers = { Authorization: `OAuth ${own}` };
      return JSON.parse(await ask('GET', `/v1/zones?q=name=${name}&limit=9`, headers)).inventories.length;
    },
    jobs: () => openJobs(path.join(home, '.local/state/zstack-cli'), { now: () => now, pid: process.pid }).all(),
    async run(words, { env, input } = {}) {
      const written = { stdout: '', stderr: '' };
      const out = (name: keyof typeof written) =>
        outOf(false, (text) => {
          written[name] += text;
        });
      const stdin = input === undefined ? Object.assign(new PassThrough(), { isTTY: false }) : Readable.from([input]);
      const began = now;
      const io = worldOf(stdin, env, out('stdout'), out('stderr'));
      const exit = await runProgram(words, place(env, false), () => io);
      return { ...written, exit, took: now - began };
    },
    sit(words, { env } = {}) {
      const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keys });
      let seen = '';
      const watchers = new Set<() => void>();
      const out = outOf(true, (text) => {
        seen += text;
        for (const watcher of [...watchers]) watcher();
      });
      const whole = { TERM: 'xterm', PAGER: 'cat', ...env };
      const prompts = new PassThrough();
      const io = { ...worldOf(keys, whole, out, out), prompts: prompts as unknown as NodeJS.WriteStream };
      const ended = runProgram(words, place(whole, true), () => io);
      const until = (wanted: RegExp, from = seen.length): Promise<string> =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(() => end(() => reject(new Error(`no ${wanted} in\n${seen.slice(from)}`))), 20_000);
          const end = (act: () => void): void => {
            clearTimeout(timer);
            watchers.delete(watcher);
            act();
          };
          const watcher = (): void => {
            const text = plain(seen.slice(from));
            if (wanted.test(text)) end(() => resolve(text));
          };
          watchers.add(watcher);
          watcher();
        });
      const asked = (): Promise<void> => new Promise((resolve) => prompts.once('data', () => resolve()));
      return {
        asked,
        type: (text) => void keys.write(text),
        until,
        async enter(line, declines = false) {
          const from = seen.length;
          keys.write(`${line}\r`);
          if (declines) {
            await asked();
            keys.write('\r');
            await until(/>>> $/, from);
          }
          // Its own line is over when the next one has its answer.
          keys.write('show bell\r');
          return until(/\bbell +\d+\s/, from);
        },
        leave: async () => {
          keys.write('exit\r');
          return ended;
        },
      };
    },
    file(name, text) {
      writeFileSync(path.join(home, name), text);
      return path.join(home, name);
    },
    read: (name) => readFileSync(path.join(home, name), 'utf8'),
    async close() {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function outOf(isTerminal: boolean, take: (text: string) => void): Out {
  const decoder = new TextDecoder();
  return {
    isTerminal,
    columns: 200,
    rows: 50,
    colors: 0,
    write: async (text) => take(typeof text === 'string' ? text : decoder.decode(text, { stream: true })),
  };
}

/** What a person sees of it. */
function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '\n');
}

function send(url: string, method: string, target: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url + target, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text)).on('error', reject);
    });
    sent.on('error', reject).end();
  });
}
