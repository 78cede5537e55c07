import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow } from '../sqlite.ts';
import { takeAddress } from './addresses.ts';
import { equip } from './belongings.ts';
import { removeResource } from './cascade.ts';
import { rowOf } from './creation.ts';
import { defaults } from './defaults.ts';
import { show } from './reply.ts';
import { find, first, insert, inventoryOf, remove, update, where } from './rows.ts';
import { text } from './values.ts';

/** Virtual IPs and the services that make use of them. */
export const vipEffects: Readonly<Record<string, Effect>> = {
  CreateVip: {
    duration: () => 500,
    finish: (scene) => {
      const { l3NetworkUuid, requiredIp } = scene.call.params;
      const address = takeAddress(scene, String(l3NetworkUuid), { usedFor: 'Vip' }, text(requiredIp));
      const row = rowOf(scene, inventoryOf(scene, 'Vip'));
      const { ip = null, netmask = null, gateway = null, uuid: usedIpUuid = null } = address;
      insert(scene, 'Vip', { ...row, ip, netmask, gateway, usedIpUuid, prefixLen: prefixOf(String(netmask)) });
      equip(scene, inventoryOf(scene, 'Vip'), row.uuid);
      return { inventory: show(scene, 'Vip', row.uuid) };
    },
  },
  CreateEip: creating('Eip'),
  CreatePortForwardingRule: creating('PortForwardingRule'),
  CreateLoadBalancer: creating('LoadBalancer'),
  AttachEip: attaching('Eip', 'eipUuid'),
  AttachPortForwardingRule: attaching('PortForwardingRule', 'ruleUuid'),
  DetachEip: detaching('Eip'),
  DetachPortForwardingRule: detaching('PortForwardingRule'),
  SetVipQos: {
    duration: () => 300,
    finish: (scene) => {
      const { uuid: vip, port, outboundBandwidth, inboundBandwidth } = scene.call.params;
      const key = { vipUuid: String(vip), port: port === undefined ? null : Number(port) };
      const limits = Object.entries({ outboundBandwidth, inboundBandwidth }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, Number(value)] as const],
      );
      const changes = { ...Object.fromEntries(limits), lastOpDate: scene.now };
      if (update(scene, 'VipQos', key, changes) === 0)
        insert(scene, 'VipQos', {
          ...defaults(scene, inventoryOf(scene, 'VipQos')),
          ...key,
          ...changes,
          uuid: scene.uuid(),
        });
      return { inventory: show(scene, 'VipQos', String(first(scene, 'VipQos', key)?.uuid)) };
    },
  },
  DeleteVipQos: {
    duration: () => 300,
    finish: (scene) => {
      const { uuid, port } = scene.call.params;
      remove(scene, 'VipQos', { vipUuid: String(uuid), port: port === undefined ? null : Number(port) });
      return {};
    },
  },
  DeleteEip: deleting('Eip'),
  DeletePortForwardingRule: deleting('PortForwardingRule'),
  DeleteLoadBalancer: deleting('LoadBalancer'),
};

type Service = 'Eip' | 'PortForwardingRule' | 'LoadBalancer';

/** As a VIP calls what it is used for. */
const uses: Readonly<Record<Service, string>> = {
  Eip: 'Eip',
  PortForwardingRule: 'PortForwarding',
  LoadBalancer: 'LoadBalancer',
};

function creating(service: Service): Effect {
  return {
    duration: () => 500,
    finish: (scene) => {
      const vip = find(scene, 'Vip', text(scene.call.params.vipUuid));
      requireFree(scene, service, vip);
      const { vmNicUuid } = scene.call.params;
      const row = rowOf(scene, inventoryOf(scene, service));
      const ports = service === 'PortForwardingRule' ? portsOf(row) : {};
      const addresses =
        service === 'LoadBalancer' ? {} : { vipIp: vip?.ip ?? null, guestIp: ipOf(scene, text(vmNicUuid)) };
      insert(scene, service, { ...row, ...addresses, ...ports });
      equip(scene, inventoryOf(scene, service), row.uuid);
      if (vip) use(scene, service, vip, row.uuid);
      return { inventory: show(scene, service, row.uuid) };
    },
  };
}

