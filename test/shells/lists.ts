import { expect } from 'vitest';
import { offeredIn } from '../../src/build/offered.ts';
import { complete } from '../../src/completion/complete.ts';
import type { Dialect } from '../../src/completion/dialect.ts';
import { shellWords } from '../../src/completion/shell.ts';
import { data, registry } from '../registry/sample.ts';

export const english = { ...process.env, LC_ALL: 'C.UTF-8', ZSTACK_LANG: '' };

const offered = await offeredIn('en');

/** What the program would tell a shell: words in any order, their blanks taken away. */
function told(line: string, shell: Dialect): readonly string[] {
  const completion = complete(line, line.length, { registry, ...offered });
  const words = shellWords(line, completion, shell, { ...offered, asMenu: true });
  return words.map(([word]) => word.trimEnd()).sort();
}

const someApis = data.apis.map(({ name }) => name).filter((_, at) => at % 41 === 0);

/** Lines that a shell can answer from its lists, and lines where it has to see that it cannot. */
const lines: readonly string[] = [
  ...['', 'q', 'queryvm', 'QueryVm', 'Zzz', 'backup', 'login', 'LOGIN', 'qvm', '--sandbox QueryHo'],
  ...[...someApis, 'QueryVmInstance', 'QueryHost', 'QueryDatabaseBackup', 'CreateVmInstance'].flatMap((api) =>
    ['', 'n', 'na', 'name', 'U', 'uuid=x ', 'name~=x na', 'name!=x na', 'name=x na', 'limit=1  li', 'xyz'].map(
      (rest) => `${api} ${rest}`,
    ),
  ),
  ...['QueryHost hypervisorType=KVM us', 'QueryHost hypervisorType~=KVM us', 'queryhost na', 'QueryVmInstance host.na'],
  ...[
    'QueryVmInstance host.name=x na',
    'QueryVmInstance host.name=x ho',
    'QueryVmInstance name=x host.name=x na',
    'BootstrapMiniHost local.sn=x lo',
    'BootstrapMiniHost local.sn=x pe',
    'AddSecurityGroupRule rules[0].protocol=TCP ru',
    'QueryVmInstance host',
    'QueryVmInstance state=R',
    'nosuch na',
    'help n',
    'sandbox st',
  ],
  ...[
    'QueryVmInstance -o json na',
    'QueryVmInstance -',
    'login acc',
    'QueryVmInstance "name=x y" na',
    '--sandbox QueryHost na',
  ],
];

export const inputOfLines = lines.map((line) => `${line}\n`).join('');

/** Compares what a shell found by itself, a line of `own` and words each with a tab, empty where it would ask. */
export function expectOwn(answer: Buffer, shell: Dialect): void {
  const own = String(answer)
    .split('\n')
    .map((line) => line.split('\t').slice(0, -1));
  const answered = lines.flatMap((line, at) => (own[at]?.[0] === 'own' ? [[line, own[at].slice(1)] as const] : []));
  expect(answered.length).toBeGreaterThan(lines.length / 3);
  for (const [line, words] of answered)
    expect([line, words.map((word) => word.trimEnd()).sort()]).toEqual([line, told(line, shell)]);
}
