import { spawnSync } from 'node:child_process';

/** Milliseconds, sorted. */
export type Times = readonly number[];

export const at = (times: Times, part: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;

/** Runs an act again and again after a few times that do not count. */
export function timesOf(act: () => void, rounds = 300, warm = 20): Times {
  const times: number[] = [];
  for (let round = -warm; round < rounds; round++) {
    const start = performance.now();
    act();
    if (round >= 0) times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other);
}

/**
 * Times of processes that take turns, so that a noisy minute hits all of them. Certificates of the environment are left
 * out: Node reads them at every start.
 */
export function timesOfProcesses<Name extends string>(
  commands: Readonly<Record<Name, readonly string[]>>,
  rounds = 31,
): Readonly<Record<Name, Times>> {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const names = Object.keys(commands) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -1; round < rounds; round++)
    for (const name of names) {
      const [program = '', ...words] = commands[name];
      const start = performance.now();
      spawnSync(program, words, { env, stdio: 'ignore' });
      if (round >= 0) times[name].push(performance.now() - start);
    }
  for (const name of names) times[name].sort((one, other) => one - other);
  return times;
}

export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}
