import { LOAD_BALANCER } from './load-balancers.ts';
import { machineUuid } from './machines.ts';
import { l3Of, l3Uuid } from './networks.ts';
import { addressOf, nicAddresses, nicUuid, usedIpRow, usedIpUuid } from './nics.ts';
import { dates, named, type Row, type SeedTable, table, uuid } from './table.ts';

type Vip = readonly [name: string, l3Network: string, octet: number, useFor: string | null, router: string | null];

const BEIJING = 'vpc-北京-生产';
const SHANGHAI = 'vpc-上海-灾备';

const vips: readonly Vip[] = [
  ['vip-官网', 'bj-public', 30, 'LoadBalancer', BEIJING],
  ['vip-gitlab', 'bj-public', 31, 'Eip', 'vrouter.l3.bj-dev'],
  ['vip-财务', 'bj-public', 32, 'Eip', BEIJING],
  ['vip-sh-web', 'sh-public', 30, 'Eip', SHANGHAI],
  ['vip-预留', 'sh-public', 31, 'Eip', null],
  ['vip-ssh', 'bj-public', 33, 'PortForwarding', BEIJING],
  ['vip-空闲', 'bj-public', 34, null, null],
];

/** Elastic ips with the machine each leads to. */
const eips: readonly (readonly [name: string, vip: string, vm: string | null, description: string | null])[] = [
  ['eip-gitlab', 'vip-gitlab', '研发-gitlab', '外包同事访问'],
  ['eip-财务', 'vip-财务', '财务系统-生产', '税务直连'],
  ['eip-sh-web', 'vip-sh-web', 'sh-web-01', null],
  ['eip-预留', 'vip-预留', null, '未绑定'],
];

/** Virtual and elastic ips, port forwarding, the routers that serve them, and every address in use. */
export function vipTables(): readonly SeedTable[] {
  return [
    table('UsedIpInventory', [...nicAddresses(), ...vips.map(vipAddress)], (row) => row),
    table('VipInventory', vips, vipRow),
    table(
      'VipNetworkServicesRefInventory',
      vips.filter(([, , , useFor]) => useFor !== null),
      ([name, , , useFor]) => ({
        uuid: serviceUuid(name),
        serviceType: useFor,
        vipUuid: uuid('Vip', name),
        ...born(name),
      }),
    ),
    table(
      'VirtualRouterVipInventory',
      vips.filter((vip) => vip[4] !== null),
      ([name, , , , router]) => ({ uuid: uuid('Vip', name), virtualRouterVmUuid: machineUuid(router ?? '') }),
    ),
    table('EipInventory', eips, ([name, vip, vm, description]) => ({
      uuid: uuid('Eip', name),
      name,
      description,
      vmNicUuid: vm === null ? null : nicUuid(vm),
      vipUuid: uuid('Vip', vip),
      state: 'Enabled',
      vipIp: vipIp(vip),
      guestIp: vm === null ? null : addressOf(vm),
      ...dates(name, '2026-02-16', '2026-03-05'),
    })),
    table(
      'VirtualRouterEipRefInventory',
      eips.filter(([, vip]) => named(vips, vip)[4] !== null),
      ([name, vip]) => ({
        eipUuid: uuid('Eip', name),
        virtualRouterVmUuid: machineUuid(named(vips, vip)[4] ?? ''),
      }),
    ),
    table('PortForwardingRuleInventory', ['ssh-跳板'], (name) => ({
      uuid: uuid('PortForwardingRule', name),
      name,
      vipIp: vipIp('vip-ssh'),
      guestIp: addressOf('bj-monitor'),
      vipUuid: uuid('Vip', 'vip-ssh'),
      vipPortStart: 2222,
      vipPortEnd: 2222,
      privatePortStart: 22,
      privatePortEnd: 22,
      vmNicUuid: nicUuid('bj-monitor'),
      protocolType: 'TCP',
      state: 'Enabled',
      allowedCidr: '203.0.113.0/24',
      ...dates(name, '2026-02-16', '2026-03-05'),
    })),
  ];
}

function vipRow([name, l3Network, octet, useFor, router]: Vip) {
  const { address, gateway, netmask } = l3Of(l3Network);
  return {
    uuid: uuid('Vip', name),
    name,
    l3NetworkUuid: l3Uuid(l3Network),
    ip: address(octet),
    state: 'Enabled',
    gateway,
    netmask,
    prefixLen: 24,
    serviceProvider: router === null ? null : 'vrouter',
    useFor,
    system: false,
    usedIpUuid: usedIpUuid(address(octet)),
    ...born(name),
  };
}

function vipAddress([name, l3Network, octet]: Vip): Row {
  return usedIpRow(l3Network, octet, { usedFor: 'Vip', vmNicUuid: null, ...born(name) });
}

function vipIp(vip: string): string {
  const [, l3Network, octet] = named(vips, vip);
  return l3Of(l3Network).address(octet);
}

/** Uuid of what uses a virtual ip. */
function serviceUuid(vip: string): string {
  const eip = eips.find((each) => each[1] === vip);
  if (eip) return uuid('Eip', eip[0]);
  return vip === 'vip-ssh' ? uuid('PortForwardingRule', 'ssh-跳板') : uuid('LoadBalancer', LOAD_BALANCER);
}

function born(name: string) {
  return dates(name, '2024-06-10', '2024-06-30');
}
