import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { addLines, removeLines } from '../../src/settings/startup.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'startup-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

describe('lines in the start-up file of a shell', () => {
  it.each(['', 'alias a=b\n', '# >>> conda >>>\nx\n# <<< conda <<<\n'])('come and go behind %j', (before) => {
    const file = path.join(folder, 'rc');
    writeFileSync(file, before);
    expect(addLines(file, ['source a'])).toBe(true);
    const after = readFileSync(file, 'utf8');
    expect(after).toContain(`${before}# >>> zstack-cli completion >>>\nsource a\n# <<<`);
    expect(addLines(file, ['source a'])).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(after);
    expect(removeLines(file)).toBe(true);
    expect(before === '' ? existsSync(file) : readFileSync(file, 'utf8')).toBe(before === '' ? false : before);
    expect(removeLines(file)).toBe(false);
  });

  it('are replaced where they differ, and keep what stands around them', () => {
    const file = path.join(folder, 'rc');
    writeFileSync(file, 'before');
    addLines(file, ['old']);
    writeFileSync(file, `${readFileSync(file, 'utf8')}after\n`);
    expect(addLines(file, ['new'])).toBe(true);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('old');
    expect(text.match(/>>> zstack-cli completion >>>/g)).toHaveLength(1);
    removeLines(file);
    expect(readFileSync(file, 'utf8')).toBe('before\nafter\n');
  });

  it('make folders and files that are missing, and keep links and modes', () => {
    const file = path.join(folder, 'deep/er/rc');
    expect(addLines(file, ['x'])).toBe(true);
    expect(existsSync(file)).toBe(true);
    const real = path.join(folder, 'dotfiles-rc');
    const link = path.join(folder, '.rc');
    writeFileSync(real, 'a\n');
    chmodSync(real, 0o600);
    symlinkSync(real, link);
    addLines(link, ['x']);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toContain('zstack-cli');
    expect(statSync(real).mode & 0o777).toBe(0o600);
  });

  it('say where they could not be written', () => {
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => addLines(path.join(folder, 'file/rc'), ['x'])).toThrow(
      expect.objectContaining({
        code: 'settings-unwritable',
        facts: { file: path.join(folder, 'file/rc'), reason: 'ENOTDIR' },
      }),
    );
  });
});
