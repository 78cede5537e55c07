import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountUuid } from '../../src/sandbox/demo/accounts.ts';
import { awkward } from '../../src/sandbox/demo/awkward.ts';
import { demo } from '../../src/sandbox/demo.ts';
import { readAll } from '../../src/sandbox/listing.ts';
import { isOwned } from '../../src/sandbox/owned.ts';
import { runQuery, runZql } from '../../src/sandbox/query.ts';
import { registry } from '../request/registry.ts';
import { legacyMessage } from './legacy.ts';
import { openSeeded, rowsIn, type Seeded } from './seeded.ts';

let cloud: Seeded;
beforeAll(async () => {
  cloud = await openSeeded(demo());
});
afterAll(() => cloud.close());

/** Names, in order. */
async function names(kind: string, words: readonly string[], as = 'admin'): Promise<readonly unknown[]> {
  return cloud.run((db) => {
    const caller = { accountUuid: accountUuid(as) };
    const { inventories } = runQuery(db, registry, legacyMessage(kind, words), caller, 'faithful');
    return inventories ? rowsIn(db, inventories).map(({ name }) => name) : [];
  });
}

describe('the demo cloud answers', () => {
  it.each([
    ['DatabaseBackup', ['backupStorage.name=bs-shanghai', 'name~=2025-12-31'], ['manual-2025-12-31']],
    [
      'DatabaseBackup',
      ['name~=manual', 'status!=Ready', 'sortBy=createDate'],
      ['manual-误操作回滚', 'manual-2026-03-12'],
    ],
    ['DatabaseBackup', ['backupStorageRefs.exportUrl!=null'], ['manual-2025-12-31']],
    [
      'DatabaseBackup',
      ['createDate>=2026-03-10', 'backupStorageRefs.backupStorage.zone.name=北京一区', 'sortBy=name'],
      ['nightly-2026-03-10', 'nightly-2026-03-11', 'nightly-2026-03-12'],
    ],
    [
      'VmInstance',
      ['vmNics.l3Network.l2Network.zone.name=上海二区', 'state=Unknown', 'sortBy=name'],
      ['门店相机-02', '门店网关-01'],
    ],
    ['VmInstance', ['__userTag__=owner::zhang.wei'], ['bj-db-master']],
    ['VmInstance', ['__userTag__~=owner', '__tagUuid__!=null', 'sortBy=name'], ['bj-db-master', awkward.emoji]],
    ['VmInstance', ['host.__userTag__=RACK-a03', 'state=Paused'], ['win-desktop-07']],
    ['VmInstance', ['name=OA-办公系统'], ['OA-办公系统']],
    ['VmInstance', ['name=oa-办公系统'], ['OA-办公系统']],
    ['Zone', ['cluster.host.state=Maintenance'], ['北京一区']],
    ['Image', ['backupStorage.name=bs-shanghai', '__systemTag__~=bootMode'], ['Windows Server 2019 数据中心版']],
    [
      'VmInstance',
      ['type=ApplianceVm', 'applianceVmType=vpcvrouter', 'sortBy=name'],
      ['vpc-上海-灾备', 'vpc-北京-生产'],
    ],
    ['VpcRouterVm', ['publicNetworkUuid!=null', 'sortBy=name'], ['vpc-上海-灾备', 'vpc-北京-生产']],
    ['LoadBalancerListener', ['loadBalancer.name=lb-官网', 'protocol=tcp'], ['订单-tcp']],
  ])('%s %j', async (kind, words, expected) => {
    expect(await names(kind, words)).toEqual(expected);
  });

  it('each account with what it owns and what is shared with it', async () => {
    const all = await names('VmInstance', []);
    const [ops, developers] = [await names('VmInstance', [], 'ops'), await names('VmInstance', [], '研发部')];
    expect(all).toHaveLength(40);
    expect(developers).toContain('bj-monitor');
    expect(developers.filter((name) => ops.includes(name))).toEqual(['bj-monitor']);
    expect(await names('Image', [], '财务部')).toHaveLength(3);
    expect(await names('Zone', [], '财务部')).toHaveLength(2);
    expect(await names('User', ['sortBy=name'], '研发部')).toEqual(['ci-bot', '李娜']);
    expect(await names('Quota', ['name=vm.num'], '研发部')).toEqual(['vm.num']);
    expect((await names('VmCdRom', [], '研发部')).length).toBeGreaterThan(0);
  });

  it('whole numbers beyond 2^53 as they are', async () => {
    const sizes = await cloud.run((db) => {
      const message = legacyMessage('DatabaseBackup', [`size=${awkward.huge}`]);
      const { inventories } = runQuery(db, registry, message, { accountUuid: accountUuid('admin') }, 'faithful');
      return inventories ? readAll(db, inventories) : '';
    });
    expect(sizes).toMatch(new RegExp(`^\\[\\{[^{]*"size":${awkward.huge}[,}]`));
  });

  it('ZQL', async () => {
    const text = "count vminstance where zone.name = '上海二区' group by state order by groupCount desc limit 1";
    const [result] = await cloud.run((db) =>
      runZql(db, registry, text, { accountUuid: accountUuid('admin') }, 'faithful'),
    );
    expect(result?.inventoryCounts).toEqual([[{ state: 'Running' }, expect.any(Number)]]);
  });
});

describe('every join of the registry', () => {
  it('can be followed, or says that it cannot', async () => {
    await cloud.run((db) => {
      const failures = registry.inventoryNames().flatMap((name) => {
        const inventory = registry.inventory(name);
        return (inventory?.joins ?? []).flatMap((join) => {
          const to = registry.inventory(join.to);
          const field = to?.fields.find(({ name: each }) => to.queryable?.includes(each))?.name;
          if (!inventory || field === undefined) return [];
          const conditions = [{ name: `${join.name}.${field}`, op: '=', value: 'x' }];
          try {
            runQuery(db, registry, { inventory, conditions }, { accountUuid: accountUuid('admin') }, 'faithful');
            return [];
          } catch (error) {
            return [`${name}.${join.name}: ${(error as Error).message}`];
          }
        });
      });
      expect(
        failures.filter(
          (failure) => !/could not resolve property|does not know by which columns|not having field/.test(failure),
        ),
      ).toEqual([]);
      expect(failures.length).toBeLessThan(90);
    });
  });
});

describe('what belongs to accounts', () => {
  it('has an owner, each of it', async () => {
    await cloud.run((db) => {
      const owners = new Set(db.all('SELECT resourceUuid FROM AccountResourceRef').map((row) => row.resourceUuid));
      const unowned = demo()
        .filter(({ inventory }) => isOwned(registry, registry.inventory(inventory) ?? zone))
        .flatMap(({ inventory, rows }) =>
          rows.flatMap(({ uuid }) => (owners.has(String(uuid)) ? [] : [`${inventory} ${uuid}`])),
        );
      expect(unowned).toEqual([]);
    });
  });
});

const zone = legacyMessage('Zone', []).inventory;
