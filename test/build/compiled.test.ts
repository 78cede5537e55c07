import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openShell } from '../harness/shell.ts';
import { openTerminal } from '../harness/terminal.ts';

const program = path.resolve(import.meta.dirname, '../../bin/zstack-cli.js');
const dryRun = ['--dry-run', 'QueryZone', 'limit=1'];
let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'zstack-cli-compiled-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function run(words: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const own = { HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home };
  const options = { env: { PATH: process.env.PATH, ...own, ...env }, encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync(process.execPath, [program, ...words], options);
}

const folders = (): readonly string[] => readdirSync(path.join(home, 'zstack-cli/compiled'));
const folder = (): string => path.join(home, 'zstack-cli/compiled', folders()[0] ?? '');
const size = (part: string): number => statSync(path.join(folder(), part)).size;
const parts = (): readonly string[] => readdirSync(folder()).sort();

test('each kind of run adds what it needs, once', () => {
  run(['--help']);
  expect(parts()).toContain('main');
  expect(parts()).not.toContain('send');
  const some = size('main');
  run(['--sandbox', 'QueryZone']);
  expect(parts()).toContain('send');
  expect(size('main')).toBeGreaterThan(some);
  const times = () => parts().map((part) => statSync(path.join(folder(), part)).mtimeMs);
  const before = times();
  run(['--sandbox', 'QueryZone']);
  run(['--help']);
  expect(times()).toEqual(before);
  expect(statSync(path.join(folder(), 'main')).mode & 0o777).toBe(0o600);
});

test('what was compiled under flags of its own is nothing to the next run', () => {
  run(['--sandbox', 'QueryZone']);
  const kept = readFileSync(path.join(folder(), 'main'));
  run(['--sandbox', 'QueryZone', '--all', '-o', 'jsonl']);
  expect(readFileSync(path.join(folder(), 'main'))).toEqual(kept);
});

test.each<[string, (whole: Buffer) => Buffer]>([
  ['nothing', () => Buffer.alloc(0)],
  ['rubbish', () => Buffer.from('rubbish!')],
  ['half of it', (whole) => whole.subarray(0, whole.length >> 1)],
  ['zeros', (whole) => whole.fill(0)],
  ['a wrong bit', (whole) => whole.fill((whole[62_480] ?? 0) ^ 1, 62_480, 62_481)],
])('what is damaged is compiled anew: %s', (_, damaged) => {
  const first = run(dryRun);
  const file = path.join(folder(), 'main');
  const whole = readFileSync(file);
  writeFileSync(file, damaged(Buffer.from(whole)));
  expect(run(dryRun)).toBe(first);
  const kept = readFileSync(file);
  const half = kept.length / 2;
  expect(half).toBeGreaterThan(whole.length / 3);
  expect(kept.subarray(0, half).equals(kept.subarray(half))).toBe(true);
});

test('another build takes the place of this one', () => {
  run(dryRun);
  const own = folders();
  const other = path.join(home, 'zstack-cli/compiled/main-v1.0.0-1-1');
  execFileSync('mv', [folder(), other]);
  run(dryRun);
  expect(folders()).toEqual(own);
});

test('without a home, and where nothing can be written, it is only slower', () => {
  const first = run(dryRun);
  expect(run(dryRun, { HOME: '', XDG_CACHE_HOME: '' })).toBe(first);
  expect(run(dryRun, { XDG_CACHE_HOME: program })).toBe(first);
});

test('a session keeps what it began with, although its first call sets flags', { timeout: 60_000 }, async () => {
  const { env, home: itsHome, close } = openShell();
  onTestFinished(close);
  const terminal = await openTerminal('zstack-cli --sandbox', { env });
  await terminal.until('>>>', 30_000);
  const all = path.join(itsHome, '.cache/zstack-cli/compiled');
  const kept = () => readdirSync(all).flatMap((build) => readdirSync(path.join(all, build)));
  await vi.waitFor(() => expect(kept()).toEqual(expect.arrayContaining(['main', 'repl', 'kinds'])), 20_000);
  terminal.type('QueryZone limit=1');
  terminal.press('enter');
  await terminal.until('$1,', 30_000);
  terminal.press('ctrl-d');
  expect(await terminal.exit()).toBe(0);
});
