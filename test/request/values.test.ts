import { describe, expect, it } from 'vitest';
import { ExactNumber } from '../../src/json/json.ts';
import { build, mistakes } from './build.ts';

const uuid = '9f5010336a233d6ebbd82594a6d56e7c';

/** What a line puts under its wrapper. */
function body(line: string, options: Parameters<typeof build>[1] = {}): unknown {
  const [inner] = Object.values(build(line, options).request.body as object);
  return inner;
}

const create = (words: string, options?: Parameters<typeof build>[1]) => {
  const { name: _, ...rest } = body(`CreateVmInstance name=a ${words}`, options) as Record<string, unknown>;
  return rest;
};
const rules = (words: string) =>
  (body(`AddSecurityGroupRule securityGroupUuid=${uuid} ${words}`) as { rules: unknown }).rules;

it.each<[string, unknown]>([
  ['dataDiskSizes=1,2', { dataDiskSizes: [1, 2] }],
  ['dataDiskSizes=[1,2]', { dataDiskSizes: [1, 2] }],
  [`'dataDiskSizes=["1",2]'`, { dataDiskSizes: [1, 2] }],
  ['dataDiskSizes=1 dataDiskSizes=2', { dataDiskSizes: [1, 2] }],
  ['dataDiskSizes=9223372036854775807', { dataDiskSizes: [new ExactNumber('9223372036854775807')] }],
  ['dataDiskSizes[1]=2 dataDiskSizes[0]=1', { dataDiskSizes: [1, 2] }],
  ['dataDiskSizes=1 dataDiskSizes[1]=2', { dataDiskSizes: [1, 2] }],
  ['systemTags=[a,b]', { systemTags: ['a', 'b'] }],
  ['systemTags=(a),b', { systemTags: ['(a)', 'b'] }],
  [`"systemTags=[u'a', 'b']"`, { systemTags: ['a', 'b'] }],
  ['systemTags=\'a::{"x":1}\'', { systemTags: ['a::{"x":1}'] }],
  ['virtio=TRUE', { virtio: true }],
  ['virtio=True', { virtio: true }],
  ['strategy=instantstart', { strategy: 'InstantStart' }],
  [`'diskAOs={"size":"1"},{"boot":"True"}'`, { diskAOs: [{ size: 1 }, { boot: true }] }],
  [`"diskAOs={'size':1,'name':None}"`, { diskAOs: [{ size: 1 }] }],
  ['diskAOs[0].systemTags=a,b diskAOs[0].size=5', { diskAOs: [{ systemTags: ['a', 'b'], size: 5 }] }],
  [`'diskAOs=[{"size":1}]' diskAOs[0].boot=true`, { diskAOs: [{ size: 1, boot: true }] }],
  ['dataVolumeSystemTagsOnIndex.0=[a,b]', { dataVolumeSystemTagsOnIndex: { 0: ['a', 'b'] } }],
  [`'dataVolumeSystemTagsOnIndex["a.b"]=x'`, { dataVolumeSystemTagsOnIndex: { 'a.b': ['x'] } }],
  ['dataVolumeSystemTagsOnIndex.__proto__=x', { dataVolumeSystemTagsOnIndex: JSON.parse('{"__proto__":["x"]}') }],
  ['vmNicParams=\'[{"a":1}]\'', { vmNicParams: '[{"a":1}]' }],
  ['guestOsType=@@home', { guestOsType: '@@home' }],
])('%s is read as it is meant', (words, expected) => {
  expect(create(words)).toEqual(expected);
});

it.each<[string, unknown]>([
  ['rules[0].protocol=TCP rules[0].type=ingress', [{ protocol: 'TCP', type: 'Ingress' }]],
  [
    'rules[0].type=Ingress rules[0].startPort=22 rules[1].type=Egress',
    [{ type: 'Ingress', startPort: 22 }, { type: 'Egress' }],
  ],
  [`"rules=[{'type':'Ingress','startPort':22,'ipVersion':4}]"`, [{ type: 'Ingress', startPort: 22, ipVersion: 4 }]],
])('%s is a list of rules', (words, expected) => {
  expect(rules(words)).toEqual(expected);
});

it('keeps services of a network by the uuid of their provider', () => {
  expect(
    body(
      `AttachNetworkServiceToL3Network l3NetworkUuid=${uuid} networkServices.${uuid}=[SNAT,DHCP] networkServices.b=DNS`,
    ),
  ).toEqual({ networkServices: { [uuid]: ['SNAT', 'DHCP'], b: ['DNS'] } });
});

it('tags go with every call, listed for it or not', () => {
  expect(
    body(`BindModelToService modelUuid=${uuid} modelServiceUuid=${uuid} systemTags=a`, { validate: false }),
  ).toMatchObject({
    systemTags: ['a'],
  });
});

it('a value is measured as the server trims it, and sent as it was typed', () => {
  expect(body(`CreateZone 'name=a  '`)).toEqual({ name: 'a  ' });
  expect(body(`CreateZone 'name=${'a'.repeat(255)} '`)).toBeDefined();
  expect(mistakes(`CreateZone 'name=${'a'.repeat(256)}'`)).toEqual([`bad-length ${'a'.repeat(256)}`]);
});

