import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/sandbox/fault.ts';
import { printed, type QueryCondition, type QueryMessage } from '../../src/sandbox/query.ts';
import { registry } from '../request/registry.ts';
import { type Engine, openEngine } from './engine.ts';
import { legacyMessage } from './legacy.ts';

let cloud: Engine;
beforeAll(async () => {
  cloud = await openEngine();
});
afterAll(() => cloud.close());

const vms = legacyMessage('VmInstance', []);

function text(change: Partial<QueryMessage>, mode: 'faithful' | 'friendly' = 'faithful'): string {
  return printed(registry, { ...vms, ...change }, mode);
}

function condition(name: string, op: string, value?: string): { conditions: readonly QueryCondition[] } {
  return { conditions: [value === undefined ? { name, op } : { name, op, value }] };
}

describe('a message as ZQL', () => {
  it.each<[Partial<QueryMessage>, string]>([
    [{}, 'query vminstance limit 1000'],
    [condition('name', '=', 'a'), "query vminstance where name = 'a' limit 1000"],
    [condition('name', 'is null'), 'query vminstance where name is null limit 1000'],
    [condition('name', 'is not null', 'ignored'), 'query vminstance where name is not null limit 1000'],
    [condition('name', 'in', 'a, b,,c'), "query vminstance where name in ('a',' b','','c') limit 1000"],
    [condition('name', 'in', ''), "query vminstance where name in ('') limit 1000"],
    [condition('name', 'not in', 'a,b,,'), "query vminstance where name not in ('a','b') limit 1000"],
    [condition('name', 'like', 'a\\%'), "query vminstance where name like 'a\\\\%' limit 1000"],
    [condition('name', '=', "it's"), "query vminstance where name = 'it\\'s' limit 1000"],
    [{ fields: ['uuid', 'name'] }, 'query vminstance.uuid,name limit 1000'],
    [{ fields: [] }, 'query vminstance limit 1000'],
    [{ count: true, replyWithCount: true }, 'count vminstance limit 1000'],
    [{ replyWithCount: true, limit: 5, start: 2 }, 'query vminstance return with (total) limit 5 offset 2'],
    [
      { sortBy: 'name', sortDirection: 'desc', replyWithCount: true },
      'query vminstance return with (total) order by name desc limit 1000',
    ],
    [
      { filterName: 'applianceType:vpcvrouter' },
      "query vminstance where __systemTag__ has ('applianceType::vpcvrouter') limit 1000",
    ],
  ])('%j', (change, expected) => {
    expect(text(change)).toBe(expected);
  });

  it('has each condition once', () => {
    const [same] = condition('name', '=', 'a').conditions as [QueryCondition];
    expect(text({ conditions: [same, { ...same }, { ...same, value: 'b' }] })).toBe(
      "query vminstance where name = 'a' and name = 'b' limit 1000",
    );
  });

  it.each([
    ['type', '=', 'ApplianceVm', 'appliancevm'],
    ['type', '=', 'appliancevm', 'vminstance'],
    ['type', '!=', 'ApplianceVm', 'vminstance'],
    ['type', 'in', 'ApplianceVm', 'vminstance'],
    ['name', '=', 'ApplianceVm', 'vminstance'],
  ])('asks a child for %s %s %s, or does not', (name, op, value, target) => {
    expect(text(condition(name, op, value))).toContain(`query ${target} `);
  });

  it('lets the first condition on the type decide', () => {
    const conditions = [
      { name: 'type', op: '!=', value: 'x' },
      { name: 'type', op: '=', value: 'ApplianceVm' },
    ];
    expect(text({ conditions })).toContain('query vminstance ');
    expect(text({ conditions: conditions.toReversed() })).toContain('query appliancevm ');
  });

  it('doubles a quote where it is to be friendly', () => {
    expect(text(condition('name', '=', "it's"), 'friendly')).toContain("name = 'it''s'");
  });

  it.each<[Partial<QueryMessage>, string, string]>([
    [condition('name', '==', 'a'), 'SYS.1007', 'unknown QueryOp type[==]'],
    [condition('name', 'LIKE', 'a'), 'SYS.1007', 'unknown QueryOp type[LIKE]'],
    [condition('name', '='), 'SYS.1007', `'value' of query condition {"name":"name","op":"="} cannot be null`],
    [
      { sortDirection: 'ASC' },
      'SYS.1007',
      'valid value for field[sortDirection] of message[org.zstack.header.message.ApiMessageParamValidator] are [asc, desc], but ASC found',
    ],
    [{ filterName: 'x' }, 'SYS.1007', 'filterName must be formatted as [filterType:condition(s)]'],
    [
      { filterName: 'x:y' },
      'SYS.1000',
      'org.zstack.header.exception.CloudRuntimeException: unable to find QueryBelongFilter with type[x]',
    ],
    [{ filterName: 'applianceType:y' }, 'SYS.1007', 'invalid ApplianceVmType y'],
  ])('%j is refused', (change, code, message) => {
    expect(() => text(change)).toThrow(Failure);
    expect(() => text(change)).toThrow(expect.objectContaining({ code, message }));
  });
});

