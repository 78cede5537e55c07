import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { english, expectOwn, inputOfLines } from './lists.ts';
import { installed, openHome, openPrompt, root, tab } from './shell.ts';

const script = `${root}/completions/zstack-cli.fish`;

const lines: readonly (readonly [typed: string, line: string])[] = [
  ['zstack-cli QueryDatabaseB', 'zstack-cli QueryDatabaseBackup '],
  ['zstack-cli QueryDatabaseBackup na', 'zstack-cli QueryDatabaseBackup name='],
  ['zstack-cli QueryVmInstance host.cluster.zone.na', 'zstack-cli QueryVmInstance host.cluster.zone.name='],
  ['zstack-cli QueryVmInstance name~', 'zstack-cli QueryVmInstance name~='],
  ['zstack-cli QueryVmInstance state=Runn', 'zstack-cli QueryVmInstance state=Running '],
  ["zstack-cli QueryVmInstance 'state=Runn", "zstack-cli QueryVmInstance 'state=Running' "],
  ['zstack-cli QueryHost hypervisorType=KVM usern', 'zstack-cli QueryHost hypervisorType=KVM username='],
  ['zstack-cli QDBk', 'zstack-cli QueryDatabaseBackup '],
  ['zstack-cli --outp', 'zstack-cli --output '],
  ['echo a; zstack-cli QueryZone descr', 'echo a; zstack-cli QueryZone description='],
];

describe.runIf(installed('fish'))('fish', () => {
  it('completes words with our operators', { timeout: 60_000 }, async () => {
    const home = openHome();
    const folder = path.join(home.home, '.config/fish');
    mkdirSync(folder, { recursive: true });
    const prompt = `function fish_prompt; echo -n '> '; end; set -g fish_greeting; set -g fish_autosuggestion_enabled 0`;
    writeFileSync(path.join(folder, 'config.fish'), `${prompt}; source '${script}'\n`);
    const terminal = await openPrompt('exec fish -i', home, 120);
    for (const [typed, line] of lines) {
      await tab(terminal, typed, line);
      terminal.press('ctrl-u', 'ctrl-l');
    }
  });

  it('describes words', () => {
    const home = openHome();
    const ask = `source '${script}'; complete -C 'zstack-cli StartVmInstance u'; complete -C 'zstack-cli QueryVmInstance host'`;
    const answer = String(execFileSync('fish', ['--no-config', '-c', ask], { env: { ...home.env, LANG: 'C.UTF-8' } }));
    expect(answer.split('\n')).toEqual(
      expect.arrayContaining(['uuid=\tstring, required', 'host.\t→ Host', 'hostUuid=\tstring']),
    );
  });

  it('finds by itself what the program would tell', () => {
    const ask = `
      source $argv[1]
      while read -lz text
        for text in (string split \\n -- $text)
          set -l found (__zstack_cli_from_lists " $text")
          and printf 'own\\t'; and printf '%s\\t' (string replace -r '\\t.*' '' -- $found)
          echo
        end
      end`;
    expectOwn(execFileSync('fish', ['--no-config', '-c', ask, script], { input: inputOfLines, env: english }), 'fish');
  });
});
