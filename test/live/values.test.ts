import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LiveQuery } from '../../src/completion/world.ts';
import { cloudName } from '../../src/live/cloud.ts';
import { isFresh, isPending, openValues, type Values } from '../../src/live/values.ts';

const hosts: LiveQuery = { kind: 'resources', inventory: 'Host' };
const states: LiveQuery = { kind: 'values', inventory: 'Host', field: 'state', conditions: [] };
const enabled: LiveQuery = { ...states, conditions: ['state=Enabled'] };

let folder: string;
let now: number;
let values: Values;

beforeEach(() => {
  const base = mkdtempSync(path.join(tmpdir(), 'values-'));
  onTestFinished(() => rmSync(base, { recursive: true }));
  folder = path.join(base, 'cloud');
  now = 1_000_000_000_000;
  let count = 0;
  values = openValues(
    folder,
    () => now,
    () => String(count++),
  );
});

describe('values on disk', () => {
  it('are those of their question', () => {
    expect(values.read(hosts)).toBeUndefined();
    values.write(hosts, { at: now, values: [{ value: 'a' }] });
    values.write(enabled, { at: now, values: [{ value: 'b' }] });
    expect(values.read(hosts)?.values).toEqual([{ value: 'a' }]);
    expect(values.read(enabled)?.values).toEqual([{ value: 'b' }]);
    expect(values.read(states)).toBeUndefined();
  });

  it.each([
    ['values that are none', { values: [null] }],
    ['values of no text', { values: [{ value: 5 }] }],
    ['names of no text', { values: [{ value: 'a', name: {} }] }],
    ['times that are none', { at: 'now', values: [] }],
    ['a reason of no text', { failedAt: 1, reason: ['x'] }],
  ])('are none where a file holds %s', (_, wrong) => {
    values.write(hosts, { at: now, values: [{ value: 'a' }] });
    const file = path.join(folder, readdirSync(folder)[0] ?? '');
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...kept, ...wrong }));
    expect(values.read(hosts)).toBeUndefined();
  });

  it('are for nobody else, and a few', () => {
    values.write(hosts, { at: now, values: Array.from({ length: 900 }, (_, at) => ({ value: String(at) })) });
    const [file] = readdirSync(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(folder, file as string)).mode & 0o777).toBe(0o600);
    expect(values.read(hosts)?.values).toHaveLength(500);
    for (let at = 0; at < 230; at++) values.write({ ...states, field: `f${at}` }, { at: now, values: [] });
    expect(readdirSync(folder).length).toBeLessThanOrEqual(200);
  });

  it('grow old', () => {
    values.write(hosts, { at: now, values: [{ value: 'a' }] });
    expect(isFresh(values.read(hosts) ?? {}, now + 59_000)).toBe(true);
    expect(isFresh(values.read(hosts) ?? {}, now + 61_000)).toBe(false);
    expect(isFresh(values.read(hosts) ?? {}, now - 1)).toBe(false);
    now += 25 * 3_600_000;
    expect(values.read(hosts)).toBeUndefined();
  });

  it('are asked for by one at a time', () => {
    expect(isPending({}, now)).toBe(false);
    expect(isPending({ askedAt: now - 1000 }, now)).toBe(true);
    expect(isPending({ failedAt: now - 1000 }, now)).toBe(true);
    expect(isPending({ askedAt: now - 16_000, failedAt: now - 16_000 }, now)).toBe(false);
  });

  it('are forgotten by kind', () => {
    const zones: LiveQuery = { kind: 'resources', inventory: 'HostZone' };
    for (const query of [hosts, states, zones]) values.write(query, { at: now, values: [] });
    values.forget(['Host']);
    expect([hosts, states, zones].map((query) => values.read(query) !== undefined)).toEqual([false, false, true]);
    openValues(
      '/nowhere/at/all',
      () => now,
      () => '',
    ).forget(['Host']);
  });

  it('take away what a killed writer has left', () => {
    now = Date.now();
    values.write(hosts, { at: now, values: [] });
    for (const [name, age] of [
      ['left', 7_200],
      ['made', 60],
    ] as const) {
      writeFileSync(path.join(folder, `Host.0.json.${name}`), 'half');
      utimesSync(path.join(folder, `Host.0.json.${name}`), now / 1000 - age, now / 1000 - age);
    }
    values.write(states, { at: now, values: [] });
    expect(readdirSync(folder).filter((name) => !name.endsWith('.json'))).toEqual(['Host.0.json.made']);
  });

  it('may be damaged, foreign or impossible to keep', () => {
    values.write(hosts, { at: now, values: [] });
    const file = path.join(folder, readdirSync(folder)[0] as string);
    const text = readFileSync(file, 'utf8');
    for (const damaged of ['', '{', 'null', '[]', '{"key":"other"}', text.replace('[]', '"x"'), text.slice(0, 20)]) {
      writeFileSync(file, damaged);
      expect([damaged, values.read(hosts)]).toEqual([damaged, undefined]);
    }
    const barred = path.join(folder, 'file');
    writeFileSync(barred, '');
    openValues(
      path.join(barred, 'x'),
      () => now,
      () => '',
    ).write(hosts, { at: now, values: [] });
    mkdirSync(`${file}x`);
    values.write(hosts, { at: now, values: [{ value: 'again' }] });
    expect(values.read(hosts)?.values).toEqual([{ value: 'again' }]);
  });
});

describe('the name of a cloud', () => {
  const session = { url: 'http://a:8080/zstack', account: 'admin' };

  it('tells clouds and accounts apart, and shows no secret', () => {
    const secret = 'e2f9b8c7d6a5e2f9b8c7d6a5e2f9b8c7';
    const named = [
      cloudName('default', {}, {}, undefined),
      cloudName('default', {}, {}, session),
      cloudName('default', {}, {}, { ...session, account: 'other' }),
      cloudName('default', { url: 'http://b' }, {}, session),
      cloudName('default', { host: 'b' }, {}, session),
      cloudName('default', {}, { ZSTACK_SESSION_ID: secret }, undefined),
      cloudName('sandbox', { sandbox: true }, {}, undefined),
      cloudName('sandbox', { sandbox: true, data: 'x' }, {}, undefined),
    ];
    expect(new Set(named).size).toBe(named.length);
    expect(named.join()).not.toContain(secret);
    for (const name of named) expect(name).toMatch(/^[a-z]+-[0-9a-f]{8}$/);
  });
});
