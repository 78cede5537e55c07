import { offeredIn } from '../../src/build/offered.ts';
import { complete } from '../../src/completion/complete.ts';
import type { Dialect } from '../../src/completion/dialect.ts';
import { shellWords } from '../../src/completion/shell.ts';
import { data, registry } from '../registry/sample.ts';

const offered = offeredIn('en');

/** What the program would tell a shell: words in any order, their blanks taken away. */
export function told(line: string, shell: Dialect): readonly string[] {
  const completion = complete(line, line.length, { registry, ...offered });
  const words = shellWords(line, completion, shell, { ...offered, asMenu: true });
  return words.map(([word]) => word.trimEnd()).sort();
}

const someApis = data.apis.map(({ name }) => name).filter((_, at) => at % 41 === 0);

/** Lines that a shell can answer from its lists, and lines where it has to see that it cannot. */
export const lines: readonly string[] = [
  ...['', 'q', 'queryvm', 'QueryVm', 'Zzz', 'backup', 'login', 'LOGIN', 'qvm', '--sandbox QueryHo'],
  ...[...someApis, 'QueryVmInstance', 'QueryHost', 'QueryDatabaseBackup', 'CreateVmInstance'].flatMap((api) =>
    ['', 'n', 'na', 'name', 'U', 'uuid=x ', 'name~=x na', 'name!=x na', 'name=x na', 'limit=1  li', 'xyz'].map(
      (rest) => `${api} ${rest}`,
    ),
  ),
  ...['QueryHost hypervisorType=KVM us', 'QueryHost hypervisorType~=KVM us', 'queryhost na', 'QueryVmInstance host.na'],
  ...[
    'QueryVmInstance host.name=x na',
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
