import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../src/commands/commands.ts';
import { optionTable } from '../../src/options.ts';

const script = path.resolve(import.meta.dirname, '../../completions/zstack-cli.bash');

/** What bash offers for the last of these words. */
function offered(...words: readonly string[]): readonly string[] {
  const ask = `source "$0"; COMP_WORDS=(zstack-cli "$@"); COMP_CWORD=$#; _zstack_cli; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['--norc', '-c', ask, script, ...words], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

it('offers every command', () => {
  expect([...offered('')].sort()).toEqual(Object.keys(commands).sort());
});

it('offers every option', () => {
  const flags = optionTable.flatMap(({ flags }) => flags.match(/--?[\w-]+/g) ?? []);
  expect([...offered('-')].sort()).toEqual(flags.sort());
});

it.each(
  optionTable.flatMap(({ flags, values }) => (values ? [[/--[\w-]+/.exec(flags)?.[0] ?? '', values] as const] : [])),
)('offers the values of %s', (flag, values) => {
  expect(offered(flag, '')).toEqual(values);
});

it('filters by what is typed', () => {
  expect(offered('--lo')).toEqual([]);
  expect(offered('log')).toEqual(['login', 'logout']);
  expect(offered('sandbox', 'st')).toEqual(['start', 'stop', 'status']);
});
