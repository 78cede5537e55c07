import { expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { exampleOf } from '../../src/explain/example.ts';
import { readStatement, type Statement } from '../../src/language/statement.ts';
import { quoteWord, readCompleteLine } from '../../src/language/words.ts';
import type { Api } from '../../src/registry/types.ts';
import { buildRequest } from '../../src/request/build.ts';
import { requiredParams } from '../../src/request/target.ts';
import { registry } from '../request/registry.ts';

const apis = registry.apiNames().flatMap((name) => registry.api(name) ?? []);

/** What is wrong with the example of an API, read from a line as somebody types it. */
function wrongWith(api: Api): readonly string[] {
  const words = exampleOf(api, registry);
  const statement = readStatement(readCompleteLine(words.map((word) => quoteWord(word)).join(' '))) as Statement;
  try {
    const { notes } = buildRequest(api, statement, registry, { validate: true, byUuid: false });
    return notes.map(({ code }) => `${api.name}: note ${code}`);
  } catch (error) {
    return (problemsOf(error) ?? [error as Error]).map(
      (problem) => `${api.name}: ${problem.message} ${JSON.stringify('facts' in problem && problem.facts)}`,
    );
  }
}

it('the example of every API passes every check', () => {
  expect(apis.length).toBeGreaterThan(2000);
  expect(apis.flatMap((api) => wrongWith(api))).toEqual([]);
});

it('an example gives all that is required, and lists what it needs only once', () => {
  for (const api of apis) {
    const names = exampleOf(api, registry)
      .slice(1)
      .map((word) => word.replace(/[~=].*$/s, ''));
    expect(names).toEqual([...new Set(names)]);
    if (api.kind !== 'query') expect(names).toEqual(expect.arrayContaining([...requiredParams(api)]));
  }
});

it.each<[string, string]>([
  ['QueryVmInstance', 'name~=test fields=uuid,name limit=10'],
  ['CreateDatabaseBackup', 'name=my-backup backupStorageUuid=36c27e8ff05c4780bf6d2fa65700f22e'],
  ['UpdateZone', 'uuid=36c27e8ff05c4780bf6d2fa65700f22e name=my-zone'],
  ['ChangeZoneState', 'uuid=36c27e8ff05c4780bf6d2fa65700f22e stateEvent=enable'],
  ['AddSecurityGroupRule', 'securityGroupUuid=36c27e8ff05c4780bf6d2fa65700f22e rules=[{"type":"Ingress"}]'],
])('%s %s', (name, words) => {
  expect(
    exampleOf(registry.api(name) as Api, registry)
      .slice(1)
      .join(' '),
  ).toBe(words);
});
