import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noticesOf } from '../../src/build/licenses.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('the licenses of what is bundled', () => {
  const text = readFileSync(path.join(root, 'dist/licenses.txt'), 'utf8');
  const notices = text.split(/\n-{78}\n\n/).slice(1);
  const heads = notices.map((notice) => notice.split('\n', 3) as [string, string, string]);

  it('stand beside the program, each with an address of its sources', () => {
    const names = heads.map(([package_]) => package_.replace(/ [^ ]+$/, ''));
    const expected = ['commander', 'chalk', 'cli-table3', 'conf', 'enquirer', 'undici', 'yaml', 'node-sqlite3-wasm'];
    expect(names).toEqual(expect.arrayContaining([...expected, '@jmespath-community/jmespath']));
    expect(heads.filter(([, , address]) => !/^https:\/\/\S+$/.test(address))).toEqual([]);
    expect(text).toContain('Mozilla Public License');
  });

  it('are of kinds that allow it', () => {
    expect([...new Set(heads.map(([, license]) => license))].toSorted()).toEqual([
      'BSD-3-Clause',
      'ISC',
      'MIT',
      'MPL-2.0',
    ]);
  });
});

it('a package without a license cannot be bundled', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-licenses-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const of = path.join(folder, 'node_modules/@a/b');
  mkdirSync(of, { recursive: true });
  writeFileSync(path.join(of, 'package.json'), '{"name":"@a/b","version":"1.0.0","license":"MIT","repository":"a/b"}');
  const inputs = ['../x/node_modules/@a/b/index.js', '../x/node_modules/@a/b/more.js', 'src/main.ts'];
  expect(() => noticesOf(inputs, folder)).toThrow('no license of @a/b');
  writeFileSync(path.join(of, 'LICENSE'), 'as you like\n');
  expect(noticesOf(inputs, folder)).toContain('@a/b 1.0.0\nMIT\nhttps://github.com/a/b\n\nas you like\n');
});
