import { describe, expect, it } from 'vitest';
import { readSource } from './source.ts';

describe('what a source takes', () => {
  it.each([
    [`import a from './a.ts'`, './a.ts', 'static'],
    [`import './a.ts'`, './a.ts', 'static'],
    [`import { a, type B } from './a.ts'`, './a.ts', 'static'],
    [`import type { A } from './a.ts'`, './a.ts', 'type'],
    [`export * from './a.ts'`, './a.ts', 'static'],
    [`export { a } from './a.ts'`, './a.ts', 'static'],
    [`export type { A } from './a.ts'`, './a.ts', 'type'],
    [`let a: import('./a.ts').A`, './a.ts', 'type'],
    [`const a = async () => (await import('./a.ts')).a`, './a.ts', 'lazy'],
    [`const a = require('a')`, 'a', 'lazy'],
    [`import a = require('a')`, 'a', 'static'],
    ['const a = (name: string) => import(name)', '?', 'lazy'],
  ])('%s', (text, of, how) => {
    expect(readSource(text).imports).toEqual([{ of, how }]);
  });

  it('is not told in comments and strings', () => {
    const text = `// import a from 'a'\n/* process.exit() */ export const a = "import('b') process" + \`require('c')\`;`;
    expect(readSource(text)).toEqual({ imports: [], uses: new Set(['a']), lines: 2 });
  });

  it.each([
    ['process.exit()', 'process'],
    [`process['exit']()`, 'process.exit'],
    ['const { argv } = process', 'process'],
    ['const copy = { process }', 'process'],
    [`const shout = \`\${console}\``, 'console'],
    ['globalThis.process.exit()', 'globalThis.process'],
    ['const at = Date.now()', 'Date.now'],
    ['const at = new Date()', 'new Date()'],
  ])('%s uses %s', (text, use) => {
    expect(readSource(text).uses).toContain(use);
  });

  it.each(['io.process.stop()', 'const a = { process: 1 }', 'interface A { readonly process: string }', 'new Date(0)'])(
    '%s uses nothing of the world',
    (text) => {
      const { uses } = readSource(text);
      for (const use of ['process', 'console', 'new Date()']) expect(uses).not.toContain(use);
    },
  );
});
