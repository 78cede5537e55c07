import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openUsage } from '../../src/settings/usage.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'usage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

const countsOf = (profile: string) => Object.fromEntries(openUsage(folder, profile, 1).counts());

describe('what is used', () => {
  it('is counted by name, for each profile alone', () => {
    const usage = openUsage(folder, 'prod', 1);
    usage.note(['QueryHost', 'name']);
    usage.note(['QueryHost', 'name', 'state']);
    openUsage(folder, 'lab', 1).note(['QueryZone']);
    expect(countsOf('prod')).toEqual({ QueryHost: 2, name: 2, state: 1 });
    expect(countsOf('lab')).toEqual({ QueryZone: 1 });
    expect(countsOf('new')).toEqual({});
  });

  it('is nothing where a pipe stands in its place, and nobody waits for its end', () => {
    mkdirSync(path.join(folder, 'usage'));
    execFileSync('mkfifo', [path.join(folder, 'usage/p.txt')]);
    openUsage(folder, 'p', 1).note(['QueryHost']);
    expect(countsOf('p')).toEqual({});
  });

  it('keeps nothing that is no name, and is for its owner alone', () => {
    openUsage(folder, 'p', 1).note(['a b', 'x=y', '', 'x'.repeat(81), 'ok']);
    const file = path.join(folder, 'usage/p.txt');
    expect(readFileSync(file, 'utf8')).toBe('ok\n');
    expect([statSync(file).mode & 0o777, statSync(path.dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('does not grow without end, and what is latest stays', () => {
    const usage = openUsage(folder, 'p', 1);
    for (let round = 0; round < 3000; round++) usage.note(['QueryVmInstance', `name${round}`]);
    const { size } = statSync(path.join(folder, 'usage/p.txt'));
    expect(size).toBeLessThan(20_000);
    const counts = usage.counts();
    expect([counts.get('name2999'), counts.get('name0')]).toEqual([1, undefined]);
    // A line is never kept in half.
    expect([...counts.keys()].filter((name) => !/^(?:QueryVmInstance|name\d+)$/.test(name))).toEqual([]);
    expect(readdirSync(path.join(folder, 'usage'))).toEqual(['p.txt']);
  });

  it('is all there when several write', () => {
    const two = [openUsage(folder, 'p', 1), openUsage(folder, 'p', 2)];
    for (let round = 0; round < 50; round++) for (const usage of two) usage.note(['QueryZone']);
    expect(countsOf('p')).toEqual({ QueryZone: 100 });
  });

  it('counts for nothing where it cannot be kept', () => {
    writeFileSync(path.join(folder, 'usage'), '');
    openUsage(folder, 'p', 1).note(['QueryHost']);
    expect(countsOf('p')).toEqual({});
  });
});
