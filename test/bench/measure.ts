import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A whole process to be timed. */
export interface Subject {
  readonly name: string;
  /** Program and arguments; no shell in between. */
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** How it is to end; 0 where nothing is said. */
  readonly exit?: number;
}

/** Medians over the runs; milliseconds and MiB. */
export interface Measured {
  readonly name: string;
  readonly wall: number;
  /** To the first byte on stdout; `undefined` where there was none. */
  readonly first: number | undefined;
  /** Largest resident set of the process itself; `undefined` where the system does not tell. */
  readonly memory: number | undefined;
  /** Most bytes that were written at once, where that counts. */
  readonly bytes?: number;
  readonly runs: number;
}

interface Run {
  readonly wall: number;
  readonly first: number | undefined;
  readonly memory: number | undefined;
}

/**
 * Runs all subjects in turn, as often as `runs` says, so that what slows the machine slows them all alike. One run before,
 * which is not counted, fills the caches.
 */
export async function measure(subjects: readonly Subject[], runs: number, warmUp = true): Promise<readonly Measured[]> {
  const all = new Map<string, Run[]>(subjects.map(({ name }) => [name, []]));
  if (warmUp) for (const subject of subjects) await run(subject);
  for (let round = 0; round < runs; round++) {
    for (const subject of subjects) all.get(subject.name)?.push(await run(subject));
  }
  return [...all].map(([name, found]) => ({
    name,
    wall: median(found.map(({ wall }) => wall)) ?? Number.NaN,
    first: median(found.flatMap(({ first }) => first ?? [])),
    memory: median(found.flatMap(({ memory }) => memory ?? [])),
    runs,
  }));
}

/** What it prints is read and thrown away. Rejects where the command fails. */
function run({ command: [program, ...words], env, exit = 0 }: Subject): Promise<Run> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let first: number | undefined;
    let memory: number | undefined;
    const child = spawn(program, words, {
      env: { ...process.env, ...env, NODE_EXTRA_CA_CERTS: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const look = (): void => {
      memory = Math.max(memory ?? 0, peakOf(child.pid) ?? 0) || undefined;
    };
    const watching = setInterval(look, 10);
    child.stdout.on('data', () => {
      first ??= performance.now() - began;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watching);
      const wall = performance.now() - began;
      if (code === exit) resolve({ wall, first, memory });
      else reject(new Error(`${[program, ...words].join(' ')} exits with ${code}`));
    });
  });
}

/** MiB; Linux alone tells. */
export function peakOf(pid: number | undefined): number | undefined {
  try {
    const kib = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : Number(kib) / 1024;
  } catch {
    return undefined;
  }
}

export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
