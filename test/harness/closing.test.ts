import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closingLine, countOf } from '../closing.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'closing-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the files as tests of their own; the exit code and the last line of all output. */
function runTests(files: Readonly<Record<string, string>>): { readonly status: number | null; readonly last: string } {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--globals', '--dir', folder],
    { cwd: root, encoding: 'utf8', env: { ...process.env, CI: 'true' } },
  );
  expect(stdout.endsWith('\n'), stdout + stderr).toBe(true);
  return { status, last: stdout.trimEnd().split('\n').at(-1) ?? '' };
}

describe('the closing line', () => {
  it('counts what passed, failed and was skipped', () => {
    const passes = `test('a', () => {}); test('b', () => {});`;
    expect(runTests({ 'good.test.ts': passes })).toEqual({ status: 0, last: '2 passed, 0 failed' });
    expect(runTests({ 'bad.test.ts': `test('c', () => { throw 0 }); test.skip('d', () => {});` })).toEqual({
      status: 1,
      last: '2 passed, 1 failed, 1 skipped',
    });
  });

  it('counts a file that does not load, a failed hook and an error outside every test', () => {
    const files = {
      'load.test.ts': `import 'no-such-package'; test('never', () => {});`,
      'hook.test.ts': `describe('x', () => { beforeAll(() => { throw new Error('hook') }); test('y', () => {}); });`,
      'late.test.ts': `test('z', () => { void Promise.reject(new Error('nobody waits')) });`,
    };
    expect(runTests(files)).toEqual({ status: 1, last: '1 passed, 3 failed, 1 skipped' });
  });

  it('is there when nothing ran', () => {
    expect(runTests({})).toEqual({ status: 1, last: '0 passed, 0 failed' });
  });

  it('does not take a test without an end for a success', () => {
    const module = {
      errors: () => [],
      children: { allTests: () => [{ result: () => ({ state: 'pending' }) }], allSuites: () => [] },
    };
    expect(closingLine(countOf(module))).toBe('0 passed, 1 failed');
  });
});
