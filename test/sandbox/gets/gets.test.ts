import { describe, expect, it } from 'vitest';
import { find, first, where } from '../../../src/sandbox/effects/rows.ts';
import { gets } from '../../../src/sandbox/gets/gets.ts';
import type { Params } from '../../../src/sandbox/parameters.ts';
import { registry } from '../../request/registry.ts';
import { type Cloud, inCloud } from '../effects/cloud.ts';
import { uuidOf } from '../effects/fitting.ts';
import { sampleParams } from '../effects/sample.ts';

const get = (cloud: Cloud, name: string, params: Params = {}) => gets[name]?.(cloud.scene(name, params)) ?? {};

/** Names, or whatever the column is, of a list in a reply. */
function listed(reply: unknown, list = 'inventories', column = 'name'): readonly unknown[] {
  return ((reply as Record<string, readonly Record<string, unknown>[]>)[list] ?? []).map((each) => each[column]);
}

/** Parameters of those that want more than rows of the right kind. */
const fitting: Readonly<Record<string, Params>> = {
  GetGlobalConfigOptions: { category: 'vm', name: 'expungePeriod' },
  GetResourceConfig: { category: 'vm', name: 'expungePeriod', resourceUuid: 'x' },
};

describe('every synchronous API that is answered', () => {
  it('is one, and answers with nothing but what the registry says it does', () =>
    inCloud((cloud) => {
      for (const name of Object.keys(gets)) {
        const api = registry.api(name);
        expect(api, name).toBeDefined();
        expect(api?.needPoll, name).toBe(false);
        if (!api) continue;
        const reply = get(cloud, name, fitting[name] ?? sampleParams(cloud, api));
        const known = [...Object.keys(api.result ?? {}), 'success', 'managementNodeId'];
        expect(
          Object.keys(reply).filter((key) => !known.includes(key)),
          name,
        ).toEqual([]);
        expect(Object.keys(reply), name).not.toEqual([]);
      }
    }));
});

describe('answers over the demo', () => {
  it('name resources of every kind', () =>
    inCloud((cloud) => {
      const uuids = [
        uuidOf(cloud, 'Zone', { name: '北京一区' }),
        uuidOf(cloud, 'KVMHost', { name: 'bj-kvm-01' }),
        'none',
      ];
      expect(get(cloud, 'GetResourceNames', { uuids })).toEqual({
        inventories: [
          {
            uuid: uuids[0],
            resourceName: '北京一区',
            resourceType: 'ZoneVO',
            concreteResourceType: 'org.zstack.header.zone.ZoneVO',
          },
          {
            uuid: uuids[1],
            resourceName: 'bj-kvm-01',
            resourceType: 'HostVO',
            concreteResourceType: 'org.zstack.kvm.KVMHostVO',
          },
        ],
      });
    }));

  it('add up what hosts have', () =>
    inCloud((cloud) => {
      const zoneUuid = uuidOf(cloud, 'Zone', { name: '北京一区' });
      const hosts = where(cloud.scene('UpdateZone'), 'Host', { zoneUuid });
      const total = hosts.reduce((sum, { totalMemoryCapacity }) => sum + Number(totalMemoryCapacity), 0);
      const reply = get(cloud, 'GetCpuMemoryCapacity', { zoneUuids: [zoneUuid] });
      expect(Number(reply.totalMemory)).toBe(total);
      expect(listed(reply, 'capacityData', 'resourceUuid')).toEqual([zoneUuid]);
    }));

  it('offer free addresses, and no used ones', () =>
    inCloud((cloud) => {
      const l3NetworkUuid = uuidOf(cloud, 'L3Network', { name: 'bj-app' });
      const used = where(cloud.scene('UpdateZone'), 'UsedIp', { l3NetworkUuid }).map(({ ip }) => ip);
      const free = listed(get(cloud, 'GetFreeIpOfL3Network', { l3NetworkUuid, limit: 250 }), 'inventories', 'ip');
      expect(free.length).toBeGreaterThan(100);
      expect(free.filter((ip) => used.includes(String(ip)))).toEqual([]);
      expect(get(cloud, 'CheckIpAvailability', { l3NetworkUuid, ip: String(free[0]) })).toEqual({ available: true });
      expect(get(cloud, 'CheckIpAvailability', { l3NetworkUuid, ip: String(used[0]) })).toMatchObject({
        available: false,
      });
    }));

  it('send a machine to other hosts of its cluster only', () =>
    inCloud((cloud) => {
      const scene = cloud.scene('UpdateZone');
      const machine = first(scene, 'VmInstance', { name: 'bj-web-01' }) ?? {};
      const hosts = listed(
        get(cloud, 'GetVmMigrationCandidateHosts', { vmInstanceUuid: String(machine.uuid) }),
        'inventories',
        'uuid',
      );
      expect(hosts.length).toBeGreaterThan(0);
      expect(hosts).not.toContain(machine.hostUuid);
      for (const uuid of hosts) expect(find(scene, 'Host', String(uuid))?.clusterUuid).toBe(machine.clusterUuid);
    }));

  it('know settings after they were set', () =>
    inCloud((cloud) => {
      const uuid = uuidOf(cloud, 'VmInstance', { name: 'bj-web-02' });
      expect(get(cloud, 'GetVmInstanceHaLevel', { uuid })).toEqual({ level: undefined });
      cloud.run('SetVmInstanceHaLevel', { uuid, level: 'NeverStop' });
      cloud.run('SetVmBootOrder', { uuid, bootOrder: ['CdRom', 'HardDisk'] });
      expect(get(cloud, 'GetVmInstanceHaLevel', { uuid })).toEqual({ level: 'NeverStop' });
      expect(get(cloud, 'GetVmBootOrder', { uuid })).toEqual({ orders: ['CdRom', 'HardDisk'] });
    }));

  it('count what quotas limit', () =>
    inCloud((cloud) => {
      const uuid = uuidOf(cloud, 'Account', { name: 'ops' });
      const reply = get(cloud, 'GetAccountQuotaUsage', { uuid }) as { usages: { name: string; used: bigint }[] };
      const machines = where(cloud.scene('UpdateZone'), 'AccountResourceRef', {
        accountUuid: uuid,
        resourceType: 'VmInstanceVO',
      });
      expect(reply.usages.find(({ name }) => name === 'vm.num')?.used).toBe(BigInt(machines.length));
    }));
});