describe('without checking', () => {
  it.each<[string, unknown]>([
    ['nwe=1', { nwe: '1' }],
    [`'nwe=[1,"a"]'`, { nwe: [1, 'a'] }],
    [`"nwe={'a':1}"`, { nwe: { a: 1 } }],
    ['nwe=[x', { nwe: '[x' }],
    ['nwe.a.b=1', { nwe: { a: { b: '1' } } }],
    ['nwe[0].a=1', { nwe: [{ a: '1' }] }],
    ['cpuNum=four', { cpuNum: 'four' }],
    ['cpuNum=4', { cpuNum: 4 }],
    ['strategy=Other', { strategy: 'Other' }],
    ['diskAOs[0].szie=1', { diskAOs: [{ szie: '1' }] }],
  ])('%s is sent', (words, expected) => {
    expect(create(words, { validate: false })).toEqual(expected);
  });
});

describe('the time that the server may take', () => {
  it('is that of the option, for calls and queries', () => {
    expect(build(`DeleteZone uuid=${uuid}`, { timeout: 30_000 }).request.timeout).toBe(30_000);
    expect(build('QueryZone', { timeout: 30_000 }).request.timeout).toBe(30_000);
  });

  it('is that of the word where a query has one', () => {
    expect(build('QueryZone timeout=5', { timeout: 30_000 }).request.timeout).toBe(5);
  });
});

describe('secrets', () => {
  it('are never told in a mistake', () => {
    const line = `ChangeVmPassword uuid=${uuid} account=root 'password=a b'`;
    expect(mistakes(line)).toEqual(['not-matching a b']);
    expect(() => build(line)).toThrow(expect.objectContaining({ facts: expect.objectContaining({ value: '***' }) }));
  });
});

describe('a value of a uuid parameter that is no uuid', () => {
  it('is noted only, since uuids of ZStack are not all of one form', () => {
    const { notes, request } = build('DeleteZone uuid=zone-1');
    expect(notes).toEqual([
      { code: 'not-a-uuid', facts: { name: 'uuid', value: 'zone-1', kind: 'Zone' }, span: { start: 16, end: 22 } },
    ]);
    expect(request.path).toBe('/zones/zone-1');
  });
});

describe('names in the place of uuids', () => {
  const uuidOf = (kind: string, name: string): string => `${kind.replace('Inventory', '')}/${name}`;

  it.each<[string, readonly string[]]>([
    ['CreateVmInstance name=a hostUuid=@host-1', ['Host host-1 of hostUuid at @host-1']],
    ['CreateVmInstance name=a hostUuid=@name:host-1', ['Host host-1 of hostUuid at @name:host-1']],
    [`CreateVmInstance name=a 'hostUuid=@host 1'`, ['Host host 1 of hostUuid at @host 1']],
    [
      'CreateVmInstance name=a l3NetworkUuids=@a,@b',
      ['L3Network a of l3NetworkUuids[0] at @a,@b', 'L3Network b of l3NetworkUuids[1] at @a,@b'],
    ],
    [`CreateVmInstance name=a l3NetworkUuids=@a,${uuid}`, [`L3Network a of l3NetworkUuids[0] at @a,${uuid}`]],
    ['CreateVmInstance name=a hostUuid=@@x', []],
    [
      `AddSecurityGroupRule securityGroupUuid=@web rules[0].type=Ingress rules[0].remoteSecurityGroupUuid=@db`,
      ['SecurityGroup web of securityGroupUuid at @web', 'SecurityGroup db of rules[0].remoteSecurityGroupUuid at @db'],
    ],
    ['QueryVmInstance hostUuid=@host-1', ['Host host-1 of hostUuid at @host-1']],
    ['QueryVmInstance uuid=@web', ['VmInstance web of uuid at @web']],
    [`QueryVmInstance 'zoneUuid?=@a,@b'`, ['Zone a of zoneUuid at @a,@b', 'Zone b of zoneUuid at @a,@b']],
    ['QueryVmInstance host.uuid!=@h', ['Host h of host.uuid at @h']],
    ['QueryVmInstance hostUuid~=@h', []],
    ['QueryVmInstance name=@web', []],
  ])('%s', (line, expected) => {
    const { names } = build(line);
    expect(
      names.map(
        ({ kind, name, of, span }) =>
          `${kind.replace('Inventory', '')} ${name} of ${of} at ${line.slice(span.start, span.end)}`,
      ),
    ).toEqual(expected);
    expect(build(line, { uuidOf }).names).toEqual([]);
  });

  it('are replaced wherever they stand', () => {
    expect(build('DeleteZone uuid=@z', { uuidOf }).request.path).toBe('/zones/Zone%2Fz');
    expect(create('hostUuid=@h l3NetworkUuids=@a,@name:b', { uuidOf })).toEqual({
      hostUuid: 'Host/h',
      l3NetworkUuids: ['L3Network/a', 'L3Network/b'],
    });
    expect(build(`QueryVmInstance 'zoneUuid?=@a,x'`, { uuidOf }).request.query).toEqual([['q', 'zoneUuid?=Zone/a,x']]);
    expect(create('hostUuid=@@x', { uuidOf })).toEqual({ hostUuid: '@x' });
  });
});
