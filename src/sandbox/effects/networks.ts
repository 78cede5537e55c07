import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import { numberOf, textOf } from './addresses.ts';
import { equip, own } from './belongings.ts';
import { removeResource } from './cascade.ts';
import { nextId } from './defaults.ts';
import { show } from './reply.ts';
import { find, first, insert, inventoryOf, remove, update } from './rows.ts';
import { records, text, texts } from './values.ts';

/** L3 networks, security groups and server groups, where the registry does not tell enough. */
export const networkEffects: Readonly<Record<string, Effect>> = {
  AddIpRange: {
    duration: () => 500,
    finish: (scene) => {
      const { startIp, endIp, netmask } = scene.call.params;
      const [from, to, mask] = [startIp, endIp, netmask].map((each) => numberOf(String(each)));
      if (from === undefined || to === undefined || mask === undefined || !(from <= to) || Number.isNaN(mask))
        throw new Failure('SYS.1007', `no IP range from ${startIp} to ${endIp} with netmask ${netmask}`);
      return addRange(scene, from, to, mask);
    },
  },
  AddIpRangeByNetworkCidr: {
    duration: () => 500,
    finish: (scene) => {
      const [, ip = '', bits = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(String(scene.call.params.networkCidr)) ?? [];
      const [at, length] = [numberOf(ip), 2 ** (32 - Number(bits))];
      if (Number.isNaN(at) || bits === '' || length < 4)
        throw new Failure('SYS.1007', `${scene.call.params.networkCidr} is not a valid network cidr`);
      const network = at - (at % length);
      const reply = addRange(scene, network + 2, network + length - 2, 2 ** 32 - length);
      return { ...reply, inventories: [reply.inventory] };
    },
  },
  AttachNetworkServiceToL3Network: services((scene, key, types) => {
    for (const networkServiceType of types)
      if (!first(scene, 'NetworkServiceL3NetworkRef', { ...key, networkServiceType }))
        insert(scene, 'NetworkServiceL3NetworkRef', { ...key, networkServiceType });
  }),
  DetachNetworkServiceFromL3Network: services((scene, key, types) => {
    for (const networkServiceType of types) remove(scene, 'NetworkServiceL3NetworkRef', { ...key, networkServiceType });
  }),
  AddSecurityGroupRule: {
    duration: () => 500,
    finish: (scene) => {
      const { rules, remoteSecurityGroupUuids } = scene.call.params;
      const remotes = texts(remoteSecurityGroupUuids);
      for (const rule of records(rules))
        for (const remote of remotes.length > 0 ? remotes : [text(rule.remoteSecurityGroupUuid)])
          addRule(scene, rule, remote);
      return { inventory: show(scene, 'SecurityGroup', String(scene.call.params.securityGroupUuid)) };
    },
  },
  DeleteSecurityGroupRule: {
    duration: () => 500,
    finish: (scene) => {
      const uuids = texts(scene.call.params.ruleUuids);
      const group = find(scene, 'SecurityGroupRule', uuids[0])?.securityGroupUuid;
      for (const uuid of uuids) removeResource(scene, inventoryOf(scene, 'SecurityGroupRule'), uuid);
      return group ? { inventory: show(scene, 'SecurityGroup', String(group)) } : {};
    },
  },
  ChangeSecurityGroupRuleState: {
    duration: () => 300,
    finish: (scene) => {
      const { securityGroupUuid, ruleUuids, state } = scene.call.params;
      for (const uuid of texts(ruleUuids))
        update(scene, 'SecurityGroupRule', { uuid }, { state: String(state), lastOpDate: scene.now });
      return { inventory: show(scene, 'SecurityGroup', String(securityGroupUuid)) };
    },
  },
  AddVmNicToSecurityGroup: {
    duration: () => 500,
    finish: (scene) => {
      const { vmNicUuids, securityGroupUuid } = scene.call.params;
      for (const vmNicUuid of texts(vmNicUuids)) joinGroup(scene, vmNicUuid, String(securityGroupUuid), 1);
      return {};
    },
  },
  DeleteVmNicFromSecurityGroup: {
    duration: () => 500,
    finish: (scene) => {
      const { vmNicUuids, securityGroupUuid } = scene.call.params;
      for (const vmNicUuid of texts(vmNicUuids))
        remove(scene, 'VmNicSecurityGroupRef', { vmNicUuid, securityGroupUuid: String(securityGroupUuid) });
      return {};
    },
  },
  ChangeVmNicSecurityPolicy: {
    duration: () => 300,
    finish: (scene) => {
      const { vmNicUuid, ingressPolicy, egressPolicy } = scene.call.params;
      const key = { vmNicUuid: String(vmNicUuid) };
      const policies = {
        ...(ingressPolicy && { ingressPolicy: String(ingressPolicy) }),
        ...(egressPolicy && { egressPolicy: String(egressPolicy) }),
      };
      if (update(scene, 'VmNicSecurityPolicy', key, { ...policies, lastOpDate: scene.now }) === 0)
        insert(scene, 'VmNicSecurityPolicy', {
          ...{ ...key, ingressPolicy: 'DENY', egressPolicy: 'ALLOW', createDate: scene.now, lastOpDate: scene.now },
          ...policies,
        });
      const { ingressPolicy: ingress, egressPolicy: egress } = first(scene, 'VmNicSecurityPolicy', key) ?? {};
      return { inventory: { ...key, ingressPolicy: ingress, egressPolicy: egress } };
    },
  },
  AddBackendServerToServerGroup: servers((scene, serverGroupUuid) => {
    const { vmNics, servers: addresses } = scene.call.params;
    for (const { uuid, weight } of records(vmNics))
      addServer(scene, 'VmNic', { serverGroupUuid, vmNicUuid: String(uuid) }, weight);
    for (const { ipAddress, weight } of records(addresses))
      addServer(scene, 'ServerIp', { serverGroupUuid, ipAddress: String(ipAddress) }, weight);
  }),
  RemoveBackendServerFromServerGroup: servers((scene, serverGroupUuid) => {
    for (const vmNicUuid of texts(scene.call.params.vmNicUuids))
      remove(scene, 'LoadBalancerServerGroupVmNicRef', { serverGroupUuid, vmNicUuid });
    for (const ipAddress of texts(scene.call.params.serverIps))
      remove(scene, 'LoadBalancerServerGroupServerIp', { serverGroupUuid, ipAddress });
  }),
  ChangeLoadBalancerBackendServer: servers((scene, serverGroupUuid) => {
    const { vmNics, servers: addresses } = scene.call.params;
    for (const { uuid, weight } of records(vmNics))
      update(
        scene,
        'LoadBalancerServerGroupVmNicRef',
        { serverGroupUuid, vmNicUuid: String(uuid) },
        { weight: Number(weight) },
      );
    for (const { ipAddress, weight } of records(addresses))
      update(
        scene,
        'LoadBalancerServerGroupServerIp',
        { serverGroupUuid, ipAddress: String(ipAddress) },
        { weight: Number(weight) },
      );
  }),
  DeleteIpAddress: {
    duration: () => 300,
    finish: (scene) => {
      for (const uuid of texts(scene.call.params.usedIpUuids))
        removeResource(scene, inventoryOf(scene, 'UsedIp'), uuid);
      return {};
    },
  },
};

function addRange(scene: Scene, from: number, to: number, mask: number) {
  const { params } = scene.call;
  const uuid = String(params.resourceUuid ?? scene.uuid());
  const network = from - (from % (2 ** 32 - mask));
  const prefixLen = mask.toString(2).replaceAll('0', '').length;
  insert(scene, 'IpRange', {
    uuid,
    name: String(params.name),
    description: text(params.description) ?? null,
    l3NetworkUuid: String(params.l3NetworkUuid),
    startIp: textOf(from),
    endIp: textOf(to),
    netmask: textOf(mask),
    gateway: text(params.gateway) ?? textOf(network + 1),
    networkCidr: `${textOf(network)}/${prefixLen}`,
    ipVersion: 4,
    prefixLen,
    ipRangeType: text(params.ipRangeType) ?? 'Normal',
    createDate: scene.now,
    lastOpDate: scene.now,
  });
  equip(scene, inventoryOf(scene, 'IpRange'), uuid);
  return { inventory: show(scene, 'IpRange', uuid) };
}

type Key = { readonly l3NetworkUuid: string; readonly networkServiceProviderUuid: string };

function services(act: (scene: Scene, key: Key, types: readonly string[]) => void): Effect {
  return {
    duration: () => 300,
    finish: (scene) => {
      const l3NetworkUuid = String(scene.call.params.l3NetworkUuid);
      for (const [networkServiceProviderUuid, types] of Object.entries(scene.call.params.networkServices ?? {}))
        act(scene, { l3NetworkUuid, networkServiceProviderUuid }, texts(types));
      return { inventory: show(scene, 'L3Network', l3NetworkUuid) };
    },
  };
}

function addRule(
  scene: Scene,
  rule: Readonly<Record<string, unknown>>,
  remoteSecurityGroupUuid: string | undefined,
): void {
  const inventory = inventoryOf(scene, 'SecurityGroupRule');
  const given = inventory.fields.flatMap(({ name, type }) => {
    const value = rule[name];
    if (value === undefined || value === null || typeof value === 'object') return [];
    return [[name, type === 'int' ? Number(value) : String(value)] as const];
  });
  const uuid = scene.uuid();
  insert(scene, 'SecurityGroupRule', {
    ...{ state: 'Enabled', ipVersion: 4, priority: 1, action: 'ACCEPT', createDate: scene.now, lastOpDate: scene.now },
    ...Object.fromEntries(given),
    securityGroupUuid: String(scene.call.params.securityGroupUuid),
    remoteSecurityGroupUuid: remoteSecurityGroupUuid ?? null,
    uuid,
  });
  own(scene, inventory, uuid);
}

function joinGroup(scene: Scene, vmNicUuid: string, securityGroupUuid: string, priority: number): void {
  if (first(scene, 'VmNicSecurityGroupRef', { vmNicUuid, securityGroupUuid })) return;
  const vmInstanceUuid = find(scene, 'VmNic', vmNicUuid)?.vmInstanceUuid ?? null;
  const dates = { createDate: scene.now, lastOpDate: scene.now };
  insert(scene, 'VmNicSecurityGroupRef', { vmNicUuid, securityGroupUuid, vmInstanceUuid, priority, ...dates });
}

function servers(act: (scene: Scene, serverGroupUuid: string) => void): Effect {
  return {
    duration: () => 500,
    finish: (scene) => {
      const uuid = String(scene.call.params.serverGroupUuid);
      act(scene, uuid);
      return { inventory: show(scene, 'LoadBalancerServerGroup', uuid) };
    },
  };
}

function addServer(
  scene: Scene,
  kind: 'VmNic' | 'ServerIp',
  key: Readonly<Record<string, string>>,
  weight: unknown,
): void {
  const name = kind === 'VmNic' ? 'LoadBalancerServerGroupVmNicRef' : 'LoadBalancerServerGroupServerIp';
  if (first(scene, name, key)) return;
  const dates = { createDate: scene.now, lastOpDate: scene.now };
  const version = kind === 'VmNic' ? { ipVersion: 4 } : {};
  insert(scene, name, {
    id: nextId(scene, name),
    ...key,
    weight: Number(weight ?? 100),
    status: 'Active',
    ...version,
    ...dates,
  });
}
