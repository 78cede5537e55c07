import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type JobRecord, openJobs } from '../../src/settings/jobs.ts';

let state = '';
beforeEach(() => {
  state = mkdtempSync(path.join(tmpdir(), 'zstack-cli-jobs-'));
  const made = state;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
});

const scribe = { now: () => 5_000_000, pid: process.pid };
const uuidOf = (n: number): string => n.toString(16).padStart(32, '0');
const record = (n: number, more: Partial<JobRecord> = {}): JobRecord => ({
  uuid: uuidOf(n),
  api: 'CreateZone',
  profile: 'default',
  url: 'http://10.0.0.1:8080/zstack',
  state: 'sent',
  startedAt: 1_000_000 + n,
  ...more,
});
const files = (): readonly string[] => readdirSync(path.join(state, 'jobs')).sort();

describe('a job', () => {
  test('is there for others as soon as it was begun, and for its owner only', () => {
    openJobs(state, scribe).begin(record(1));
    expect(openJobs(state, scribe).all()).toEqual([record(1)]);
    expect(statSync(path.join(state, 'jobs')).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(state, 'jobs', `${uuidOf(1)}.json`)).mode & 0o777).toBe(0o600);
  });

  test('is settled with the time, and open again without it', () => {
    const jobs = openJobs(state, scribe);
    jobs.begin(record(1));
    jobs.settle(uuidOf(1), 'failed');
    expect(jobs.all()).toEqual([record(1, { state: 'failed', endedAt: 5_000_000 })]);
    jobs.settle(uuidOf(1), 'running');
    expect(jobs.all()).toEqual([record(1, { state: 'running' })]);
    jobs.settle(uuidOf(9), 'failed');
    expect(files()).toHaveLength(1);
  });

  test('comes before those that began earlier', () => {
    const jobs = openJobs(state, scribe);
    for (const n of [2, 3, 1]) jobs.begin(record(n));
    expect(jobs.all().map(({ uuid }) => uuid)).toEqual([3, 2, 1].map(uuidOf));
  });

  test('that was damaged, half written or renamed is left out', () => {
    const jobs = openJobs(state, scribe);
    jobs.begin(record(1));
    const good = readFileSync(path.join(state, 'jobs', `${uuidOf(1)}.json`), 'utf8');
    for (const [name, text] of [
      ['a.json', '{"uuid":'],
      ['b.json', good],
      ['c.json', '[]'],
      ['d.json', good.replace('sent', 'constructor').replace(uuidOf(1), 'd')],
      ['e.json', good.replace(uuidOf(1), '../e')],
      ['.f', good],
      ['g.txt', good],
    ] as const)
      writeFileSync(path.join(state, 'jobs', name), text);
    expect(jobs.all()).toEqual([record(1)]);
  });

  test('is not begun where nothing can be written', () => {
    writeFileSync(path.join(state, 'jobs'), '');
    expect(() => openJobs(state, scribe).begin(record(1))).toThrow(
      expect.objectContaining({
        code: 'settings-unwritable',
        facts: { file: path.join(state, 'jobs'), reason: 'EEXIST' },
      }),
    );
    expect(openJobs(state, scribe).all()).toEqual([]);
  });
});

describe('old jobs', () => {
  test('are forgotten, ended ones before those that may run', () => {
    const jobs = openJobs(state, scribe);
    for (let n = 0; n < 300; n++) jobs.begin(record(n, { state: n % 3 === 0 ? 'running' : 'succeeded' }));
    openJobs(state, scribe).begin(record(300));
    const left = jobs.all();
    expect(left).toHaveLength(201);
    expect(left.filter((job) => job.state === 'running')).toHaveLength(100);
    expect(left.at(0)?.uuid).toBe(uuidOf(300));
  });

  test('are forgotten after a month, with what killed writers left', () => {
    const jobs = openJobs(state, scribe);
    jobs.begin(record(1));
    writeFileSync(path.join(state, 'jobs', '.draft-1'), 'x');
    utimesSync(path.join(state, 'jobs', '.draft-1'), 1, 1);
    openJobs(state, { ...scribe, now: () => 31 * 24 * 3600 * 1000 }).begin(record(2, { startedAt: 9e9 }));
    expect(files()).toEqual([`${uuidOf(2)}.json`]);
  });
});

test('many processes write at once, and a killed one loses nothing that it had begun', async () => {
  const program = path.join(state, 'begin-jobs.cjs');
  const entryPoints = [path.join(import.meta.dirname, 'begin-jobs.ts')];
  buildSync({ entryPoints, bundle: true, platform: 'node', outfile: program });
  const writers = [1, 2, 3].map((nth) => {
    const writer = fork(program, [state, String(nth)]);
    let last = -1;
    writer.on('message', (n) => {
      last = n as number;
      if (n === 15 * nth) writer.kill('SIGKILL');
    });
    return new Promise<number>((resolve) => writer.on('exit', () => resolve(last)));
  });
  const lasts = await Promise.all(writers);
  const uuids = new Set(
    openJobs(state, scribe)
      .all()
      .map(({ uuid }) => uuid),
  );
  for (const [at, last] of lasts.entries())
    for (let n = 0; n <= last; n++) expect(uuids).toContain(uuidOf((at + 1) * 1000 + n));
  expect(Math.min(...lasts)).toBeGreaterThanOrEqual(15);
});
