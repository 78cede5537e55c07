import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import type { Terminal } from '../harness/terminal.ts';
import { expectOwn, inputOfLines } from './lists.ts';
import { openHome, openPrompt, root, tab } from './shell.ts';

const script = `${root}/completions/zstack-cli.bash`;

const lines: readonly (readonly [typed: string, line: string])[] = [
  ['zstack-cli QueryDatabaseB', 'zstack-cli QueryDatabaseBackup '],
  ['zstack-cli querydatabaseb', 'zstack-cli QueryDatabaseBackup '],
  ['zstack-cli qdbbk', 'zstack-cli QueryDatabaseBackup '],
  ['zstack-cli QueryDatabaseBackup na', 'zstack-cli QueryDatabaseBackup name='],
  ['zstack-cli --sandbox QueryDatabaseBackup na', 'zstack-cli --sandbox QueryDatabaseBackup name='],
  ['zstack-cli QueryVmInstance host.cluster.zone.na', 'zstack-cli QueryVmInstance host.cluster.zone.name='],
  ['zstack-cli QueryVmInstance name~', 'zstack-cli QueryVmInstance name~='],
  ['zstack-cli QueryVmInstance name\\!\\?', 'zstack-cli QueryVmInstance name\\!\\?='],
  ['zstack-cli QueryVmInstance state=Runn', 'zstack-cli QueryVmInstance state=Running '],
  ['zstack-cli QueryVmInstance state\\!\\?=Running,Unk', 'zstack-cli QueryVmInstance state\\!\\?=Running,Unknown'],
  ["zstack-cli QueryVmInstance 'state=Runn", "zstack-cli QueryVmInstance 'state=Running' "],
  ['zstack-cli QueryVmInstance "state=Runn', 'zstack-cli QueryVmInstance "state=Running" '],
  ['zstack-cli QueryVmInstance fields=uuid,allocator', 'zstack-cli QueryVmInstance fields=uuid,allocatorStrategy,'],
  ['zstack-cli QueryHost hypervisorType=KVM usern', 'zstack-cli QueryHost hypervisorType=KVM username='],
  ['zstack-cli --outp', 'zstack-cli --output '],
  ['zstack-cli --output=tab', 'zstack-cli --output=table '],
  ['zstack-cli -o tab', 'zstack-cli -o table '],
  ['FOO=1 zstack-cli help SYS.1006', 'FOO=1 zstack-cli help SYS.1006 '],
  ['zstack-cli GetMetricData namespace=ZStack/Bac', 'zstack-cli GetMetricData namespace=ZStack/BackupStorage '],
  [`zstack-cli ZQLQuery zql='query databasebackupst`, `zstack-cli ZQLQuery zql='query databasebackupstorageref`],
];

async function openBash(): Promise<Terminal> {
  const home = openHome();
  writeFileSync(path.join(home.home, 'start'), `PS1='> '\nsource '${script}'\n`);
  return openPrompt('exec bash --noprofile --rcfile start', home, 120);
}

describe('bash', () => {
  it.each(lines)('%s', async (typed, line) => {
    await tab(await openBash(), typed, line);
  });

  it('finds by itself what the program would tell', () => {
    const ask = `
      source "$0"
      while IFS= read -r line; do
        COMPREPLY=()
        if _zstack_cli_from_lists " $line"; then printf '%s\\t' own "\${COMPREPLY[@]}"; fi
        echo
      done`;
    expectOwn(execFileSync('bash', ['--norc', '-c', ask, script], { input: inputOfLines }), 'bash');
  });
});
