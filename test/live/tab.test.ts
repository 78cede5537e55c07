import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LiveQuery } from '../../src/completion/world.ts';
import { type Desk, tabLive } from '../../src/live/tab.ts';
import { type Known, openValues } from '../../src/live/values.ts';

const query: LiveQuery = { kind: 'resources', inventory: 'Host' };

let home: string;
let clock: { now: number; running: number };
let started: (readonly string[])[];
/** What the other process has found by the time that this one has run for so many ms. */
let found: { readonly after: number; readonly known: Known } | undefined;

function desk(env: Readonly<Record<string, string>> = {}): Desk {
  return {
    env: { HOME: home, ...env },
    platform: 'linux',
    pid: 7,
    now: () => clock.now,
    running: () => clock.running,
    pause: (ms) => {
      clock.running += ms;
      clock.now += ms;
      if (found && clock.running >= found.after) store(found.known);
    },
    start: (words) => void started.push(words),
  };
}

function store(known: Known): void {
  const base = path.join(home, '.cache/zstack-cli/values');
  const [cloud] = readdirSync(base);
  openValues(
    path.join(base, cloud as string),
    () => clock.now,
    () => '',
  ).write(query, known);
}

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'tab-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  clock = { now: 1_000_000_000_000, running: 30 };
  started = [];
  found = undefined;
});

describe('a Tab that wants values', () => {
  it('has another process ask, with the options of the line, and waits a little', () => {
    const live = tabLive([{ name: '--url', value: 'http://x' }, { name: '--sandbox' }], desk());
    expect(live?.read(query)).toBeUndefined();
    found = { after: 100, known: { at: clock.now, values: [{ value: 'a' }] } };
    expect(live?.ask(query)).toBe('more');
    expect(live?.read(query)).toEqual([{ value: 'a' }]);
    expect(started).toEqual([['__live', JSON.stringify(query), '--url', 'http://x', '--sandbox']]);
    expect(live?.ask(query)).toBe('known');
    expect(started).toHaveLength(1);
  });

  it('goes on without them when they take long, and asks nobody twice', () => {
    const live = tabLive([], desk());
    expect(live?.ask(query)).toBe('loading');
    expect(clock.running).toBeLessThan(350);
    clock.running = 30;
    expect(live?.ask(query)).toBe('loading');
    expect(started).toHaveLength(1);
  });

  it('has old values at once, and newer ones the next time', () => {
    const live = tabLive([], desk());
    found = { after: 50, known: { at: clock.now, values: [{ value: 'old' }] } };
    live?.ask(query);
    clock.now += 120_000;
    const before = clock.running;
    expect(live?.ask(query)).toBe('known');
    expect(clock.running).toBe(before);
    expect(started).toHaveLength(2);
    expect(live?.read(query)).toEqual([{ value: 'old' }]);
  });

  it('says when the cloud cannot be reached, and leaves it alone for a while', () => {
    const live = tabLive([], desk());
    found = { after: 60, known: { failedAt: clock.now, reason: 'unreachable' } };
    expect(live?.ask(query)).toBe('unreachable');
    expect(live?.ask(query)).toBe('unreachable');
    expect(started).toHaveLength(1);
    clock.now += 60_000;
    clock.running = 0;
    found = undefined;
    expect(live?.ask(query)).toBe('loading');
    expect(started).toHaveLength(2);
  });

  it('is nothing where that is switched off', () => {
    expect(tabLive([], desk({ ZSTACK_COMPLETION_LIVE: 'off' }))).toBeUndefined();
  });
});
