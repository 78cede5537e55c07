import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { CliError } from '../../src/errors.ts';
import { openKeyring, type RunBriefly } from '../../src/settings/keyring.ts';
import { openSessions, type Sessions } from '../../src/settings/sessions.ts';
import { session, writer } from './world.ts';

const keys = { accessKeyId: 'abcdefghij', accessKeySecret: 'key-secret', account: 'a', url: 'u', loggedInAt: 1 };

/** What secret-tool does, and how it was called. */
let kept: Map<string, string>;
let calls: (readonly string[])[];
const secretTool: RunBriefly = (program, words, input) => {
  calls.push([program, ...words]);
  const name = words.at(-1) ?? '';
  if (words[0] === 'store') kept.set(name, input);
  if (words[0] === 'clear') kept.delete(name);
  const secret = words[0] === 'lookup' ? kept.get(name) : '';
  return { code: secret === undefined ? 1 : 0, stdout: secret === undefined ? '' : `${secret}\n` };
};

let folder: string;
let problems: CliError[];
const opened = (isUsed = true, run = secretTool): Sessions =>
  openSessions(folder, writer, (problem) => problems.push(problem), {
    isUsed,
    keyring: () => openKeyring('linux', run),
  });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  kept = new Map();
  calls = [];
  problems = [];
});

const onDisk = (): string => readFileSync(path.join(folder, 'sessions.json'), 'utf8');

describe('with the keyring', () => {
  test('the secret is there and not in the file, nor on a command line', async () => {
    await opened().save('prod', session);
    await opened().save('keys', keys);
    expect(onDisk()).not.toMatch(new RegExp(`${session.uuid}|key-secret`));
    expect(calls.flat().join(' ')).not.toMatch(new RegExp(`${session.uuid}|key-secret`));
    expect([opened().find('prod'), opened().find('keys')]).toEqual([session, keys]);
    expect(opened().isLocked('prod')).toBe(true);
  });

  test('what was kept is found when new secrets go into the file again, and then leaves the keyring', async () => {
    await opened().save('prod', session);
    expect(opened(false).find('prod')).toEqual(session);
    await opened(false).save('prod', { ...session, uuid: 'other' });
    expect(kept.size).toBe(0);
    expect(opened(false).find('prod')).toMatchObject({ uuid: 'other' });
  });

  test('it is forgotten with its profile, by a log-out, and moves with a new name', async () => {
    await opened().save('a', session);
    await opened().rename('a', 'b');
    expect([...kept.keys()]).toEqual(['b']);
    expect(opened().find('b')).toEqual(session);
    await opened().save('b', { loggedOut: true });
    await opened().save('c', session);
    await opened().forget('c');
    expect(kept.size).toBe(0);
  });

  test('that fails nothing is kept or found, and who needs no secret does not ask it', async () => {
    const broken: RunBriefly = () => ({ reason: 'ETIMEDOUT' });
    await expect(opened(true, broken).save('a', session)).rejects.toMatchObject({
      code: 'keyring-failed',
      facts: { program: 'secret-tool', reason: 'ETIMEDOUT' },
    });
    await opened().save('a', session);
    expect(() => opened(true, broken).find('a')).toThrow(expect.objectContaining({ code: 'keyring-failed' }));
    expect(opened(true, broken).peek('a')).toEqual({ ...session, uuid: '-' });
    expect(problems).toEqual([]);
  });

  test('that fails keeps nobody from logging in with a file, or from logging out', async () => {
    const broken: RunBriefly = () => ({ reason: 'ETIMEDOUT' });
    await opened().save('a', session);
    await opened().save('b', session);
    await opened(false, broken).save('a', session);
    await opened(false, broken).forget('b');
    expect(JSON.parse(onDisk()).sessions).toEqual({ a: session });
    expect(problems.map(({ code }) => code)).toEqual(['keyring-failed', 'keyring-failed']);
  });

  test('of macOS the secret goes by standard input as well', () => {
    const inputs: string[] = [];
    const keychain = openKeyring('darwin', (program, words, input) => {
      calls.push([program, ...words]);
      inputs.push(input);
      return { code: 0, stdout: 'secret\n' };
    });
    keychain.keep('a "b" \\', 'secret');
    expect(keychain.find('x')).toBe('secret');
    expect(calls.flat()).not.toContain('secret');
    expect(inputs[0]).toBe('add-generic-password -U -s zstack-cli -a "a \\"b\\" \\\\" -w "secret"\n');
  });
});
