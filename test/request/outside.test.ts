import { expect, it } from 'vitest';
import { readStatement, type Statement } from '../../src/language/statement.ts';
import { readCompleteLine } from '../../src/language/words.ts';
import { apiOf } from '../../src/request/build.ts';
import { sourceOf, withContent } from '../../src/request/outside.ts';
import { registry } from './registry.ts';

function sources(line: string): readonly string[] {
  const statement = readStatement(readCompleteLine(line)) as Statement;
  const api = apiOf(statement, registry);
  return statement.arguments.map((argument) => {
    const source = sourceOf(api, argument, registry);
    if (source.kind === 'here') return `here ${source.argument.value}`;
    return source.kind === 'file' ? `file ${source.path} or ${source.escaped}` : source.kind;
  });
}

it.each<[string, string]>([
  ['CreateVmInstance description=@notes.txt', 'file notes.txt or description=@@notes.txt'],
  ['CreateVmInstance description=@file:notes.txt', 'file notes.txt or description=@@file:notes.txt'],
  ['CreateVmInstance description=@/dev/stdin', 'file /dev/stdin or description=@@/dev/stdin'],
  ['CreateVmInstance description=@@team', 'here @team'],
  ['CreateVmInstance description=a@b', 'here a@b'],
  ['CreateVmInstance description=-', 'stdin'],
  ['CreateVmInstance description=--', 'here --'],
  ['CreateVmInstance hostUuid=@host-1', 'here @host-1'],
  ['CreateVmInstance hostUuid=@name:host-1', 'here @name:host-1'],
  ['CreateVmInstance hostUuid=@@x', 'here @@x'],
  ['CreateVmInstance hostUuid=@file:uuid.txt', 'file uuid.txt or hostUuid=@@file:uuid.txt'],
  ['CreateVmInstance hostUuid=-', 'stdin'],
  ['CreateVmInstance l3NetworkUuids=@a,@b', 'here @a,@b'],
  ['CreateVmInstance systemTags=@tags.json', 'file tags.json or systemTags=@@tags.json'],
  ['AddSecurityGroupRule rules=@rules.json', 'file rules.json or rules=@@rules.json'],
  ['AddSecurityGroupRule rules[0].remoteSecurityGroupUuid=@db', 'here @db'],
  ['AddSecurityGroupRule rules[0].description=@d.txt', 'file d.txt or rules[0].description=@@d.txt'],
  ['CreateVmInstance nwe=@x', 'file x or nwe=@@x'],
  ['QueryVmInstance hostUuid=@x', 'here @x'],
  ['QueryVmInstance name=@x', 'here @x'],
  ['QueryVmInstance name=-', 'here -'],
  ['QueryVmInstance conditions=@c.json', 'file c.json or conditions=@@c.json'],
  ['QueryVmInstance conditions=-', 'stdin'],
])('%s comes from %s', (line, expected) => {
  expect(sources(line)).toEqual([expected]);
});

it('names only what can be named', () => {
  expect(() => sources('CreateVmInstance description=@name:x')).toThrow(
    expect.objectContaining({ code: 'not-nameable', facts: { name: 'description' } }),
  );
});

it('leaves out the last line breaks of what was read, unless the server keeps blanks too', () => {
  const content = (line: string): string => {
    const statement = readStatement(readCompleteLine(line)) as Statement;
    const [argument] = statement.arguments;
    return argument ? withContent(apiOf(statement, registry), argument, 'a\nb\r\n\n').value : '';
  };
  expect(content('CreateVmInstance description=-')).toBe('a\nb');
  const keeps = registry
    .apiNames()
    .flatMap((name) => registry.api(name) ?? [])
    .find((api) => api.kind !== 'query' && api.params.some(({ noTrim }) => noTrim));
  const name = keeps?.params.find(({ noTrim }) => noTrim)?.name;
  expect(content(`${keeps?.name} ${name}=-`)).toBe('a\nb\r\n\n');
});
