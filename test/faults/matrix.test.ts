import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readFault } from '../../src/sandbox/faults.ts';
import { type Change, changes, type Read, type Row, reads } from './table.ts';
import { type Ground, openGround, type Ran, type RunOptions, type Seat } from './world.ts';

vi.mock('../../src/registry/file.ts', async (original) => {
  const actual = await original<typeof import('../../src/registry/file.ts')>();
  return { ...actual, fileSource: () => actual.fileSource('dist/registry.tsv') };
});
vi.stubGlobal('ZSTACK_CLI_VERSION', '0');

/** What a line came to: what a person sees, and what a script does. */
interface Outcome {
  readonly told: string;
  readonly exit?: number;
  /** Of an error that is told to programs. */
  readonly code?: string | undefined;
  /** Milliseconds. */
  readonly took?: number;
}

interface Circumstances extends RunOptions {
  readonly words?: readonly string[];
  readonly declines?: boolean;
}

/** A way to give a line. */
interface Mode {
  readonly ground: Ground;
  run(line: string, circumstances?: Circumstances): Promise<Outcome>;
  /** The same line once more after it failed, as a person would. */
  again(line: string): Promise<Outcome>;
}

const modes: Record<string, Mode> = {};
const known = { env: { ZSTACK_PASSWORD: 'password' } };
let watching: { readonly ground: Ground; readonly unknown: Seat; readonly known: Seat };
let live: Ground;

beforeAll(async () => {
  const told = ({ stdout, stderr, exit }: Ran): Outcome => ({ told: stdout + stderr, exit });
  const one = await openCloud();
  const file = await openCloud();
  const pipe = await openCloud();
  const repl = await openCloud();
  const watch = await openCloud();
  live = await openCloud();

  const oneShot: Mode['run'] = async (line, { words = [], ...options } = {}) => {
    const ran = await one.run([...words, '--error-format', 'json', ...line.split(' ')], options);
    const { code } = JSON.parse(/^\{.*\}$/m.exec(ran.stderr)?.[0] ?? '{}');
    return { ...told(ran), code, took: ran.took };
  };
  modes['one-shot'] = { ground: one, run: oneShot, again: oneShot };

  let scripts = 0;
  const script = (): readonly string[] => {
    const name = path.join(file.home, `script-${scripts}`);
    return ['-f', name, '--checkpoint', `${name}.done`];
  };
  modes['a script'] = {
    ground: file,
    run: async (line, { words = [], ...options } = {}) => {
      file.file(`script-${++scripts}`, `# a script\n${line}\n`);
      return told(await file.run([...words, ...script()], options));
    },
    again: async () => told(await file.run([...script(), '--resume'])),
  };

  const piped: Mode['run'] = async (line, { words = [], ...options } = {}) =>
    told(await pipe.run(words, { ...options, input: `${line}\n` }));
  modes['a pipe'] = { ground: pipe, run: piped, again: piped };

  const seats = { unknown: repl.sit([]), known: repl.sit([], known) };
  const entered: Mode['run'] = async (line, { words = [], env, declines } = {}) => ({
    told: await (env ? seats.known : seats.unknown).enter([line, ...words].join(' '), declines),
  });
  modes['the REPL'] = { ground: repl, run: entered, again: entered };
  watching = { ground: watch, unknown: watch.sit([]), known: watch.sit([], known) };

  return async () => {
    for (const seat of [...Object.values(seats), watching.unknown, watching.known]) expect(await seat.leave()).toBe(0);
    for (const ground of [one, file, pipe, repl, watch, live]) await ground.close();
  };
}, 60_000);

async function openCloud(): Promise<Ground> {
  const ground = await openGround();
  await logIn(ground);
  for (let at = 1; at <= 4; at++) await ground.run(['CreateZone', `name=zone${at}`]);
  return ground;
}

async function logIn(ground: Ground): Promise<void> {
  const { exit, stderr } = await ground.run(['--url', ground.url, 'login', 'name=admin'], known);
  if (exit !== 0) throw new Error(stderr);
}

/** Has it go wrong from now on. Nobody listens at once where the fault says so. */
async function begin({ fault, on, times }: Row, ground: Ground): Promise<void> {
  if (on === '') await ground.ask('GET', '/v1/management-nodes/actions', { 'X-Sandbox-Fault': fault });
  else ground.faults.set([{ ...(readFault(fault) as NonNullable<ReturnType<typeof readFault>>), on, times }]);
}

/** Nothing goes wrong any more. */
async function end(ground: Ground): Promise<void> {
  ground.faults.set([]);
  await vi.waitFor(() => ground.ask('GET', '/v1/zones'), { timeout: 20_000, interval: 50 });
}

/** What is promised of every end, good or bad. */
function expectKept(row: Row, { told, exit, code, took = 0 }: Outcome, { home }: Ground, name: string): void {
  if (exit !== undefined) expect(exit, name).toBe(row.exit);
  if (code !== undefined) expect(code, name).toBe(row.code);
  else if (row.says) expect(told, name).toMatch(row.says);
  else expect(told, name).not.toContain('error:');
  // While nobody listens, the common clock runs ahead of the time for which that was asked.
  if (!row.fault.startsWith('refuse')) expect(took, name).toBeLessThan(120_000);
  expect(broken(home), name).toEqual([]);
}

