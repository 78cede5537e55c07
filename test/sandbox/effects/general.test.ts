import { describe, expect, it } from 'vitest';
import { find, first, where } from '../../../src/sandbox/effects/rows.ts';
import { adminUuid } from '../../../src/sandbox/seed.ts';
import { type Cloud, inCloud } from './cloud.ts';
import { uuidOf } from './fitting.ts';

const scene = (cloud: Cloud) => cloud.scene('UpdateZone');

describe('what the registry tells', () => {
  it('makes a zone of its parameters, with the uuid that was wished for', () =>
    inCloud((cloud) => {
      const resourceUuid = '0123456789ab4cdeaf0123456789abcd';
      const reply = cloud.run('CreateZone', { name: 'z', description: '新', resourceUuid, systemTags: ['a::b'] });
      expect(reply).toMatchObject({
        inventory: {
          uuid: resourceUuid,
          name: 'z',
          description: '新',
          state: 'Enabled',
          type: 'zstack',
          isDefault: false,
        },
      });
      expect(first(scene(cloud), 'SystemTag', { resourceUuid })?.tag).toBe('a::b');
    }));

  it('makes a special inventory of an API that names it, in the zone of its cluster', () =>
    inCloud((cloud) => {
      const cluster = first(scene(cloud), 'Cluster', {}) ?? {};
      const params = {
        name: 'h',
        managementIp: '10.0.10.99',
        clusterUuid: String(cluster.uuid),
        username: 'root',
        password: 'x',
      };
      const { uuid } = cloud.run('AddKVMHost', params).inventory as { uuid: string };
      expect(find(scene(cloud), 'KVMHost', uuid)).toMatchObject({
        zoneUuid: cluster.zoneUuid,
        status: 'Connected',
        username: 'root',
      });
    }));

  it('changes the columns that are given and leaves the others', () =>
    inCloud((cloud) => {
      const uuid = uuidOf(cloud, 'Zone', { name: '北京一区' });
      const before = find(scene(cloud), 'Zone', uuid);
      cloud.run('UpdateZone', { uuid, description: '改' });
      expect(find(scene(cloud), 'Zone', uuid)).toMatchObject({
        name: '北京一区',
        description: '改',
        createDate: before?.createDate,
      });
      cloud.run('ChangeZoneState', { uuid, stateEvent: 'disable' });
      expect(find(scene(cloud), 'Zone', uuid)?.state).toBe('Disabled');
    }));

  it('attaches by a table of links and detaches again', () =>
    inCloud((cloud) => {
      const { primaryStorageUuid = null, clusterUuid = null } =
        first(scene(cloud), 'PrimaryStorageClusterRef', {}) ?? {};
      const key = { primaryStorageUuid: String(primaryStorageUuid), clusterUuid: String(clusterUuid) };
      cloud.run('DetachPrimaryStorageFromCluster', key);
      expect(where(scene(cloud), 'PrimaryStorageClusterRef', key)).toEqual([]);
      cloud.run('AttachPrimaryStorageToCluster', key);
      cloud.run('AttachPrimaryStorageToCluster', key);
      expect(where(scene(cloud), 'PrimaryStorageClusterRef', key)).toHaveLength(1);
    }));

  it('takes with a zone all that is in it, and nothing else', () =>
    inCloud((cloud) => {
      const uuid = uuidOf(cloud, 'Zone', { name: '上海二区' });
      const others = where(scene(cloud), 'VmInstance').filter(({ zoneUuid }) => zoneUuid !== uuid);
      cloud.run('DeleteZone', { uuid });
      expect(where(scene(cloud), 'Cluster', { zoneUuid: uuid })).toEqual([]);
      expect(where(scene(cloud), 'Host', { zoneUuid: uuid })).toEqual([]);
      expect(where(scene(cloud), 'VmInstance')).toHaveLength(others.length);
      expect(where(scene(cloud), 'BackupStorageZoneRef', { zoneUuid: uuid })).toEqual([]);
      expect(first(scene(cloud), 'BackupStorage', { name: 'bs-shanghai' })).toBeDefined();
    }));

  it('stops the machines of a host that is taken away, and takes those whose root volume goes', () =>
    inCloud((cloud) => {
      const hostUuid = uuidOf(cloud, 'Host', { name: 'bj-kvm-01' });
      const here = where(scene(cloud), 'VmInstance', { hostUuid });
      cloud.run('DeleteHost', { uuid: hostUuid });
      const states = here.map(({ uuid = null }) => find(scene(cloud), 'VmInstance', uuid)?.state);
      expect(new Set(states)).toEqual(new Set(['Stopped']));
      const [machine] = here;
      const { primaryStorageUuid } = find(scene(cloud), 'Volume', machine?.rootVolumeUuid) ?? {};
      cloud.run('DeletePrimaryStorage', { uuid: String(primaryStorageUuid) });
      expect(find(scene(cloud), 'VmInstance', machine?.uuid)).toBeUndefined();
      expect(where(scene(cloud), 'VmInstance').filter(({ rootVolumeUuid }) => !rootVolumeUuid)).toEqual([]);
    }));

  it('does not take a machine for the setting that is deleted', () =>
    inCloud((cloud) => {
      const uuid = uuidOf(cloud, 'VmInstance', { name: 'bj-web-01' });
      cloud.run('DeleteVmHostname', { uuid });
      expect(find(scene(cloud), 'VmInstance', uuid)).toBeDefined();
      expect(where(scene(cloud), 'SystemTag', { resourceUuid: uuid, tag: 'hostname::bj-web-01' })).toEqual([]);
    }));

  it('makes no router when a name server is added to one', () =>
    inCloud((cloud) => {
      const routers = where(scene(cloud), 'VpcRouterVm').length;
      cloud.run('AddDnsToVpcRouter', { uuid: uuidOf(cloud, 'VpcRouterVm'), dns: '192.0.2.53' });
      expect(where(scene(cloud), 'VpcRouterVm')).toHaveLength(routers);
      expect(where(scene(cloud), 'VpcRouterDns')).toHaveLength(1);
    }));
});

