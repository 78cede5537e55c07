import { dates, named, pairs, type SeedTable, table, uuid } from './table.ts';

type L2 = readonly [name: string, zone: string, vlan: number | null, clusters: string];
type L3 = readonly [
  name: string,
  l2Network: string,
  category: 'Public' | 'Private' | 'System',
  type: 'L3BasicNetwork' | 'L3VpcNetwork',
  /** The first three numbers of its addresses. */
  net: string,
  description: string | null,
];

const l2Networks: readonly L2[] = [
  ['l2-bj-mgmt', '北京一区', null, 'bj-prod bj-dev'],
  ['l2-bj-public', '北京一区', 100, 'bj-prod bj-dev'],
  ['l2-bj-app', '北京一区', 201, 'bj-prod'],
  ['l2-bj-data', '北京一区', 202, 'bj-prod'],
  ['l2-bj-dev', '北京一区', 301, 'bj-dev'],
  ['l2-sh-mgmt', '上海二区', null, 'sh-prod sh-edge'],
  ['l2-sh-public', '上海二区', 100, 'sh-prod'],
  ['l2-sh-app', '上海二区', 201, 'sh-prod'],
  ['l2-sh-edge', '上海二区', 401, 'sh-edge'],
];

const BASIC = 'L3BasicNetwork';
const VPC = 'L3VpcNetwork';

const l3Networks: readonly L3[] = [
  ['bj-mgmt', 'l2-bj-mgmt', 'System', BASIC, '10.0.10', '管理网络'],
  ['bj-public', 'l2-bj-public', 'Public', BASIC, '203.0.113', '公网，联通'],
  ['bj-app', 'l2-bj-app', 'Private', VPC, '10.10.1', '应用网络'],
  ['bj-data', 'l2-bj-data', 'Private', VPC, '10.10.2', '数据网络，不出公网'],
  ['bj-dev', 'l2-bj-dev', 'Private', BASIC, '10.10.8', '研发网络'],
  ['sh-mgmt', 'l2-sh-mgmt', 'System', BASIC, '10.0.20', '管理网络'],
  ['sh-public', 'l2-sh-public', 'Public', BASIC, '198.51.100', '公网，电信'],
  ['sh-app', 'l2-sh-app', 'Private', VPC, '10.20.1', null],
  ['sh-edge', 'l2-sh-edge', 'Private', BASIC, '10.20.8', '边缘网络'],
];

/** One range each, from .10 to .250 unless said otherwise here. */
const moreRanges: readonly (readonly [name: string, l3Network: string, first: number, last: number])[] = [
  ['bj-public-保留段', 'bj-public', 251, 254],
];

const providers: readonly (readonly [name: string, type: string, services: string])[] = [
  ['Flat Network Service Provider', 'Flat', 'DHCP Userdata Eip'],
  ['SecurityGroup', 'SecurityGroup', 'SecurityGroup'],
  ['vrouter', 'vrouter', 'DNS SNAT LoadBalancer PortForwarding'],
];

/** Addresses of a network: `address(11)` and what nics, ranges and virtual ips say beside it. */
export function l3Of(name: string) {
  const net = named(l3Networks, name)[4];
  return { address: (octet: number) => `${net}.${octet}`, gateway: `${net}.1`, netmask: '255.255.255.0' };
}

export function l3Uuid(name: string): string {
  return uuid('L3Network', named(l3Networks, name)[0]);
}

/** Uuid of the range that a network's nics and virtual ips take their addresses from. */
export function rangeUuid(l3Network: string): string {
  return uuid('IpRange', `${l3Network}-range`);
}

/** L2 and L3 networks, ranges and the network services offered on them. */
export function networkTables(): readonly SeedTable[] {
  const ranges = [...l3Networks.map(([name]) => [`${name}-range`, name, 10, 250] as const), ...moreRanges];
  const services = l3Networks
    .filter(([, , category]) => category === 'Private')
    .flatMap(([l3]) => providers.flatMap(([provider, , types]) => pairs(provider, types).map((pair) => [l3, ...pair])));
  return [
    table(
      'L2NetworkInventory',
      l2Networks.filter(([, , vlan]) => vlan === null),
      (l2) => l2Row(l2, 'L2NoVlanNetwork'),
    ),
    table(
      'L2VlanNetworkInventory',
      l2Networks.filter(([, , vlan]) => vlan !== null),
      (l2) => ({ ...l2Row(l2, 'L2VlanNetwork'), vlan: l2[2] }),
    ),
    table(
      'L2NetworkClusterRefInventory',
      l2Networks.flatMap(([name, , , clusters]) => pairs(name, clusters)),
      ([name, cluster]) => ({
        clusterUuid: uuid('Cluster', cluster),
        l2NetworkUuid: uuid('L2Network', name),
        l2ProviderType: 'LinuxBridge',
        ...dates(`${name} ${cluster}`, '2024-02-02', '2024-02-04'),
      }),
    ),
    table('L3NetworkInventory', l3Networks, ([name, l2Network, category, type, , description]) => ({
      uuid: l3Uuid(name),
      name,
      description,
      type,
      zoneUuid: uuid('Zone', named(l2Networks, l2Network)[1]),
      l2NetworkUuid: uuid('L2Network', l2Network),
      state: 'Enabled',
      dnsDomain: category === 'Private' ? `${name}.example.internal` : null,
      system: category === 'System',
      category,
      ipVersion: 4,
      enableIPAM: true,
      isolated: false,
      ...dates(name, '2024-02-04', '2024-02-06'),
    })),
    table('L3NetworkDnsInventory', l3Networks, ([name]) => ({
      l3NetworkUuid: l3Uuid(name),
      dns: '223.5.5.5',
      ...dates(name, '2024-02-04', '2024-02-06'),
    })),
    table('IpRangeInventory', ranges, ([name, l3Network, first, last]) => {
      const { address, gateway, netmask } = l3Of(l3Network);
      return {
        uuid: uuid('IpRange', name),
        l3NetworkUuid: l3Uuid(l3Network),
        name,
        startIp: address(first),
        endIp: address(last),
        netmask,
        gateway,
        networkCidr: `${address(0)}/24`,
        ipVersion: 4,
        prefixLen: 24,
        ipRangeType: 'Normal',
        ...dates(name, '2024-02-06', '2024-02-08'),
      };
    }),
    table('NetworkServiceProviderInventory', providers, ([name, type]) => ({
      uuid: uuid('NetworkServiceProvider', name),
      name,
      type,
      ...dates(name, '2024-01-08', '2024-01-09'),
    })),
    table(
      'NetworkServiceTypeInventory',
      providers.flatMap(([name, , types]) => pairs(name, types)),
      ([name, type]) => ({ networkServiceProviderUuid: uuid('NetworkServiceProvider', name), type }),
    ),
    table('NetworkServiceL3NetworkRefInventory', services, ([l3 = '', provider = '', networkServiceType = '']) => ({
      l3NetworkUuid: l3Uuid(l3),
      networkServiceProviderUuid: uuid('NetworkServiceProvider', provider),
      networkServiceType,
    })),
  ];
}

function l2Row([name, zone, vlan]: L2, type: string) {
  return {
    uuid: uuid('L2Network', name),
    name,
    zoneUuid: uuid('Zone', zone),
    physicalInterface: vlan === null ? 'bond0' : 'bond1',
    type,
    vSwitchType: 'LinuxBridge',
    virtualNetworkId: vlan ?? 0,
    isolated: false,
    ...dates(name, '2024-02-01', '2024-02-02'),
  };
}
