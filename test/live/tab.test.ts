import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LiveQuery } from '../../src/completion/world.ts';
import { type Desk, openTab } from '../../src/live/tab.ts';
import { type Known, openValues } from '../../src/live/values.ts';
import { openJobs } from '../../src/settings/jobs.ts';
import { openUsage } from '../../src/settings/usage.ts';

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
    const tab = openTab([{ name: '--url', value: 'http://x' }, { name: '--sandbox' }], desk());
    expect(tab.live(query)).toBeUndefined();
    found = { after: 100, known: { at: clock.now, values: [{ value: 'a' }] } };
    expect(tab.ask(query)).toBe('more');
    expect(tab.live(query)).toEqual([{ value: 'a' }]);
    expect(started).toEqual([['__live', JSON.stringify(query), '--url', 'http://x', '--sandbox']]);
    expect(tab.ask(query)).toBe('known');
    expect(started).toHaveLength(1);
  });

  it('goes on without them when they take long, and asks nobody twice', () => {
    const tab = openTab([], desk());
    expect(tab.ask(query)).toBe('loading');
    expect(clock.running).toBeLessThan(350);
    clock.running = 30;
    expect(tab.ask(query)).toBe('loading');
    expect(started).toHaveLength(1);
  });

  it('has old values at once, and newer ones the next time', () => {
    const tab = openTab([], desk());
    found = { after: 50, known: { at: clock.now, values: [{ value: 'old' }] } };
    tab.ask(query);
    clock.now += 120_000;
    const before = clock.running;
    expect(tab.ask(query)).toBe('known');
    expect(clock.running).toBe(before);
    expect(started).toHaveLength(2);
    expect(tab.live(query)).toEqual([{ value: 'old' }]);
  });

  it('says when the cloud cannot be reached, and leaves it alone for a while', () => {
    const tab = openTab([], desk());
    found = { after: 60, known: { failedAt: clock.now, reason: 'unreachable' } };
    expect(tab.ask(query)).toBe('unreachable');
    expect(tab.ask(query)).toBe('unreachable');
    expect(started).toHaveLength(1);
    clock.now += 60_000;
    clock.running = 0;
    found = undefined;
    expect(tab.ask(query)).toBe('loading');
    expect(started).toHaveLength(2);
  });

  it('asks nobody where that is switched off, for all or for one profile', () => {
    const off: readonly Desk[] = [desk({ ZSTACK_COMPLETION_LIVE: 'off' }), desk({ ZSTACK_PROFILE: 'quiet' })];
    mkdirSync(path.join(home, '.config/zstack-cli'), { recursive: true });
    const profiles = { quiet: { 'completion-live': 'off' }, other: {} };
    writeFileSync(path.join(home, '.config/zstack-cli/config.json'), JSON.stringify({ settings: {}, profiles }));
    for (const each of off) {
      const tab = openTab([], each);
      expect([tab.ask(query), tab.live(query)]).toEqual(['known', undefined]);
    }
    expect(started).toEqual([]);
    expect(openTab([{ name: '--profile', value: 'other' }], desk()).ask(query)).toBe('loading');
    expect(started).toHaveLength(1);
  });
});

describe('a Tab', () => {
  it('knows the profiles, the jobs and what is used in the profile that is meant', () => {
    mkdirSync(path.join(home, '.config/zstack-cli'), { recursive: true });
    writeFileSync(path.join(home, '.config/zstack-cli/config.json'), '{"profiles":{"prod":{}},"current":"prod"}');
    const state = path.join(home, '.local/state/zstack-cli');
    const begun = { uuid: 'a'.repeat(32), api: 'StartVmInstance', profile: 'prod', url: 'http://x', startedAt: 1 };
    openJobs(state, { now: () => 2, pid: 1 }).begin({ ...begun, state: 'running' });
    openUsage(state, 'prod', 1).note(['QueryHost', 'name']);
    const tab = openTab([], desk());
    expect(tab.profiles()).toEqual(['default', 'sandbox', 'prod']);
    expect(tab.jobs().map(({ uuid, api }) => [uuid, api])).toEqual([['a'.repeat(32), 'StartVmInstance']]);
    expect([tab.usage('QueryHost'), tab.usage('QueryZone')]).toEqual([1, 0]);
    expect(openTab([{ name: '--sandbox' }], desk()).usage('QueryHost')).toBe(0);
  });
});
