import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliError } from '../../src/errors.ts';
import { openHistory } from '../../src/settings/history.ts';
import { openPreferences, type PreferenceStore } from '../../src/settings/preferences.ts';
import { openResults } from '../../src/settings/results.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

let tokens = 0;
const owner = (pid: number, alive: readonly number[] = [pid]) => ({
  now: () => 1000 + tokens,
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  uuid: () => `token${tokens++}`,
  pid,
  host: 'here',
  isRunning: (other: number) => alive.includes(other),
});
const lines = (history: ReturnType<typeof openHistory>) => history.entries().map(({ line }) => line);

describe('history', () => {
  it('is the same read bit by bit as read at once, whoever writes and however', async () => {
    const [one, other] = [
      openHistory(folder, 'default', owner(1, [1, 2])),
      openHistory(folder, 'default', owner(2, [1, 2])),
    ];
    const agree = (): void => expect(lines(one)).toEqual(lines(openHistory(folder, 'default', owner(3))));
    for (let at = 0; at < 40; at++) {
      await (at % 3 ? one : other).add({ line: `é${at % 7}`, at });
      if (at % 2) agree();
    }
    await other.prepend([{ line: 'older', at: 0 }]);
    agree();
    expect(lines(one)[0]).toBe('older');
    await other.clear();
    expect(lines(one)).toEqual([]);
    for (const line of ['a', 'b', 'a']) await other.add({ line, at: 1 });
    agree();
    expect(lines(one)).toEqual(['b', 'a']);
  });

  it('loses no line behind one that was written half', async () => {
    const history = openHistory(folder, 'default', owner(1));
    await history.add({ line: 'whole', at: 1 });
    appendFileSync(path.join(folder, 'history', 'default.jsonl'), '{"at":2,"line":"ha');
    await history.add({ line: 'after', at: 3 });
    expect(lines(history)).toEqual(['whole', 'after']);
  });

  it('holds each line once, where it was entered last', async () => {
    const history = openHistory(folder, 'default', owner(1));
    for (const line of ['a', 'b', 'a\nc', 'a', 'b']) await history.add({ line, at: 1 });
    expect(lines(history)).toEqual(['a\nc', 'a', 'b']);
    expect(statSync(path.join(folder, 'history')).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(folder, 'history', 'default.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('is shared: what one adds the other sees, and nothing is lost', async () => {
    const [one, other] = [openHistory(folder, 'p', owner(1, [1, 2])), openHistory(folder, 'p', owner(2, [1, 2]))];
    await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 ? one : other).add({ line: `line ${at}`, at })));
    expect(lines(one)).toHaveLength(40);
    expect(lines(other)).toEqual(lines(one));
    expect(lines(openHistory(folder, 'q', owner(1)))).toEqual([]);
  });

  it('bears what is damaged, and profiles with odd names', async () => {
    const history = openHistory(folder, '../a b', owner(1));
    await history.add({ line: 'a', at: 1 });
    const [name = ''] = readdirSync(path.join(folder, 'history'));
    const file = path.join(folder, 'history', name);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"at":2,"li\n\n[]\n{"line":"","at":1}\n`);
    expect(lines(history)).toEqual(['a']);
    await history.prepend([{ line: 'z', at: 0 }]);
    expect(lines(history)).toEqual(['z', 'a']);
    await history.clear();
    expect(lines(history)).toEqual([]);
  });

  it.each([
    ['a pipe', (file: string) => execFileSync('mkfifo', [file])],
    ['a folder', (file: string) => mkdirSync(file)],
    ['a link to itself', (file: string) => symlinkSync(file, file)],
    ['a device without an end', (file: string) => symlinkSync('/dev/zero', file)],
  ])('is empty and tells that nothing is kept where %s stands in its place', async (_, place) => {
    mkdirSync(path.join(folder, 'history'));
    place(path.join(folder, 'history', 'p.jsonl'));
    writeFileSync(path.join(folder, 'history', 'p.%ZZ.9.draft'), 'x');
    const history = openHistory(folder, 'p', owner(1));
    expect([lines(history), history.recovered()]).toEqual([[], undefined]);
    await expect(history.add({ line: 'a', at: 1 })).rejects.toMatchObject({ code: 'settings-unwritable' });
  });

  it('gives back the line of a session that was killed, once', () => {
    openHistory(folder, 'p', owner(1)).draft('typed');
    openHistory(folder, 'other', owner(3)).draft('elsewhere');
    expect(openHistory(folder, 'p', owner(2, [1, 2])).recovered()).toBeUndefined();
    expect(openHistory(folder, 'p', owner(2, [2])).recovered()).toBe('typed');
    expect(openHistory(folder, 'p', owner(2, [2])).recovered()).toBeUndefined();
    const ended = openHistory(folder, 'p', owner(4));
    ended.draft('x');
    ended.draft('');
    expect(openHistory(folder, 'p', owner(2, [2])).recovered()).toBeUndefined();
  });

  it('is rewritten when it has grown long', async () => {
    const history = openHistory(folder, 'p', owner(1));
    const long = 'x'.repeat(1 << 20);
    for (const line of ['a', 'b', 'a', 'b', 'a']) await history.add({ line: line + long, at: 1 });
    expect(statSync(path.join(folder, 'history', 'p.jsonl')).size).toBeLessThan(4 << 20);
  });
});

