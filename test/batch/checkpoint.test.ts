import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openCheckpoint } from '../../src/batch/checkpoint.ts';

let file = '';
beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-checkpoint-'));
  file = path.join(folder, 'done.jsonl');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

let now = 0;
const world = (pid: number, alive: readonly number[] = []) => ({
  now: () => ++now,
  pid,
  host: 'here',
  isRunning: (each: number) => alive.includes(each),
});
const job = { uuid: 'a'.repeat(32), api: 'CreateZone' };

describe('a checkpoint', () => {
  test('is what a killed run leaves, to the last complete line', () => {
    const first = openCheckpoint(file, false, world(1));
    first.begin(1, 'A');
    first.end(1, 'done');
    first.begin(2, 'B');
    first.end(2, 'failed');
    first.begin(3, 'C');
    first.job(3, job);
    first.begin(4, 'D');
    appendFileSync(file, '{"line":4,"state":"do');
    const second = openCheckpoint(file, true, world(2));
    expect([1, 2, 3, 4, 5].map((number) => second.past(number, 'ABCDE'[number - 1] as string))).toMatchObject([
      { state: 'done' },
      { state: 'failed' },
      { state: 'begun', job },
      { state: 'begun' },
      undefined,
    ] as never);
    second.end(4, 'done');
    second.close();
    expect(openCheckpoint(file, true, world(3)).past(4, 'D')).toMatchObject({ state: 'done' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('holds no text of a line', () => {
    const checkpoint = openCheckpoint(file, false, world(1));
    checkpoint.begin(1, 'LogInByAccount password=canary');
    expect(readFileSync(file, 'utf8')).not.toContain('canary');
  });

  test('belongs to its script: what was done reads as it did, what failed may be mended', () => {
    const first = openCheckpoint(file, false, world(1));
    first.begin(1, 'A');
    first.end(1, 'done');
    first.begin(2, 'B');
    first.end(2, 'failed');
    first.close();
    const second = openCheckpoint(file, true, world(2));
    expect(() => second.past(1, 'a')).toThrow(
      expect.objectContaining({ code: 'checkpoint-mismatch', facts: { file, line: 1 } }),
    );
    expect(second.past(2, 'b')).toMatchObject({ state: 'failed' });
  });

  test('is not begun over another, not even by somebody else at the same time', () => {
    openCheckpoint(file, false, world(1));
    expect(() => openCheckpoint(file, false, world(2))).toThrow(expect.objectContaining({ code: 'checkpoint-exists' }));
    expect(() => openCheckpoint(file, true, world(2, [1]))).toThrow(
      expect.objectContaining({ code: 'checkpoint-in-use', facts: { file, pid: 1 } }),
    );
    openCheckpoint(file, true, world(2)).close();
    openCheckpoint(file, true, world(3, [2])).close();
  });

  test.each(['some other file\n', '{"a":1}\n'])('is not written into a file that holds %j', (text) => {
    writeFileSync(file, text);
    expect(() => openCheckpoint(file, true, world(1))).toThrow(
      expect.objectContaining({ code: 'checkpoint-unreadable', facts: { file, reason: 'damaged' } }),
    );
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('needs a file that can be written', () => {
    const there = path.dirname(file);
    expect(() => openCheckpoint(there, true, world(1))).toThrow(
      expect.objectContaining({ code: 'checkpoint-unreadable', facts: { file: there, reason: 'EISDIR' } }),
    );
  });
});
