import { expect, it } from 'vitest';
import { explainLine } from '../../src/explain/line.ts';
import { linePage } from '../../src/explain/line-page.ts';
import { readStatement, type Statement } from '../../src/language/statement.ts';
import { readCompleteLine } from '../../src/language/words.ts';
import { writePage } from '../../src/output/page.ts';
import { widthOf } from '../../src/output/width.ts';
import { apiOf, buildRequest } from '../../src/request/build.ts';
import { textIn } from '../../src/text/text.ts';
import { registry } from '../request/registry.ts';

async function explained(line: string, validate = true) {
  const statement = readStatement(readCompleteLine(line)) as Statement;
  const api = apiOf(statement, registry);
  const { request } = buildRequest(api, statement, registry, { validate, byUuid: false });
  return explainLine({ line, api, statement, request, notes: [] }, registry, await (await textIn('en')).pages());
}

it('tells what each word means and what of the request comes from it', async () => {
  const { words, sources, request } = await explained(
    'QueryVmInstance name~=web limit=10 host.zone.name=z sortBy=name fields=',
  );
  expect(words.map(({ meaning }) => meaning)).toEqual([
    'the API: Query VM instances',
    'condition: name is like %web%; the value has neither % nor _, so % is put around it',
    'steers the query: at most so many rows; the server stops at 1000 where nothing is said',
    'condition: host.zone.name is z; joined through host (Host), zone (Zone)',
    'steers the query: order by this field',
    'says nothing and is left out',
  ]);
  expect(request.query.map(([name], at) => [name, sources[at]])).toEqual([
    ['q', 2],
    ['q', 4],
    ['sort', 5],
    ['limit', 3],
  ]);
});

it('tells values as they are sent', async () => {
  const { words, remarks } = await explained(
    'UpdateVmInstance uuid=36c27e8ff05c4780bf6d2fa65700f22e cpuNum=4 systemTags=a,b',
  );
  expect(words.slice(1).map(({ meaning }) => meaning)).toEqual([
    'uuid becomes "36c27e8ff05c4780bf6d2fa65700f22e"',
    'cpuNum becomes 4',
    'systemTags becomes ["a","b"]',
  ]);
  expect(remarks).toEqual(['A job: it goes on after the first answer, and its end is asked for']);
});

it('an apostrophe travels as ZQL, and why is said', async () => {
  const { remarks, request } = await explained(`QueryZone "name=it's"`);
  expect(request.path).toBe('/zql');
  expect(remarks.join()).toContain('ZQL');
});

it('knows the message of the Python zstack-cli', async () => {
  const { python } = await explained(
    'QueryVmInstance name~=web hostUuid=null state!?=Running,Stopped limit=10 fields=uuid,',
  );
  expect(python).toEqual({
    name: 'org.zstack.header.vm.APIQueryVmInstanceMsg',
    message: {
      limit: '10',
      fields: ['uuid'],
      conditions: [
        { name: 'name', op: 'like', value: '%web%' },
        { name: 'hostUuid', op: 'is null' },
        { name: 'state', op: 'not in', value: 'Running,Stopped' },
      ],
      session: { uuid: '***' },
    },
    differences: [],
  });
});

it.each<[string, string]>([
  ['QueryVmInstance cpuNum>2', 'refused there'],
  ['queryvminstance', 'must be written QueryVmInstance'],
  [`QueryZone "name=it's"`, 'fails there'],
  ['QueryZone groupBy=name', 'which the server refuses'],
  [`QueryZone 'conditions=[]'`, 'evaluated there as Python code'],
  ['QueryZone fields=uuid,,name', 'an empty field name'],
  [`QueryZone 'fields=uuid, name'`, 'blanks in fields=uuid, name'],
  ['QueryZone timeout=5', 'never ends'],
  ['QueryZone __systemTag__~=staticIp', 'crashes the server'],
  [`QueryVmInstance 'cpuNum>a=b'`, 'cpuNum>a = b'],
  [
    `AddSecurityGroupRule securityGroupUuid=36c27e8ff05c4780bf6d2fa65700f22e 'rules=[{"type":"Ingress"}]'`,
    'rules is evaluated',
  ],
  [`GetResourceNames 'uuids=["a"]'`, 'split at commas'],
  ['UpdateVmInstance uuid=36c27e8ff05c4780bf6d2fa65700f22e cpuNum=4', 'cpuNum is sent there as text'],
])('%s: %s', async (line, said) => {
  expect((await explained(line)).python.differences.join('\n')).toContain(said);
});

it('what is not known there is sent unchecked', async () => {
  const { python } = await explained('UpdateZone uuid=36c27e8ff05c4780bf6d2fa65700f22e nmae=x', false);
  expect(python.differences).toEqual(['nmae is sent there unchecked']);
});

it('marks stand under their words, also where the line has to be broken', async () => {
  const line = `QueryVmInstance name=云主机 'description~=a b' cpuNum=2 memorySize=1`;
  const page = linePage(await explained(line), 38, await (await textIn('en')).pages());
  const [row] = page.parts[0]?.rows ?? [];
  const lines = row?.kind === 'lines' ? row.lines : [];
  expect(lines).toEqual([
    'QueryVmInstance name=云主机',
    '^^^^^^^^^^^^^^^ ^^^^^^^^^^^',
    '1               2',
    "'description~=a b' cpuNum=2",
    '^^^^^^^^^^^^^^^^^^ ^^^^^^^^',
    '3                  4',
    'memorySize=1',
    '^^^^^^^^^^^^',
    '5',
  ]);
  let text = '';
  for await (const piece of writePage(page, { columns: 40, colors: 0, terminal: true })) text += piece;
  expect(text.split('\n').filter((each) => widthOf(each) > 40 && !each.includes('"'))).toEqual([]);
});
