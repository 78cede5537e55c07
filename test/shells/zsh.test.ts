import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import type { Terminal } from '../harness/terminal.ts';
import { installed, openHome, openPrompt, root, tab } from './shell.ts';

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
  ['zstack-cli --output=js', 'zstack-cli --output=json '],
  ['FOO=1 zstack-cli help SYS.1006', 'FOO=1 zstack-cli help SYS.1006 '],
  ['echo a; zstack-cli QueryZone na', 'echo a; zstack-cli QueryZone name='],
  ['echo $(zstack-cli QueryZone na', 'echo $(zstack-cli QueryZone name='],
  [`zstack-cli ZQLQuery zql='query databasebackupst`, `zstack-cli ZQLQuery zql='query databasebackupstorageref`],
];

async function openZsh(): Promise<Terminal> {
  const home = openHome();
  const start = `PS1='> '; autoload -Uz compinit && compinit -u; source '${root}/completions/_zstack-cli'\n`;
  writeFileSync(path.join(home.home, '.zshrc'), start);
  return openPrompt('exec zsh -i', home, 120);
}

describe.runIf(installed('zsh'))('zsh', () => {
  it.each(lines)('%s', async (typed, line) => {
    await tab(await openZsh(), typed, line);
  });
});