const java = 'org.zstack.header.exception.CloudRuntimeException: ';
const vmClass = 'class org.zstack.header.vm.VmInstanceInventory';
const nicClass = 'class org.zstack.header.vm.VmNicInventory';

describe('the words of a failure', () => {
  it.each([
    ['nosuch=1', `${java}inventory class[${vmClass}] not having field[nosuch]`],
    ['vmNics.nosuch=1', `${java}inventory class[${nicClass}] not having field[nosuch]`],
    [
      'nosuch.a.b=1',
      `${java}invalid nested query condition[a] on ${vmClass},the expanded target[${vmClass}] have no expanded query[nosuch]`,
    ],
    [
      'vmNics.nosuch.b=1',
      `${java}invalid nested query condition[] on ${nicClass},the expanded target[${nicClass}] have no expanded query[nosuch]`,
    ],
    ['fields=nosuch', `${java}inventory[\${selfInventoryClass}] has no field[nosuch]`],
    ['sortBy=nosuch', `${java}invalid order by clause, inventory[VmInstanceInventory] doesn't have field[nosuch]`],
    ['limit=-1', 'java.lang.IllegalArgumentException: max-results cannot be negative'],
    ['start=-2', 'java.lang.IllegalArgumentException: first-result value cannot be negative : -2'],
    ['count=true limit=-1', 'java.lang.IllegalArgumentException: max-results cannot be negative'],
  ])('%s', async (line, message) => {
    expect(await cloud.viaCli('VM', line)).toBe(`ERR ${message}`);
  });

  it('names an entity that is not there', async () => {
    await expect(cloud.zql('query vm')).rejects.toThrow(`${java}cannot find inventory with name[vm]`);
    await expect(cloud.zql('query vminstanceinventory')).rejects.toThrow('cannot find inventory with name');
  });

  it('says what the sandbox does not do', async () => {
    await expect(cloud.zql("query zone where uuid in (getapi(api='X', output='y'))")).rejects.toThrow(
      'getapi is not supported',
    );
    await expect(cloud.zql('query zone inner join host on zone.uuid = host.zoneUuid')).rejects.toThrow(
      'explicit joins are not supported',
    );
    await expect(cloud.zql("query zone return with (zwatch{a='b'})")).rejects.toThrow(
      'cannot find any ReturnWithExtensionPoint dealing with zwatch',
    );
  });
});

describe('joins', () => {
  it.each([
    ['VM', 'zoneUuid=z1 vmNics.l3NetworkUuid=l3b', 'v1 v3'],
    ['VM', 'vmNics.ip!=192.168.0.11', 'v1 v2 v3'],
    ['VM', 'vmNics.deviceId=1', 'v1'],
    ['VM', 'rootVolume.uuid=vol1', 'v1'],
    ['VM', 'rootVolume.uuid=null', 'v5'],
    ['VM', 'allVolumes.isShareable=true', 'v1'],
    ['VM', 'allVolumes.isShareable?=true', 'v1 v2 v3 v4'],
    ['Zone', 'zoneUuid=z1', 'ERR'],
    ['Cluster', 'vmInstance.state=Stopped', 'c1'],
    ['Host', 'cluster.zone.name=zone-a', 'h1 h2'],
    ['VmNic', 'vmInstance.zone.backupStorage.name=bs1', 'n1 n2 n3 n4'],
    ['UserTag', 'tagPattern.uuid=null', 'ut2 ut5'],
    ['ApplianceVm', '', 'v5'],
    ['SftpBackupStorage', 'attachedZoneUuids=z2', 'b2'],
    ['KVMHost', 'totalCpuCapacity!=null', 'h1 h2'],
    ['KVMHost', 'sshPort=22', 'ERR'],
    ['SimulatorHost', '', 'h3'],
  ])('%s %s', async (kind, line, expected) => {
    const found = await cloud.viaCli(kind, line);
    expect(found.startsWith('ERR') ? 'ERR' : found).toBe(expected);
  });
});

