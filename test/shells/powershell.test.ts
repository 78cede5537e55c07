import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { installed, openHome, root } from './shell.ts';

const script = `${root}/completions/zstack-cli.ps1`;

/** Calls the program as the script does. */
function asked(line: string): readonly string[] {
  const words =
    /& \$commandAst\.GetCommandName\(\) (.*) \$encoded/.exec(readFileSync(script, 'utf8'))?.[1]?.split(' ') ?? [];
  const encoded = Buffer.from(line).toString('base64');
  const program = `${root}/bin/zstack-cli.js`;
  const answer = execFileSync(process.execPath, [program, ...words, encoded], {
    env: openHome().env,
    encoding: 'utf8',
  });
  return answer.split('\n').slice(0, -1);
}

describe('PowerShell', () => {
  it.each([
    [' QueryZone descr', ['description=\tstring']],
    [" QueryVmInstance 'state=Runn", ["'state=Running' \t"]],
    [' QueryVmInstance name="机房" state`?=Runn', ['state`?=Running\t']],
    [' QueryVmInstance name`!', ['name!=\t', 'name!~=\t', 'name!`?=\t']],
    [' QueryVmInstance fields=uuid`,alloc', ['fields=uuid`,allocatorStrategy`,\tstring']],
  ])('is told what fits %s', (line, expected) => {
    expect(asked(line)).toEqual(expected);
  });

  it.runIf(installed('pwsh'))('completes', () => {
    const ask = `. '${script}'; $line = 'zstack-cli QueryZone descr'
      (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText`;
    expect(execFileSync('pwsh', ['-NoProfile', '-Command', ask], { env: openHome().env, encoding: 'utf8' })).toBe(
      'description=\n',
    );
  });
});