describe('what it does not tell', () => {
  it('EIPs know their addresses and their VIP knows them', () =>
    inCloud((cloud) => {
      const l3NetworkUuid = uuidOf(cloud, 'L3Network', { name: 'bj-public' });
      const vip = cloud.run('CreateVip', { name: 'v', l3NetworkUuid }).inventory as { uuid: string; ip: string };
      expect(first(scene(cloud), 'UsedIp', { ip: vip.ip })?.usedFor).toBe('Vip');
      const nic = first(scene(cloud), 'VmNic', { vmInstanceUuid: uuidOf(cloud, 'VmInstance', { name: 'bj-web-01' }) });
      const eip = cloud.run('CreateEip', { name: 'e', vipUuid: vip.uuid, vmNicUuid: String(nic?.uuid) }).inventory as {
        uuid: string;
      };
      expect(find(scene(cloud), 'Eip', eip.uuid)).toMatchObject({ vipIp: vip.ip, guestIp: nic?.ip });
      expect(find(scene(cloud), 'Vip', vip.uuid)?.useFor).toBe('Eip');
      cloud.run('DetachEip', { uuid: eip.uuid });
      expect(find(scene(cloud), 'Eip', eip.uuid)).toMatchObject({ vmNicUuid: null, guestIp: null });
      cloud.run('DeleteVip', { uuid: vip.uuid });
      expect(find(scene(cloud), 'Eip', eip.uuid)).toBeUndefined();
      expect(first(scene(cloud), 'UsedIp', { ip: vip.ip })).toBeUndefined();
    }));

  it('accounts have passwords that nobody is shown, quotas, and leave their things to admin', () =>
    inCloud((cloud) => {
      const reply = cloud.run('CreateAccount', { name: 'neu', password: 'hash' }).inventory as { uuid: string };
      expect(reply).not.toHaveProperty('password');
      expect(find(scene(cloud), 'Account', reply.uuid)?.password).toBe('hash');
      expect(where(scene(cloud), 'Quota', { identityUuid: reply.uuid })).toHaveLength(6);
      expect(() => cloud.run('CreateAccount', { name: 'neu', password: 'hash' })).toThrow('already called neu');
      expect(() => cloud.run('DeleteAccount', { uuid: adminUuid })).toThrow('admin account');
      const ops = uuidOf(cloud, 'Account', { name: 'ops' });
      const owned = where(scene(cloud), 'AccountResourceRef', { accountUuid: ops }).length;
      const admins = where(scene(cloud), 'AccountResourceRef', { accountUuid: adminUuid }).length;
      cloud.run('DeleteAccount', { uuid: ops });
      expect(where(scene(cloud), 'AccountResourceRef', { accountUuid: adminUuid })).toHaveLength(owned + admins);
    }));

  it('what a tenant makes belongs to it', () =>
    inCloud((cloud) => {
      const ops = uuidOf(cloud, 'Account', { name: 'ops' });
      const { uuid } = cloud.run('CreateSecurityGroup', { name: 's' }, ops).inventory as { uuid: string };
      expect(first(scene(cloud), 'AccountResourceRef', { resourceUuid: uuid })?.accountUuid).toBe(ops);
      cloud.run('ShareResource', { resourceUuids: [uuid], toPublic: true });
      expect(first(scene(cloud), 'SharedResource', { resourceUuid: uuid })).toMatchObject({
        ownerAccountUuid: ops,
        toPublic: 1,
      });
    }));

  it('says no to what it cannot do', () =>
    inCloud((cloud) => {
      expect(() => cloud.run('RecoverDatabaseFromBackup')).toThrow('RecoverDatabaseFromBackup is not simulated');
    }));
});
