import { describe, expect, it } from 'vitest';
import { breaches, type Rules } from './architecture.ts';
import { readSource } from './source.ts';

const rules: Rules = {
  mayImport: {
    'errors.ts': [],
    language: ['errors.ts'],
    'client/wire.ts': [],
    client: ['client/wire.ts'],
    'main.ts': ['language'],
  },
  homes: { chalk: ['language'], undici: ['client'], '@a/b': ['client'], 'node:fs': ['client/wire.ts'] },
  globals: { process: ['main.ts'], 'Date.now': ['main.ts'], globalThis: [] },
  eager: { entry: 'main.ts', packages: [] },
  length: { lines: 3, longer: {} },
};

function breachesOf(texts: Readonly<Record<string, string>>, change: Partial<Rules> = {}): readonly string[] {
  const sources = new Map(Object.entries(texts).map(([file, text]) => [file, readSource(text)]));
  return breaches(sources, { ...rules, ...change });
}

describe('the rules of the architecture', () => {
  it('let pass what keeps them', () => {
    const texts = {
      'errors.ts': 'export const a = 1',
      'language/words.ts': `import { a } from '../errors.ts'; import { b } from './more.ts'; import chalk from 'chalk';`,
      'language/more.ts': `import type { W } from './words.ts'; export const b = () => import('./words.ts');`,
      'client/wire.ts': `import { readFileSync } from 'node:fs';`,
      'client/client.ts': `import './wire.ts'; import { x } from 'undici/lib/x.js'; import y from '@a/b/c';`,
      'main.ts': `const { words } = await import('./language/words.ts'); process.exitCode = Date.now();`,
    };
    expect(breachesOf(texts)).toEqual([]);
  });

  it.each([
    ['a value', `import { a } from '../client/client.ts'`],
    ['a type', `import type { A } from '../client/client.ts'`],
    ['a lazy part', `const a = () => import('../client/client.ts')`],
    ['something passed on', `export * from '../client/client.ts'`],
  ])('find an import in the wrong direction: %s', (_, text) => {
    expect(breachesOf({ 'language/words.ts': text })).toEqual([
      'language/words.ts: language may not import client (../client/client.ts)',
    ]);
  });

  it('find a table that has two directions', () => {
    expect(breachesOf({}, { mayImport: { language: ['client'], client: ['language'] } })).toEqual([
      'the table: language may import client, which is not above it',
    ]);
  });

  it('know a file that has a row of its own from its folder', () => {
    const mayImport = { 'client/wire.ts': [], client: [], language: ['client/wire.ts'] };
    const text = `import '../client/wire.ts'; import '../client/client.ts';`;
    expect(breachesOf({ 'language/words.ts': text }, { mayImport })).toEqual([
      'language/words.ts: language may not import client (../client/client.ts)',
    ]);
  });

  it('find a folder, a package and a name made at run time that are in no table', () => {
    expect(breachesOf({ 'extra/a.ts': '' })).toEqual(['extra/a.ts: its folder is not in the table']);
    expect(breachesOf({ 'language/a.ts': `import '../extra/a.ts'` })).toEqual([
      'language/a.ts: ../extra/a.ts is not in the table',
    ]);
    expect(breachesOf({ 'language/a.ts': `import x from 'left-pad'` })).toEqual([
      'language/a.ts: left-pad is not in the table',
    ]);
    expect(breachesOf({ 'language/a.ts': `import fs from 'fs'` })).toEqual(['language/a.ts: fs is not in the table']);
    expect(breachesOf({ 'language/a.ts': 'const a = (b: string) => import(b)' })).toEqual([
      'language/a.ts: ? is not in the table',
    ]);
  });

  it.each([
    [`import { Client } from 'undici'`, 'undici belongs to client'],
    [`import type { Client } from 'undici/types'`, 'undici belongs to client'],
    [`const b = () => import('@a/b')`, '@a/b belongs to client'],
    [`import { readFileSync } from 'node:fs'`, 'node:fs belongs to client/wire.ts'],
  ])('find a package outside its home: %s', (text, breach) => {
    expect(breachesOf({ 'language/a.ts': text })).toEqual([`language/a.ts: ${breach}`]);
  });

  it.each([
    ['process.exit()', 'process belongs to main.ts'],
    ['const at = Date.now()', 'Date.now belongs to main.ts'],
    ['globalThis.process', 'globalThis belongs to nobody'],
  ])('find a global outside its home: %s', (text, breach) => {
    expect(breachesOf({ 'language/a.ts': text })).toEqual([`language/a.ts: ${breach}`]);
  });

  it('find a cycle of files, also a long one', () => {
    const texts = {
      'language/a.ts': `import './b.ts'`,
      'language/b.ts': `export * from './c.ts'`,
      'language/c.ts': `import { a } from './a.ts'`,
    };
    expect(breachesOf(texts)).toEqual(['language/a.ts → language/b.ts → language/c.ts → language/a.ts: a cycle']);
  });

  it('find a package that is loaded for nothing, with the way to it', () => {
    const texts = {
      'main.ts': `import './language/a.ts'`,
      'language/a.ts': `import './b.ts'`,
      'language/b.ts': `import 'chalk'`,
    };
    expect(breachesOf(texts)).toEqual([
      'main.ts → language/a.ts → language/b.ts: chalk is loaded before it is known to be needed',
    ]);
    expect(breachesOf({ ...texts, 'main.ts': `import('./language/a.ts')` })).toEqual([]);
  });

  it('find a long file, and an exception that is none', () => {
    const length = { lines: 3, longer: { 'errors.ts': 'one list' } };
    expect(breachesOf({ 'language/a.ts': '1;\n2;\n3;\n4;\n' }, { length })).toEqual([
      'language/a.ts: 4 lines; which two things is it?',
      'errors.ts: is not longer than 3 lines and needs no exception',
    ]);
    expect(breachesOf({ 'errors.ts': '1;\n2;\n3;\n4;\n' }, { length })).toEqual([]);
  });
});
