import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformanceUuid } from '../../../src/sandbox/conformance.ts';
import { Failure } from '../../../src/sandbox/fault.ts';
import { runZql } from '../../../src/sandbox/query.ts';
import { wayTo } from '../../../src/sandbox/zql/graph.ts';
import { registry } from '../../request/registry.ts';
import { type Engine, openEngine, shown } from '../engine.ts';
import { rowsIn } from '../seeded.ts';

let cloud: Engine;
beforeAll(async () => {
  cloud = await openEngine();
});
afterAll(() => cloud.close());

/** Objects of the first statement as they are. */
async function objects(text: string): Promise<readonly unknown[]> {
  return cloud.run((db) => {
    const [result] = runZql(db, registry, text, { accountUuid: conformanceUuid('admin') }, 'faithful');
    return result?.inventories ? rowsIn(db, result.inventories) : [];
  });
}

describe('groups', () => {
  it('are rows with the fields of the group and those asked for', async () => {
    expect(await objects('query vminstance group by state')).toEqual([
      { state: 'Destroyed' },
      { state: 'Running' },
      { state: 'Stopped' },
    ]);
    expect(await objects('query vminstance.state group by cpuNum order by cpuNum desc limit 1')).toEqual([
      { cpuNum: 4, state: expect.any(String) },
    ]);
    const [withTotal] = await cloud.zql('query vminstance return with (total) group by state,zoneUuid limit 2');
    expect([withTotal?.ids?.length, withTotal?.total]).toEqual([2, 5]);
  });

  it('hold NULL together, and leave it out', async () => {
    expect(await objects('query vminstance group by lastHostUuid')).toEqual([
      {},
      { lastHostUuid: conformanceUuid('h1') },
    ]);
    const [counted] = await cloud.zql('count vminstance group by lastHostUuid');
    expect(counted).toEqual({
      total: 2,
      counts: [
        [{}, 3],
        [{ lastHostUuid: 'h1' }, 2],
      ],
    });
  });

  it('are counted by several fields, in the order asked for, page by page', async () => {
    const [all] = await cloud.zql(
      'count vminstance group by state,cpuNum order by groupCount desc,cpuNum asc limit 100',
    );
    expect(all?.counts).toEqual([
      [{ state: 'Running', cpuNum: 1 }, 1],
      [{ state: 'Destroyed', cpuNum: 2 }, 1],
      [{ state: 'Running', cpuNum: 2 }, 1],
      [{ state: 'Running', cpuNum: 4 }, 1],
      [{ state: 'Stopped', cpuNum: 4 }, 1],
    ]);
    const [page] = await cloud.zql('count vminstance group by state order by state desc limit 1 offset 1');
    expect(page).toEqual({ total: 5, counts: [[{ state: 'Running' }, 3]] });
  });

  it('of distinct values', async () => {
    expect(await objects('query distinct(vminstance.cpuNum) order by cpuNum desc')).toEqual([
      { cpuNum: 4 },
      { cpuNum: 2 },
      { cpuNum: 1 },
    ]);
    expect(await cloud.zql('count distinct(vminstance.cpuNum)')).toEqual([{ total: 3 }]);
    expect(await cloud.zql('count distinct(vminstance.hostUuid)')).toEqual([{ total: 3 }]);
    expect((await cloud.zql('query distinct(vminstance)'))[0]?.ids).toHaveLength(5);
  });

  it('have a least, a greatest and an average value', async () => {
    expect(await cloud.zql('query min(vminstance.cpuNum)')).toEqual([{ functions: [[{ cpuNum: 1 }, 1]] }]);
    expect(await cloud.zql('query avg(vminstance.cpuNum)')).toEqual([{ functions: [[{ cpuNum: 2 }, 2.6]] }]);
    expect(await cloud.zql('query max(vminstance.createDate) return with (total)')).toEqual([
      { functions: [[{ createDate: 'Jan 14, 2020 8:00:00 AM' }, 'Jan 14, 2020 8:00:00 AM']], total: 5 },
    ]);
    expect(await cloud.zql("query max(vminstance.name) where state = 'Running'")).toEqual([
      { functions: [[{ name: 'WEB-4' }, 'WEB-4']] },
    ]);
  });

  it('are summed up', async () => {
    expect(await cloud.zql('sum volume.actualSize by type order by type asc')).toEqual([
      {
        sums: [
          ['Data', 2147483648],
          ['Root', 3221225472],
        ],
      },
    ]);
    expect(await cloud.zql('sum volume.actualSize by vmInstanceUuid order by vmInstanceUuid asc limit 1')).toEqual([
      { sums: [[null, null]] },
    ]);
  });

  it.each([
    'sum vminstance by zoneUuid',
    'sum vminstance.cpuNum by nosuch',
    'sum vminstance.nosuch by zoneUuid',
    'count vminstance group by nosuch',
    'query vminstance order by groupCount asc',
    'query max(vminstance)',
    'query max(vminstance.cpuNum,memorySize)',
    'query nosuch(vminstance.cpuNum)',
    'query max(distinct(vminstance.cpuNum))',
    'query max(host.totalCpuCapacity)',
  ])('%s fails', async (text) => {
    await expect(cloud.zql(text)).rejects.toThrow(Failure);
  });
});

