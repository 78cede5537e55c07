import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenRules, commandsForFreshMachine, playPage } from './harness/readme.ts';
import { openShell } from './harness/shell.ts';

const root = path.resolve(import.meta.dirname, '..');
const files = ['README.md', 'README.zh-CN.md'];

describe.each(files)('%s', (name) => {
  const file = path.join(root, name);
  const page = readFileSync(file, 'utf8');

  it('shows what the program really prints', { timeout: 120_000 }, async () => {
    const shell = openShell();
    try {
      const played = await playPage(page, shell);
      if (process.env.UPDATE) writeFileSync(file, played.page);
      else expect(played.difference).toBe('');
      expect(played.count).toBeGreaterThan(0);
    } finally {
      shell.close();
    }
  });

  it('has two commands for a fresh machine', () => {
    expect(brokenRules(commandsForFreshMachine(page))).toEqual([]);
  });

  it('has the command that .ci/run runs', () => {
    const [, command] = /^command='(.*)'$/m.exec(readFileSync(path.join(root, '.ci/run'), 'utf8')) ?? [];
    expect(command).toBe(commandsForFreshMachine(page)[1]);
  });
});

it('the page in Chinese has every command of the one in English, and Chinese punctuation', () => {
  const [english = '', chinese = ''] = files.map((name) => readFileSync(path.join(root, name), 'utf8'));
  const commandsIn = (page: string): readonly string[] => page.match(/^\$ .*$/gm) ?? [];
  expect(commandsIn(chinese).slice(1)).toEqual(commandsIn(english));
  const prose = chinese.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`]*`|\]\([^)]*\)/g, '');
  expect(prose.match(/.*(?:\p{Script=Han}[,:;?!(]|[,:;(]\p{Script=Han}).*/gu)).toBeNull();
});