/** Files that nobody can read, or that a writer has left behind. */
function broken(home: string): readonly string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    if (/\.lock|\.tmp|^\.\d|\.draft$/.test(entry.name)) return [file];
    if (!/\.jsonl?$/.test(entry.name)) return [];
    try {
      const text = readFileSync(file, 'utf8');
      for (const each of entry.name.endsWith('l') ? text.trimEnd().split('\n') : [text]) JSON.parse(each);
      return [];
    } catch {
      return [file];
    }
  });
}

const titled = <R extends Row>(rows: readonly R[]): readonly (readonly [string, R])[] =>
  rows.map((row) => [
    `${row.fault} on ${row.on || 'the port'}, ${row.times} times${row.knowsPassword ? ', with a password at hand' : ''}`,
    row,
  ]);

const circumstancesOf = (row: Row, declines: boolean): Circumstances => ({
  ...(row.words && { words: row.words }),
  ...(row.knowsPassword && known),
  declines,
});

/** At once, and each to its end. */
async function together(acts: readonly Promise<void>[]): Promise<void> {
  for (const each of await Promise.allSettled(acts)) if (each.status === 'rejected') throw each.reason;
}

const inAllModes = (act: (name: string, mode: Mode) => Promise<void>): readonly Promise<void>[] =>
  Object.entries(modes).map(([name, mode]) => act(name, mode));

const line = 'QueryZone fields=name';

const readInAllModes = (row: Read): readonly Promise<void>[] =>
  inAllModes(async (name, { ground, run, again }) => {
    await begin(row, ground);
    const outcome = await run(line, circumstancesOf(row, row.first === 'login'));
    await end(ground);
    if (row.first) await logIn(ground);
    expectKept(row, outcome, ground, name);
    expect((await (row.exit === 0 ? run : again)(line)).told, name).toContain('zone4');
  });

async function readInWatch(title: string, row: Read): Promise<void> {
  const { ground } = watching;
  const seat = row.knowsPassword ? watching.known : watching.unknown;
  const file = title.replace(/\W+/g, '-');
  const shown = (): number => (existsSync(path.join(ground.home, file)) ? ground.read(file).split('\n').length - 1 : 0);
  const shows = (more: number): Promise<void> =>
    vi.waitFor(() => expect(shown()).toBeGreaterThanOrEqual(more), { timeout: 20_000, interval: 20 });
  seat.type(`watch -n 1 QueryZone fields=name ${(row.words ?? []).join(' ')} > ${path.join(ground.home, file)}\r`);
  await shows(2);
  const told = row.says && seat.until(row.says);
  const asked = row.first && seat.asked();
  await begin(row, ground);
  await asked;
  if (asked) seat.type('\r');
  await told;
  await end(ground);
  if (row.watch === 'goes on') {
    await shows(shown() + 2);
    seat.type('\u0003');
  }
  if (row.first) await logIn(ground);
  expect(await seat.enter(line)).toContain('zone4');
  for (const each of ground.read(file).trimEnd().split('\n')) expect(JSON.parse(each).inventories).toHaveLength(4);
  expect(broken(ground.home), 'a watch').toEqual([]);
}

async function readForCompletion(row: Read): Promise<void> {
  const query = JSON.stringify({ kind: 'resources', inventory: 'Zone' });
  const ask = async (circumstances: Circumstances): Promise<{ values?: readonly object[]; reason?: string }> => {
    const { words = [], ...options } = circumstances;
    const ran = await live.run(['__live', query, ...words], options);
    expect(ran).toMatchObject({ stdout: '', exit: 0 });
    const [folder = ''] = readdirSync(path.join(live.home, '.cache/zstack-cli/values'));
    const files = readdirSync(path.join(live.home, '.cache/zstack-cli/values', folder));
    expect(files).toHaveLength(1);
    return JSON.parse(live.read(`.cache/zstack-cli/values/${folder}/${files[0]}`));
  };
  await ask({});
  await begin(row, live);
  const during = await ask(circumstancesOf(row, false));
  await end(live);
  if (row.first) await logIn(live);
  expect(during.reason).toBe(row.live);
  // What was known before is still offered.
  expect(during.values).toHaveLength(4);
  const after = await ask({});
  expect(after.reason).toBeUndefined();
  expect(after.values).toHaveLength(4);
  expect(broken(live.home), 'values').toEqual([]);
}

describe('a read', () => {
  it.each(titled(reads))('%s', (title, row: Read) =>
    together([...readInAllModes(row), readInWatch(title, row), readForCompletion(row)]),
  );
});

describe('a change', () => {
  it.each(titled(changes))('%s', async (title, row: Change) => {
    const zone = title.replace(/\W+/g, '-');
    await together(
      inAllModes(async (name, { ground, run, again }) => {
        await begin(row, ground);
        const outcome = await run(`CreateZone name=${zone}`, circumstancesOf(row, row.next === 'login'));
        const [job] = ground.jobs();
        await end(ground);
        if (row.next === 'attach' || row.code === 'job-lost') expect(outcome.told, name).toContain(job?.uuid);
        expect([job?.state, await ground.zones(zone)], name).toEqual([row.job, row.done]);
        expectKept(row, outcome, ground, name);
        if (row.next === 'login') await logIn(ground);
        if (row.next === 'attach')
          await vi.waitFor(async () => expect((await ground.run(['attach', job?.uuid ?? ''])).stdout).toContain(zone), {
            timeout: 10_000,
            interval: 100,
          });
        else if (row.next !== 'nothing') expect((await again(`CreateZone name=${zone}`)).told, name).toContain(zone);
        expect(await ground.zones(zone), name).toBe(1);
      }),
    );
  });
});