describe('the order', () => {
  const order = async (clause: string) =>
    (await objects(`query vminstance order by ${clause}`)).map((row) => shown((row as { uuid: string }).uuid));

  it('has several keys, and each its direction', async () => {
    expect(await order('cpuNum desc,name asc')).toEqual(['v3', 'v2', 'v5', 'v1', 'v4']);
    expect(await order('vminstance.cpuNum asc,vminstance.name desc')).toEqual(['v4', 'v1', 'v5', 'v2', 'v3']);
  });

  it('may be computed', async () => {
    expect(await order('cpuNum * memorySize desc')).toEqual(['v3', 'v2', 'v1', 'v5', 'v4']);
    expect(await order('length(name) desc,name asc')).toEqual(['v5', 'v1', 'v2', 'v4', 'v3']);
    expect(await order('(cpuNum - cpuNum) asc,createDate desc')).toEqual(['v5', 'v4', 'v3', 'v2', 'v1']);
  });

  it.each(['zone.name asc', 'nosuch.name asc', '__userTag__ asc', 'vmNics asc', 'nosuch(name) asc'])(
    'fails by %s',
    async (clause) => {
      await expect(order(clause)).rejects.toThrow(Failure);
    },
  );
});

describe('restrict by', () => {
  it.each([
    ['vminstance', "zone.name = 'zone-a'", 'v1 v2 v3'],
    ['vminstance', "zone.uuid = 'z1', cluster.name != 'cluster-1'", 'v2'],
    ['vmnic', "zone.name = 'zone-a'", 'n1 n2 n3 n4'],
    ['vmnic', "host.name = 'host-2'", 'n3'],
    ['volume', "host.name = 'host-2'", 'vol3'],
    ['appliancevm', "zone.name = 'zone-b'", 'v5'],
    ['vminstance', "vmnic.ip = '10.1.0.13'", 'v3'],
    ['vminstance', "vminstance.name = 'db_1'", 'v3'],
    ['zone', "cluster.name = 'cluster-1'", 'z1 z2 z3'],
    ['backupstorage', "__systemTag__ = 'remote'", 'b1'],
    ['vminstance', "__userTag__ != 'web'", 'v3 v4 v5'],
    ['vminstance', "__tagUuid__ = 'tp1'", 'v1'],
  ])('%s restrict by (%s)', async (entity, clause, expected) => {
    const [result] = await cloud.zql(`query ${entity} restrict by (${clause})`);
    expect(result?.ids?.join(' ')).toBe(expected);
  });

  it.each(["name = 'x'", "__userTag__ has ('web')", "nosuch.name = 'x'", "zone.nosuch = 'x'"])(
    'fails by %s',
    async (clause) => {
      await expect(cloud.zql(`query vminstance restrict by (${clause})`)).rejects.toThrow(Failure);
    },
  );

  it('goes the lightest way', () => {
    const way = (from: string, to: string) => {
      const [one, other] = [registry.inventory(from), registry.inventory(to)];
      return one && other && wayTo(registry, one, other)?.map(({ self, to: next }) => `${self}>${next.resource}`);
    };
    expect(way('VmNic', 'Zone')).toEqual(['vmInstanceUuid>VmInstance', 'zoneUuid>Zone']);
    expect(way('Volume', 'Cluster')).toEqual(['vmInstanceUuid>VmInstance', 'clusterUuid>Cluster']);
    expect(way('Eip', 'L3Network')).toEqual(['vipUuid>Vip', 'l3NetworkUuid>L3Network']);
    expect(way('Zone', 'VmInstance')).toBeUndefined();
  });
});