/** One port where no end is given, the same ones inside where nothing is said. */
function portsOf(row: Readonly<Record<string, unknown>>) {
  const vipPortStart = Number(row.vipPortStart);
  const vipPortEnd = Number(row.vipPortEnd ?? vipPortStart);
  const privatePortStart = Number(row.privatePortStart ?? vipPortStart);
  return {
    vipPortEnd,
    privatePortStart,
    privatePortEnd: Number(row.privatePortEnd ?? privatePortStart + vipPortEnd - vipPortStart),
  };
}

function attaching(service: Service, param: string): Effect {
  return {
    duration: () => 500,
    finish: (scene) => {
      const uuid = String(scene.call.params[param]);
      const vmNicUuid = String(scene.call.params.vmNicUuid);
      const old = find(scene, service, uuid)?.vmNicUuid ?? null;
      if (old !== null)
        throw new Failure(
          'SYS.1006',
          `${service}[uuid:${uuid}] has been attached to vm nic[uuid:${old}], can't attach again`,
        );
      update(scene, service, { uuid }, { vmNicUuid, guestIp: ipOf(scene, vmNicUuid), lastOpDate: scene.now });
      return { inventory: show(scene, service, uuid) };
    },
  };
}

function detaching(service: Service): Effect {
  return {
    duration: () => 500,
    finish: (scene) => {
      const uuid = String(scene.call.params.uuid);
      update(scene, service, { uuid }, { vmNicUuid: null, guestIp: null, lastOpDate: scene.now });
      return { inventory: show(scene, service, uuid) };
    },
  };
}

function deleting(service: Service): Effect {
  return {
    duration: () => 500,
    finish: (scene) => {
      const uuid = String(scene.call.params.uuid);
      const vipUuid = find(scene, service, uuid)?.vipUuid ?? null;
      removeResource(scene, inventoryOf(scene, service), uuid);
      remove(scene, 'VipNetworkServicesRef', { uuid });
      const left = vipUuid === null ? [] : where(scene, 'VipNetworkServicesRef', { vipUuid });
      if (vipUuid !== null && left.length === 0)
        update(scene, 'Vip', { uuid: vipUuid }, { useFor: null, lastOpDate: scene.now });
      return {};
    },
  };
}

/** Many rules and load balancers can share a VIP; an EIP wants one for itself. */
function requireFree(scene: Scene, service: Service, vip: SqlRow | undefined): void {
  const used = vip && first(scene, 'VipNetworkServicesRef', { vipUuid: vip.uuid ?? null });
  if (used && (service === 'Eip' || used.serviceType === 'Eip'))
    throw new Failure('SYS.1006', `vip[uuid:${vip.uuid}] has been occupied by usage[${used.serviceType}]`);
}

function use(scene: Scene, service: Service, vip: SqlRow, uuid: string): void {
  const dates = { createDate: scene.now, lastOpDate: scene.now };
  insert(scene, 'VipNetworkServicesRef', { uuid, serviceType: uses[service], vipUuid: vip.uuid ?? null, ...dates });
  update(scene, 'Vip', { uuid: vip.uuid ?? null }, { useFor: uses[service], lastOpDate: scene.now });
}

function ipOf(scene: Scene, vmNicUuid: string | undefined) {
  return find(scene, 'VmNic', vmNicUuid)?.ip ?? null;
}

function prefixOf(netmask: string): number | null {
  const bits = netmask.split('.').map((part) => Number(part).toString(2).replaceAll('0', '').length);
  return bits.length === 4 ? bits.reduce((sum, each) => sum + each, 0) : null;
}