describe('too much of something', () => {
  it('fails as anything else does', async () => {
    const deep = `${'('.repeat(50_000)}name = 'x'${')'.repeat(50_000)}`;
    await expect(cloud.zql(`query zone where ${deep}`)).rejects.toThrow(Failure);
    const long = 'x'.repeat(60_000);
    await expect(cloud.zql(`query zone where name like '${long}'`)).rejects.toThrow(Failure);
  });
});

describe('very many conditions', () => {
  it('are no deeper than SQLite goes', async () => {
    const either = Array.from({ length: 2000 }, (_, index) => `name = 'x${index}'`).join(' or ');
    const [result] = await cloud.zql(`query vminstance where ${either} or name = 'web-1'`);
    expect(result?.ids).toEqual(['v1']);
    const [none] = await cloud.zql(`query vminstance where ${either.replaceAll(' or ', ' and ')}`);
    expect(none?.ids).toEqual([]);
  });
});

describe('tags', () => {
  it.each([
    ["__tagUuid__ = 'tp1'", 'v1'],
    ["__tagUuid__ != 'tp1'", 'v2 v3 v4 v5'],
    ["__tagUuid__ has ('tp1')", 'v1'],
    ["__tagUuid__ has ('tp1','tp2')", ''],
    ["__tagUuid__ not in ('tp1','tp2')", 'v3 v4 v5'],
    ["__userTag__ not like '%e%'", 'v3 v4 v5'],
    ["__userTag__ < 'q'", 'v1'],
    ["not_ = 1 or __userTag__ = 'web'", 'ERR'],
    ["name = 'db_1' or __userTag__ = 'web'", 'v1 v2 v3'],
    ['host.__tagUuid__ is not null', 'v1'],
    ["__systemTag__ like '%s%'", 'v1 v3'],
  ])('%s', async (where, expected) => {
    const asked = cloud.zql(`query vminstance where ${where}`);
    const found = await asked.then(
      ([result]) => result?.ids?.join(' '),
      () => 'ERR',
    );
    expect(found).toBe(expected);
  });
});

describe('sub-queries', () => {
  it.each([
    ["uuid in (query vmnic.vmInstanceUuid where l3Network.uuid = 'l3b' and vmInstance.name = 'web-1')", 'v1'],
    ["hostUuid = (query host.uuid where name = 'host-2')", 'v2'],
    ["hostUuid not in (query host.uuid where name = 'host-2')", 'v1 v4'],
    ['name in (query volume.name)', ''],
    ['cpuNum in (query vmnic.deviceId)', 'v4'],
    [
      "cpuNum >= (query vmnic.deviceId where uuid = 'n2') and zone.uuid in (query zone.uuid where name like '%a')",
      'v1 v2 v3',
    ],
  ])('%s', async (where, expected) => {
    const [result] = await cloud.zql(`query vminstance where ${where}`);
    expect(result?.ids?.join(' ')).toBe(expected);
  });

  it.each([
    'hostUuid = (query host.uuid)',
    'hostUuid like (query host.uuid)',
    'hostUuid in (query host.cluster.uuid)',
    '__userTag__ in (query host.uuid)',
  ])('%s fails', async (where) => {
    await expect(cloud.zql(`query vminstance where ${where}`)).rejects.toThrow(Failure);
  });

  it('see what the account does not', async () => {
    const [result] = await cloud.zql(
      "query vminstance where uuid in (query volume.vmInstanceUuid where name = 'ROOT-web-2')",
      'acc1',
    );
    expect(result?.ids).toEqual(['v2']);
  });
});
