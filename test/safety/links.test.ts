import { describe, expect, test } from 'vitest';
import { linksTo } from '../../src/safety/links.ts';
import { registry } from '../request/registry.ts';

const linksOf = (kind: string): readonly string[] => {
  const inventory = registry.inventory(kind);
  if (!inventory) throw new Error(`no ${kind}`);
  return linksTo(inventory, registry).map(({ queryApi, field }) => `${queryApi} ${field}`);
};

describe('what points to a kind', () => {
  test('is found by foreign keys, named kinds first', () => {
    expect(linksOf('Host')).toEqual(['QueryVmInstance hostUuid']);
    expect(linksOf('Vip')).toEqual([
      'QueryEip vipUuid',
      'QueryLoadBalancer ipv6VipUuid',
      'QueryLoadBalancer vipUuid',
      'QueryPortForwardingRule vipUuid',
    ]);
  });

  test('may hang on a list of references', () => {
    expect(linksOf('BackupStorage')).toContain('QueryImage backupStorageRefs.backupStorageUuid');
  });

  test('is not itself, no child of what is there already, and nothing guessed', () => {
    const zone = linksOf('Zone');
    expect(zone).toContain('QueryCluster zoneUuid');
    expect(zone).toContain('QueryVmInstance zoneUuid');
    expect(zone.filter((link) => /ApplianceVm|VirtualRouterVm|KVMHost|QueryZone/.test(link))).toEqual([]);
  });

  test('is nothing for most', () => expect(linksOf('DatabaseBackup')).toEqual([]));

  test('is a condition that the registry lets pass, for every kind', () => {
    for (const name of registry.inventoryNames()) {
      const to = registry.inventory(name);
      if (!to) continue;
      for (const { from, field } of linksTo(to, registry)) {
        const [join, ref] = field.split('.');
        const own =
          ref === undefined ? from.queryable?.includes(field) : registry.join(from, join as string) !== undefined;
        expect(own, `${from.name} ${field}`).toBe(true);
      }
    }
  });
});
