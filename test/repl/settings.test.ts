import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Terminal } from '../harness/terminal.ts';
import { enter, prompt, takeSeat } from './desk.ts';

const seat = takeSeat();
let seats = 0;

/** A REPL with settings of its own, in files as they were written. */
async function settled(
  files: Readonly<Record<string, unknown>>,
  options: { readonly env?: Readonly<Record<string, string>>; readonly words?: string } = {},
): Promise<{ readonly terminal: Terminal; read(name: string): unknown }> {
  const home = path.join(seat.shell().home, `settings-${++seats}`);
  const folder = path.join(home, 'zstack-cli');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(content), { mode: 0o600 });
  const terminal = await seat.open({ ...options, env: { XDG_CONFIG_HOME: home, ...options.env } });
  return { terminal, read: (name) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) };
}

describe('settings of the REPL', () => {
  it('are those of every command', async () => {
    const { terminal, read } = await settled({});
    await enter(terminal, 'set timing=on', prompt);
    await enter(terminal, 'config get timing', /^on$/m);
    await enter(terminal, 'config set bell 0', prompt);
    await enter(terminal, 'show bell', /bell +0/);
    await enter(terminal, 'QueryZone limit=1', /server \d+ ms/);
    await enter(terminal, 'config list --origin -o csv | grep timing', /^timing,on,config/m);
    expect(read('config')).toMatchObject({ settings: { timing: 'on', bell: 0 } });
    await enter(terminal, 'set language zh', prompt);
    await enter(terminal, 'set nonsense 1', '没有设置项“nonsense”');
  });

  it('are kept for a profile where they belong to its cloud or are its own', async () => {
    const { terminal, read } = await settled(
      { config: { profiles: { here: { pager: 'off' } } } },
      { words: '--profile here' },
    );
    await enter(terminal, 'set production true', prompt);
    await enter(terminal, 'set pager on', prompt);
    await enter(terminal, 'set timing on', prompt);
    expect(read('config')).toEqual({
      settings: { timing: 'on' },
      profiles: { here: { pager: 'on', production: true } },
    });
    expect(terminal.output()).toContain('\u001b[31mhere >>>');
  });

  it('say so where something stronger counts', async () => {
    const { terminal } = await settled({}, { env: { ZSTACK_TIMING: 'off' } });
    await enter(terminal, 'set timing on', 'timing is kept, but the variable ZSTACK_TIMING says otherwise here');
  });

  it('win over what the session began with', async () => {
    const { terminal } = await settled({}, { words: '--sandbox -o json' });
    await enter(terminal, 'QueryZone limit=1 fields=name', '"inventories"');
    await enter(terminal, 'set output csv', prompt);
    await enter(terminal, 'QueryZone limit=1 fields=name', /^name$/m);
  });

  it('move from the file of an earlier version once, without a word', async () => {
    const { terminal, read } = await settled({
      repl: {
        settings: { 'completion.live': 'off', bell: '3', timing: 'maybe', output: 'json' },
        aliases: { z: 'QueryZone' },
      },
      config: { settings: { output: 'csv' } },
    });
    await enter(terminal, 'z count=true', /total/);
    expect(read('config')).toEqual({ settings: { 'completion-live': 'off', bell: 3, output: 'csv' }, profiles: {} });
    expect(read('repl')).toEqual({ aliases: { z: 'QueryZone' }, queries: {} });
    expect(terminal.output()).not.toMatch(/error|note/);
  });

  it('follow the profile that is taken into use', async () => {
    const { terminal } = await settled(
      { config: { profiles: { here: {}, there: { production: true } } } },
      { words: '' },
    );
    await enter(terminal, 'profile use there', /^there >>> ?$/m);
    expect(terminal.output()).toContain('\u001b[31mthere >>>');
  });

  it('open it even where they are wrong, and that is told', async () => {
    const { terminal } = await settled({ config: { settings: { output: 'tabel' } } });
    await terminal.until('output cannot be “tabel”');
    await enter(terminal, 'config get color', /^auto$/m);
    await enter(terminal, 'config unset output', prompt);
    await enter(terminal, 'config get output', /output\nauto$/m);
    expect(terminal.output().split('cannot be')).toHaveLength(2);
  });
});

describe('the prompt of a production profile', () => {
  const config = { profiles: { here: { production: true }, 'my-prod-2': {}, there: {} } };

  it.each([
    ['here', true],
    ['my-prod-2', true],
    ['there', false],
  ])('of %s is red: %s', async (profile, isRed) => {
    const { terminal } = await settled({ config }, { words: `--profile ${profile}` });
    expect(terminal.output().includes(`\u001b[31m${profile} >>>`)).toBe(isRed);
  });

  it.each(['NO_COLOR=1', 'ZSTACK_COLOR=never'])('has no colour with %s', async (variable) => {
    const [name = '', value = ''] = variable.split('=');
    const { terminal } = await settled({ config }, { words: '--profile here', env: { [name]: value } });
    expect(terminal.output()).toContain('here >>>');
    expect(terminal.output()).not.toMatch(/\u001b\[[\d;]*[1-9]m/);
  });
});
