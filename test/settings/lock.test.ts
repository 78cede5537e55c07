import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Owner, withLock } from '../../src/settings/lock.ts';
import { writer } from './world.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zstack-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = join(folder, 'x.json');
});

/** Somebody with the pid 1 of a host, and a clock that runs as far as is slept. */
function other(dead: boolean, host = 'here'): Owner {
  let now = Date.now();
  return {
    ...writer,
    host,
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    isRunning: () => !dead,
  };
}

const heldBy = (content: string, token = 'theirs'): void => {
  mkdirSync(`${file}.lock`);
  writeFileSync(join(`${file}.lock`, token), content);
};

describe('a lock', () => {
  test('is held while acting, and gone afterwards', async () => {
    expect(await withLock(file, writer, () => readdirSync(folder))).toEqual(['x.json.lock']);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is gone after a failure too', async () => {
    const act = (): never => {
      throw new Error('no');
    };
    await expect(withLock(file, writer, act)).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('takes away what killed writers have left, and nobody who waits', async () => {
    writeFileSync(`${file}.tmp-7`, 'half');
    mkdirSync(`${file}.lock-waits`);
    mkdirSync(`${file}.lock-waited`);
    utimesSync(`${file}.lock-waited`, 1, 1);
    await withLock(file, writer, () => undefined);
    expect(readdirSync(folder)).toEqual(['x.json.lock-waits']);
  });

  test('that a dead process left is taken over at once', async () => {
    heldBy('{"pid":1,"host":"here"}');
    const owner = other(true);
    const start = owner.now();
    expect(await withLock(file, owner, () => owner.now() - start)).toBeLessThan(100);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['a living process', '{"pid":1,"host":"here"}', false],
    ['a process of another host', '{"pid":1,"host":"there"}', true],
    ['somebody who does not say', '{}', true],
    ['half a sentence', '{"pi', true],
  ])('that %s holds is waited for, and not had', async (_, content, dead) => {
    heldBy(content);
    // Held anew all the time, so that it does not look stuck.
    const owner = other(dead);
    const sleep = async (ms: number): Promise<void> => {
      await owner.sleep(ms);
      utimesSync(join(`${file}.lock`, 'theirs'), owner.now() / 1000, owner.now() / 1000);
    };
    await expect(withLock(file, { ...owner, sleep }, () => expect.fail('acted'))).rejects.toMatchObject({
      code: 'settings-unwritable',
      facts: { file, reason: 'locked' },
    });
    expect(readdirSync(`${file}.lock`)).toEqual(['theirs']);
    expect(readdirSync(folder)).toEqual(['x.json.lock']);
  });

  test.each(['{"pid":1,"host":"there"}', '', '{"pid":1,"host":"here"}'])(
    'held far too long by %j is taken over',
    async (content) => {
      heldBy(content);
      expect(await withLock(file, other(false), () => 'done')).toBe('done');
      expect(existsSync(`${file}.lock`)).toBe(false);
    },
  );

  test('that is empty is free', async () => {
    mkdirSync(`${file}.lock`);
    expect(await withLock(file, other(false), () => readdirSync(`${file}.lock`).length)).toBe(1);
  });

  test('that was taken away meanwhile is not taken from the next holder', async () => {
    await withLock(file, writer, () => {
      rmSync(`${file}.lock`, { recursive: true });
      heldBy('{"pid":1,"host":"there"}');
    });
    expect(readdirSync(`${file}.lock`)).toEqual(['theirs']);
  });
});
