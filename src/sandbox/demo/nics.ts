import { machineNamed, machines, machineUuid } from './machines.ts';
import { l3Of, l3Uuid, rangeUuid } from './networks.ts';
import { part, type Row, type SeedTable, table, uuid } from './table.ts';

type Nic = readonly [vm: string, deviceId: number, l3Network: string, octet: number];

/** Nics beside the first one, which stands with its machine. */
const moreNics: readonly Nic[] = [
  ['bj-api-01', 1, 'bj-data', 121],
  ['bj-api-02', 1, 'bj-data', 122],
  ['bj-api-03', 1, 'bj-data', 123],
  ['财务系统-生产', 1, 'bj-data', 131],
  ['bj-monitor', 1, 'bj-data', 162],
  ['vpc-北京-生产', 1, 'bj-public', 201],
  ['vpc-北京-生产', 2, 'bj-app', 1],
  ['vpc-北京-生产', 3, 'bj-data', 1],
  ['vpc-上海-灾备', 1, 'sh-public', 201],
  ['vpc-上海-灾备', 2, 'sh-app', 1],
  ['vrouter.l3.bj-dev', 1, 'bj-public', 202],
  ['vrouter.l3.bj-dev', 2, 'bj-dev', 1],
];

const nics: readonly Nic[] = [...machines.filter(({ state }) => state !== 'Destroyed').map(firstNic), ...moreNics];

export function nicUuid(vm: string, deviceId = 0): string {
  return uuid('VmNic', `${vm} ${deviceId}`);
}

/** Address of a machine's first nic. */
export function addressOf(vm: string): string {
  const { l3Network, octet } = machineNamed(vm);
  return l3Of(l3Network).address(octet);
}

/** Nics of all machines and the addresses they use. */
export function nicTables(): readonly SeedTable[] {
  return [
    table('VmNicInventory', nics, ([vm, deviceId, l3Network, octet]) => {
      const { createDate, lastOpDate, state } = machineNamed(vm);
      const { address, gateway, netmask } = l3Of(l3Network);
      const id = nicUuid(vm, deviceId);
      return {
        uuid: id,
        vmInstanceUuid: machineUuid(vm),
        l3NetworkUuid: l3Uuid(l3Network),
        ip: address(octet),
        mac: `fa:${(id.slice(0, 10).match(/../g) ?? []).join(':')}`,
        hypervisorType: 'KVM',
        netmask,
        gateway,
        ipVersion: 4,
        driverType: 'virtio',
        internalName: `vnic${1000 + part('internalName', vm, 9000)}.${deviceId}`,
        deviceId,
        type: 'VNIC',
        state: state === 'Error' ? 'disable' : 'enable',
        createDate,
        lastOpDate,
      };
    }),
  ];
}

/** An address in use; `use` says by what, and since when. */
export function usedIpRow(l3Network: string, octet: number, use: Row): Row {
  const { address, gateway, netmask } = l3Of(l3Network);
  const ip = address(octet);
  return {
    uuid: usedIpUuid(ip),
    // A router's own address is the gateway, outside every range.
    ipRangeUuid: ip === gateway ? null : rangeUuid(l3Network),
    l3NetworkUuid: l3Uuid(l3Network),
    ipVersion: 4,
    ip,
    netmask,
    gateway,
    ipInLong: ip.split('.').reduce((sum, number) => sum * 256 + Number(number), 0),
    ...use,
  };
}

export function usedIpUuid(ip: string): string {
  return uuid('UsedIp', ip);
}

/** Addresses of all nics. */
export function nicAddresses(): readonly Row[] {
  return nics.map(([vm, deviceId, l3Network, octet]) => {
    const { createDate, lastOpDate } = machineNamed(vm);
    return usedIpRow(l3Network, octet, { usedFor: null, vmNicUuid: nicUuid(vm, deviceId), createDate, lastOpDate });
  });
}

function firstNic({ name, l3Network, octet }: (typeof machines)[number]): Nic {
  return [name, 0, l3Network, octet];
}
