import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Dialect, type Quote, write } from '../../src/completion/dialect.ts';
import { installed } from './shell.ts';

const quotes: readonly Quote[] = ['', "'", '"'];

const texts = [
  ...[
    'name=two words',
    "it's",
    'a"b',
    'a\\b',
    '$HOME',
    '$(id)',
    '`id`',
    'a!b',
    '!!',
    'wow!',
    'state?=x',
    'a*b',
    '[ab]',
  ],
  ...[
    '{a,b}',
    'cpuNum>=4',
    '<x',
    'a|b',
    'a;b',
    'a&b',
    '(x)',
    '#x',
    'a#b',
    '~',
    '~=x',
    'x=~',
    '^x',
    '%x',
    '@x',
    '云主机 测试',
  ],
  ...['👨‍👩‍👧', 'name!~=x', 'name!?=x', 'a,b', 'zql=query x', 'mixed \'"\\$`! end', '\\', "'", '"', 'a\\', '-', '=x'],
];

/** Words as an interactive shell reads them, where history and globs are on. */
const readers: readonly (readonly [Dialect, (line: string) => readonly string[]])[] = [
  [
    'bash',
    (line) => ['bash', '--norc', '-c', `set -H; shopt -s failglob extglob; eval "$1"`, 'x', `printf '%s\\0' ${line}`],
  ],
  ['zsh', (line) => ['zsh', '-f', '-o', 'extendedglob', '-c', `printf '%s\\0' ${line}`]],
  ['fish', (line) => ['fish', '--no-config', '-c', `printf '%s\\0' ${line}`]],
];

describe.each(readers)('%s', (shell, reader) => {
  it.runIf(installed(shell)).each(quotes)('reads what is written inside of %j', (quote) => {
    for (const to of quotes) {
      const words = texts.map((text) => `n=${quote}${write(text, quote, to, shell)}${to}y`);
      const [program = '', ...given] = reader(words.join(' '));
      const read = execFileSync(program, given, {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', HOME: '/h' },
      });
      expect(read.split('\0').slice(0, -1)).toEqual(texts.map((text) => `n=${text}y`));
    }
  });
});