describe('results', () => {
  const result = { line: 'q', api: 'QueryZone', at: 1, failed: false };
  it('have numbers of their own and are there in the next session', () => {
    const [one, other] = [openResults(folder, 'p', 1), openResults(folder, 'p', 2)];
    expect([one.add({ ...result, value: { a: 1 } }), other.add(result), one.add(result)]).toEqual([1, 2, 3]);
    expect(openResults(folder, 'p', 3).find(1)).toEqual({ ...result, number: 1, value: { a: 1 } });
    expect(one.find(9)).toBeUndefined();
    one.clear();
    expect(other.numbers()).toEqual([]);
  });

  it('take away what a killed writer has left', () => {
    const results = openResults(folder, 'p', 1);
    results.add(result);
    const draft = path.join(folder, 'results', 'p', '.2-7');
    writeFileSync(draft, 'half');
    writeFileSync(path.join(folder, 'results', 'p', '2.json'), '');
    results.add({ ...result, at: Date.now() });
    expect(existsSync(draft)).toBe(true);
    expect(results.numbers()).toEqual([1, 2, 3]);
    results.add({ ...result, at: Date.now() + 61_000 });
    expect(existsSync(draft)).toBe(false);
    expect(results.numbers()).toEqual([1, 3, 4]);
  });

  it('are kept up to a number and a size, the latest longest', () => {
    const results = openResults(folder, 'p', 1);
    for (let count = 0; count < 105; count++) results.add({ ...result, value: { count } });
    expect(results.numbers()).toHaveLength(100);
    expect(results.numbers()[0]).toBe(6);
    const number = results.add({ ...result, value: { big: 'x'.repeat(9 << 20) } });
    expect(results.find(number)).toEqual({ ...result, number });
  });
});

describe('preferences', () => {
  it('are changed by several at once, and survive damage', async () => {
    const told: string[] = [];
    const report = ({ code, facts }: CliError): void => void told.push(`${code} ${JSON.stringify(facts)}`);
    const [one, other] = [1, 2].map((pid) => openPreferences(folder, owner(pid, [1, 2]), report)) as [
      PreferenceStore,
      PreferenceStore,
    ];
    await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        (at % 2 ? one : other).change((before) => ({ ...before, aliases: { ...before.aliases, [`a${at}`]: 'x' } })),
      ),
    );
    expect(Object.keys(one.read().aliases)).toHaveLength(10);
    writeFileSync(path.join(folder, 'repl.json'), '{"aliases": {"a": 1, "b": "ok"}, "settings": []');
    expect(one.read()).toEqual({ aliases: {}, queries: {} });
    expect(told).toEqual([expect.stringMatching(/^settings-unreadable .*"damaged"/)]);
    await other.change((before) => ({ ...before, aliases: { new: 'y' } }));
    expect(told[1]).toMatch(/^settings-unreadable .*"keptAs"/);
    expect(readdirSync(folder).sort()).toEqual(['repl.json', expect.stringMatching(/^repl\.json\.corrupt-/)]);
    expect(one.read().aliases).toEqual({ new: 'y' });
    expect(told).toHaveLength(2);
  });
});
