import { spawn } from 'node:child_process';
import {
  existsSync,
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
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { CliError } from '../../src/errors.ts';
import { openSessions, type Sessions } from '../../src/settings/sessions.ts';
import { session, writer } from './world.ts';

let folder: string;
let file: string;
let problems: CliError[];
let sessions: Sessions;

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'zstack-cli-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  folder = join(root, 'some', 'zstack-cli');
  file = join(folder, 'sessions.json');
  problems = [];
  sessions = openSessions(folder, writer, (problem) => problems.push(problem));
});

const listeners = (): number[] => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => process.listenerCount(name));
/** Before conf was loaded. */
const atFirst = listeners();

const put = (text: string): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
};
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('a session', () => {
  test('is not there before it was saved, and reading makes no file', () => {
    expect(sessions.find('default')).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
    expect(problems).toEqual([]);
  });

  test('is found again, by others too, and forgotten', async () => {
    await sessions.save('default', { ...session, user: 'ops' });
    await sessions.save('other', session);
    expect(openSessions(folder, writer, () => {}).find('default')).toEqual({ ...session, user: 'ops' });
    await sessions.forget('default');
    expect(sessions.find('default')).toBeUndefined();
    expect(sessions.find('other')).toEqual(session);
  });

  test('is replaced by a log-out, and a log-out by a session', async () => {
    await sessions.save('default', session);
    await sessions.save('default', { loggedOut: true });
    expect(sessions.find('default')).toEqual({ loggedOut: true });
    expect(readFileSync(file, 'utf8')).not.toContain(session.uuid);
    await sessions.save('default', session);
    expect(sessions.find('default')).toEqual(session);
  });

  test.each(['a.b.c', '__proto__', 'constructor', 'hasOwnProperty', '__internal__', '', '名字', '../x'])(
    'is kept under the profile %j',
    async (profile) => {
      expect(sessions.find(profile)).toBeUndefined();
      await sessions.save('first', session);
      await sessions.save(profile, { ...session, account: profile });
      await sessions.save('last', session);
      expect(sessions.find(profile)).toEqual({ ...session, account: profile });
      expect(readdirSync(folder)).toEqual(['sessions.json']);
      await sessions.forget(profile);
      expect(sessions.find(profile)).toBeUndefined();
      expect([sessions.find('first'), sessions.find('last')]).toEqual([session, session]);
    },
  );

  test('is readable by its owner alone, also where the folder and the file were open', async () => {
    put('{}');
    expect([modeOf(folder), modeOf(file)]).toEqual(['755', '644']);
    await sessions.save('default', session);
    expect([modeOf(folder), modeOf(file)]).toEqual(['700', '600']);
  });

  test('leaves alone what a newer version keeps beside it', async () => {
    put('{"version":2,"sessions":{"x":{"odd":[1]}}}');
    await sessions.save('default', session);
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    expect(kept).toEqual({ version: 2, sessions: { x: { odd: [1] }, default: session } });
  });

  test.each([
    '{"uuid":"a\\nX-Evil: 1","account":"a","accountUuid":"b","url":"c"}',
    '{"uuid":""}',
    '{"uuid":5,"account":"a","accountUuid":"b","url":"c"}',
    '{"uuid":"a"}',
    '"text"',
    'null',
    '[]',
  ])('that is %s is none', (text) => {
    put(`{"sessions":{"default":${text}}}`);
    expect(sessions.find('default')).toBeUndefined();
  });

  test('leaves no handler of signals behind', async () => {
    await sessions.save('default', session);
    expect(listeners()).toEqual(atFirst);
  });
});

describe('a damaged file', () => {
  test.each(['', '{"sessions":{', 'null', '[]', '"x"', '{"sessions":[]}', '{"sessions":"x"}', '\u0000\u0000'])(
    '%j is told, put aside and replaced',
    async (text) => {
      put(text);
      expect(sessions.find('default')).toBeUndefined();
      expect(problems).toMatchObject([{ code: 'settings-unreadable', facts: { file, reason: 'damaged' } }]);
      expect(readFileSync(file, 'utf8')).toBe(text);

      problems.length = 0;
      await sessions.save('default', session);
      expect(sessions.find('default')).toEqual(session);
      const [aside = '', ...others] = readdirSync(folder).filter((name) => name !== 'sessions.json');
      expect(aside).toMatch(/^sessions\.json\.corrupt-\d{4}-\d\d-\d\dT[\d-]+Z$/);
      expect(others).toEqual([]);
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
      expect(modeOf(join(folder, aside))).toBe('600');
      expect(problems).toMatchObject([
        { code: 'settings-unreadable', facts: { file, reason: 'damaged', keptAs: join(folder, aside) } },
      ]);
    },
  );

  test('that is a folder is told and stays', async () => {
    mkdirSync(file, { recursive: true });
    expect(sessions.find('default')).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'settings-unreadable', facts: { reason: 'EISDIR' } }]);
    await expect(sessions.save('default', session)).rejects.toMatchObject({
      code: 'settings-unwritable',
      facts: { file },
    });
    expect(readdirSync(folder)).toEqual(['sessions.json']);
  });

  test('in place of the folder is told', async () => {
    mkdirSync(join(folder, '..'), { recursive: true });
    writeFileSync(folder, '');
    await expect(sessions.save('default', session)).rejects.toMatchObject({
      code: 'settings-unwritable',
      facts: { reason: 'EEXIST' },
    });
  });
});

describe('writers at once', () => {
  const saveMany = (name: string): Promise<number | null> =>
    new Promise((resolve) => {
      const program = join(folder, '..', 'save-many.cjs');
      spawn(process.execPath, [program, folder, name], { stdio: ['ignore', 'inherit', 'inherit'] }).once(
        'exit',
        resolve,
      );
    });

  test('lose no key, as eight processes', { timeout: 60_000 }, async () => {
    const entryPoints = [join(import.meta.dirname, 'save-many.ts')];
    buildSync({ entryPoints, bundle: true, platform: 'node', outfile: join(folder, '..', 'save-many.cjs') });
    const names = Array.from({ length: 8 }, (_, n) => `writer${n}`);
    expect(await Promise.all(names.map((name) => saveMany(name)))).toEqual(names.map(() => 0));
    const kept = Object.keys(JSON.parse(readFileSync(file, 'utf8')).sessions);
    expect(kept.sort()).toEqual(names.flatMap((name) => Array.from({ length: 15 }, (_, n) => `${name}-${n}`)).sort());
    expect(readdirSync(folder)).toEqual(['sessions.json']);
  });

  test('lose no key, as thirty calls of one process', async () => {
    const names = Array.from({ length: 30 }, (_, n) => String(n));
    await Promise.all(names.map((name) => sessions.save(name, session)));
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).sessions)).toHaveLength(30);
  });

  test('clear away what one left that was killed', async () => {
    await sessions.save('default', session);
    writeFileSync(`${file}.tmp-1234567890abcdef`, 'half');
    mkdirSync(`${file}.lock-waits`);
    mkdirSync(`${file}.lock-waited`);
    utimesSync(`${file}.lock-waited`, 1, 1);
    await sessions.save('default', session);
    expect(readdirSync(folder).sort()).toEqual(['sessions.json', 'sessions.json.lock-waits']);
  });
});