describe('search', () => {
  it('finds names, descriptions and uuids', async () => {
    expect((await cloud.zql("search 'WEB'"))[0]).toEqual({
      ids: ['tp2', 'v1', 'v2', 'v4', 'vol1', 'vol2', 'vol3', 'vol5'],
      total: 8,
    });
    expect((await cloud.zql("search 'a db' from vminstance"))[0]?.ids).toEqual(['v3']);
    expect((await cloud.zql(`search '${conformanceUuid('v3').slice(3, 20)}'`))[0]?.ids).toEqual(['v3']);
    expect((await cloud.zql("search '_' from vminstance,zone"))[0]?.ids).toEqual(['v3', 'v5', 'z3']);
  });

  it('shows stubs', async () => {
    expect(await objects("search '100%'")).toEqual([
      {
        uuid: conformanceUuid('v5'),
        resourceName: '100%_off',
        resourceType: 'VmInstanceVO',
        concreteResourceType: 'org.zstack.appliancevm.ApplianceVmVO',
      },
    ]);
  });

  it('keeps to what the account sees, and to one restriction', async () => {
    expect((await cloud.zql("search 'web' from vminstance,volume", 'acc1'))[0]?.ids).toEqual([
      'v1',
      'v2',
      'vol1',
      'vol2',
    ]);
    expect(
      (await cloud.zql("search 'web' from vminstance restrict by (zone.name = 'zone-b') limit 1"))[0]?.ids,
    ).toEqual(['v4']);
    await expect(cloud.zql("search 'x' restrict by (zone.uuid = 'a', zone.uuid = 'b')")).rejects.toThrow(Failure);
    await expect(cloud.zql("search 'x' from nosuch")).rejects.toThrow(Failure);
  });
});

describe('has', () => {
  it.each([
    ["vmNics.ip not has ('10.1.0.11')", 'v2 v3'],
    ["vmNics.ip has ('192.168.0.11')", 'v1'],
    ["host.name has ('host-1','host-2')", ''],
    ["host.name has ('HOST-1')", 'v1'],
    ["zone.backupStorage.attachedZoneUuids has ('z1','z2')", 'v1 v2 v3 v4 v5'],
    ["zone.backupStorage.attachedZoneUuids not has ('z2')", 'v1 v2 v3'],
    ['host.totalCpuCapacity has (400)', 'v1'],
    ['host.totalCpuCapacity not has (400)', 'v2'],
  ])('%s', async (where, expected) => {
    const [result] = await cloud.zql(`query vminstance where ${where}`);
    expect(result?.ids?.join(' ')).toBe(expected);
  });

  it.each(["uuid has ('v1')", "vmNics.vmInstanceUuid has ('v1')", "vmNics.ip has 'x'", 'vmNics.ip has'])(
    'fails: %s',
    async (where) => {
      await expect(cloud.zql(`query vminstance where ${where}`)).rejects.toThrow(Failure);
    },
  );
});
