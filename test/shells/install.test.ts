import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { installed, openHome, openPrompt, tab } from './shell.ts';

describe('completion install', () => {
  it.each([
    ['bash', '.bashrc', 'exec bash -i', `PS1='> '\n`],
    ['zsh', '.zshrc', 'exec zsh -i', `PS1='> '\n`],
    [
      'fish',
      '.config/fish/completions/zstack-cli.fish',
      `exec fish -i -C "function fish_prompt; echo -n '> '; end"`,
      '',
    ],
  ] as const)('makes Tab work in a new %s, and uninstall takes it away', async (shell, name, command, before) => {
    if (!installed(shell)) return;
    const home = openHome();
    const file = path.join(home.home, name);
    if (before !== '') writeFileSync(file, before);
    const first = await home.run(`zstack-cli completion install ${shell}`);
    expect(first).toEqual({ stdout: expect.stringContaining(`added to ${file}`), stderr: '', exit: 0 });
    const again = await home.run(`SHELL=/bin/${shell} zstack-cli completion install`);
    expect(again.stdout).toBe(`${file} has it already\n`);
    await tab(await openPrompt(command, home, 100), 'zstack-cli QueryDatabaseB', 'zstack-cli QueryDatabaseBackup ');
    expect((await home.run(`zstack-cli completion uninstall ${shell}`)).stdout).toBe(`removed from ${file}\n`);
    expect(before === '' ? existsSync(file) : readFileSync(file, 'utf8')).toBe(before === '' ? false : before);
    expect((await home.run(`zstack-cli completion uninstall ${shell}`)).stdout).toBe(`nothing of it is in ${file}\n`);
  });

  it('prints scripts that work wherever they are sourced', async () => {
    const home = openHome();
    await home.run('zstack-cli completion bash > somewhere.bash');
    const ask = `source ./somewhere.bash; COMPREPLY=(); _zstack_cli_from_lists ' QueryZone descr' && echo "\${COMPREPLY[@]}"`;
    expect((await home.run(ask)).stdout).toBe('description=\n');
    expect((await home.run('zstack-cli completion powershell')).stdout).toContain('Register-ArgumentCompleter');
  });

  it('says which shells there are', async () => {
    const { stdout, stderr, exit } = await openHome().run('zstack-cli completion install tcsh');
    expect({ stdout, exit }).toEqual({ stdout: '', exit: 2 });
    expect(stderr).toContain('bash, zsh, fish or powershell');
  });
});
