import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSources } from '../../src/input/sources.ts';

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'zstack-cli-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const { signal: interrupted } = new AbortController();
const none = Readable.from([]);

describe('a file', () => {
  it('is read as text, without a byte order mark', async () => {
    const home = folder();
    writeFileSync(path.join(home, 'a.txt'), '\ufeff云\n');
    const sources = openSources({ stdin: none, home, interrupted });
    expect(await sources.file(path.join(home, 'a.txt'))).toBe('云\n');
    expect(await sources.file('~/a.txt')).toBe('云\n');
  });

  it.each([
    ['missing', 'ENOENT'],
    ['.', 'EISDIR'],
    ['binary', 'not-text'],
  ])('%s is refused: %s', async (name, reason) => {
    const home = folder();
    writeFileSync(path.join(home, 'binary'), Buffer.from([0xff, 0xfe, 0x00]));
    const file = path.join(home, name);
    const span = { start: 1, end: 2 };
    await expect(openSources({ stdin: none, home, interrupted }).file(file, span, 'x=@@y')).rejects.toMatchObject({
      code: 'file-unreadable',
      facts: { file, reason, escaped: 'x=@@y' },
      span,
    });
  });
});

describe('standard input', () => {
  it('is put together from pieces that cut a character', async () => {
    const bytes = Buffer.from('云主机');
    const stdin = Readable.from([bytes.subarray(0, 4), bytes.subarray(4)]);
    expect(await openSources({ stdin, home: '/', interrupted }).stdin()).toBe('云主机');
  });

  it('is read once', async () => {
    const sources = openSources({ stdin: Readable.from(['a']), home: '/', interrupted });
    expect(await sources.stdin()).toBe('a');
    await expect(sources.stdin({ start: 3, end: 4 })).rejects.toMatchObject({
      code: 'stdin-twice',
      span: { start: 3 },
    });
  });

  it('is left when somebody interrupts', async () => {
    const interruption = new AbortController();
    const stdin = new Readable({ read: () => undefined });
    const reading = openSources({ stdin, home: '/', interrupted: interruption.signal }).stdin();
    interruption.abort();
    await expect(reading).rejects.toMatchObject({ code: 'interrupted' });
    expect(stdin.destroyed).toBe(true);
  });
});
