import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import type { Terminal } from '../harness/terminal.ts';
import { english, expectOwn, inputOfLines } from './lists.ts';
import { installed, openHome, openPrompt, root, tab } from './shell.ts';

const script = `${root}/completions/_zstack-cli`;

const lines: readonly (readonly [typed: string, line: string])[] = [
  ['zstack-cli QueryDatabaseB', 'zstack-cli QueryDatabaseBackup '],
  ['zstack-cli querydatabaseb', 'zstack-cli QueryDatabaseBackup '],
  ['zstack-cli qdbbk', 'zstack-cli QueryDatabaseBackup '],
  ['zstack-cli QueryDatabaseBackup na', 'zstack-cli QueryDatabaseBackup name='],
  ['zstack-cli --sandbox QueryDatabaseBackup na', 'zstack-cli --sandbox QueryDatabaseBackup name='],
  ['zstack-cli QueryVmInstance host.cluster.zone.na', 'zstack-cli QueryVmInstance host.cluster.zone.name='],
  ['zstack-cli QueryVmInstance name~', 'zstack-cli QueryVmInstance name\\~='],
  ['zstack-cli QueryVmInstance name\\!\\?', 'zstack-cli QueryVmInstance name\\!\\?='],
  ['zstack-cli QueryVmInstance state=Runn', 'zstack-cli QueryVmInstance state=Running '],
  ['zstack-cli QueryVmInstance state\\!\\?=Running,Unk', 'zstack-cli QueryVmInstance state\\!\\?=Running,Unknown'],
  ["zstack-cli QueryVmInstance 'state=Runn", "zstack-cli QueryVmInstance 'state=Running' "],
  ['zstack-cli QueryVmInstance "state=Runn', 'zstack-cli QueryVmInstance "state=Running" '],
  ["zstack-cli QueryVmInstance state='Runn", 'zstack-cli QueryVmInstance state=Running '],
  ['zstack-cli QueryVmInstance fields=uuid,allocator', 'zstack-cli QueryVmInstance fields=uuid,allocatorStrategy,'],
  ['zstack-cli QueryHost hypervisorType=KVM usern', 'zstack-cli QueryHost hypervisorType=KVM username='],
  ['zstack-cli --outp', 'zstack-cli --output '],
  ['zstack-cli --output=tab', 'zstack-cli --output=table '],
  ['FOO=1 zstack-cli help SYS.1006', 'FOO=1 zstack-cli help SYS.1006 '],
  ['echo a; zstack-cli QueryZone na', 'echo a; zstack-cli QueryZone name='],
  ['echo $(zstack-cli QueryZone na', 'echo $(zstack-cli QueryZone name='],
  [`zstack-cli ZQLQuery zql='query databasebackupst`, `zstack-cli ZQLQuery zql='query databasebackupstorageref`],
];

async function openZsh(): Promise<Terminal> {
  const home = openHome();
  const start = `PS1='> '; autoload -Uz compinit && compinit -u; source '${script}'\n`;
  writeFileSync(path.join(home.home, '.zshrc'), start);
  return openPrompt('exec zsh -i', home, 120);
}

describe.runIf(installed('zsh'))('zsh', () => {
  it('completes words with our operators', { timeout: 60_000 }, async () => {
    const terminal = await openZsh();
    for (const [typed, line] of lines) {
      await tab(terminal, typed, line);
      terminal.press('ctrl-u', 'ctrl-l');
    }
  });

  it('keeps what is typed where words have less in common, and describes them', async () => {
    const terminal = await openZsh();
    await tab(terminal, 'zstack-cli vmcd', 'zstack-cli vmcd');
    await terminal.until('QueryVmCdRom');
    terminal.press('ctrl-u', 'ctrl-l');
    await tab(terminal, 'zstack-cli StartVmInstance ', 'zstack-cli StartVmInstance ');
    await terminal.until(/uuid= +-- string, required/);
  });

  it('finds by itself what the program would tell', () => {
    const ask = `
      compdef() {}
      source "$0"
      while IFS= read -r text; do
        line=" $text"; found=()
        if _zstack_cli_from_lists; then print -rn -- own$'\\t'\${(pj:\\t:)found%%$'\\t'*}$'\\t'; fi
        print
      done`;
    expectOwn(execFileSync('zsh', ['-f', '-c', ask, script], { input: inputOfLines, env: english }), 'zsh');
  });
});
