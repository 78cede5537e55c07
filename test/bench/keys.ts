import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Measured } from './measure.ts';
import { program } from './subjects.ts';
import { at } from './times.ts';

/** The REPL in a terminal: from the start to its first prompt, from a key to what it paints, from Tab to the list of all names. */
export async function keys(runs: number): Promise<readonly Measured[]> {
  const [starts, bare]: [number[], number[]] = [[], []];
  const home = mkdtempSync(path.join(tmpdir(), 'zstack-cli-keys-'));
  // The first one leaves behind what V8 compiled.
  await timeTo(replLine, home);
  for (let run = 0; run < runs; run++) {
    starts.push(await timeTo(replLine, home));
    bare.push(await timeTo(`exec '${process.execPath}' -e 'console.log(">>>")'`, home));
  }
  const repl = await openTerminal(replLine, home);
  try {
    const typed: number[] = [];
    const listed: number[] = [];
    let largest = 0;
    const line = 'QueryVmInstance host.name=';
    for (let round = 0; round < runs; round++) {
      for (const key of line) typed.push((await repl.press(key)).ms);
      await repl.press('\u0003');
      const list = await repl.press('\t');
      // The first look at the registry is the start, which is measured above.
      if (round > 0) listed.push(list.ms);
      largest = Math.max(largest, list.bytes);
      await repl.press('\u0003');
    }
    return [
      measured('to the first prompt, p50', at(sorted(starts), 0.5), runs),
      measured('node in a terminal, p50', at(sorted(bare), 0.5), runs),
      measured('a key, p50', at(sorted(typed), 0.5), typed.length),
      measured('a key, p95', at(sorted(typed), 0.95), typed.length),
      measured('Tab over all names, p50', at(sorted(listed), 0.5), listed.length),
      { ...measured('Tab over all names, p99', at(sorted(listed), 0.99), listed.length), bytes: largest },
    ];
  } finally {
    await repl.close();
    rmSync(home, { recursive: true, force: true });
  }
}

const replLine = `exec '${process.execPath}' '${program}' --url http://127.0.0.1:9`;

/** Milliseconds until a line of a shell shows a prompt. */
async function timeTo(line: string, home: string): Promise<number> {
  const began = performance.now();
  const { close } = await openTerminal(line, home);
  const time = performance.now() - began;
  await close();
  return time;
}

interface Terminal {
  /** Sends a key and waits until nothing more is painted; milliseconds to the last byte, bytes in all. */
  press(key: string): Promise<{ readonly ms: number; readonly bytes: number }>;
  /** By Ctrl-D, as a person leaves. */
  close(): Promise<void>;
}

/** `script` of util-linux is the terminal. */
async function openTerminal(line: string, home: string): Promise<Terminal> {
  const command = `stty cols 100 rows 30; ${line}`;
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', command, '/dev/null'], {
    env: {
      ...process.env,
      HOME: home,
      NODE_EXTRA_CA_CERTS: '',
      TERM: 'xterm-256color',
      SHELL: '/bin/sh',
      LANG: 'C.UTF-8',
    },
  });
  await prompted(child);
  return {
    press: (key) => pressed(child, key),
    close: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve());
        child.stdin.write('\u0004');
      }),
  };
}

function prompted(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve, reject) => {
    let shown = '';
    const take = (piece: Buffer): void => {
      shown += piece.toString();
      if (!shown.includes('>>>')) return;
      child.stdout.off('data', take);
      resolve();
    };
    child.stdout.on('data', take);
    child.once('close', () => reject(new Error(`no prompt: ${shown}`)));
  });
}

function pressed(child: ChildProcessWithoutNullStreams, key: string): Promise<{ ms: number; bytes: number }> {
  return new Promise((resolve) => {
    let bytes = 0;
    let last = 0;
    let quiet: NodeJS.Timeout;
    const began = performance.now();
    const done = (): void => {
      child.stdout.off('data', take);
      resolve({ ms: last - began, bytes });
    };
    const take = (piece: Buffer): void => {
      bytes += piece.length;
      last = performance.now();
      clearTimeout(quiet);
      quiet = setTimeout(done, silence);
    };
    quiet = setTimeout(done, 1000);
    child.stdout.on('data', take);
    child.stdin.write(key);
  });
}

/** Milliseconds in which a paint that goes on would have gone on. */
const silence = 25;

const sorted = (times: readonly number[]): readonly number[] => times.toSorted((one, other) => one - other);

function measured(name: string, wall: number, runs: number): Measured {
  return { name, wall, first: undefined, memory: undefined, runs };
}
