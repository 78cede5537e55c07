import { machineUuid } from './machines.ts';
import { l3Uuid } from './networks.ts';
import { nicUuid } from './nics.ts';
import { dates, pairs, type SeedTable, table, uuid } from './table.ts';

const securityGroups: readonly (readonly [name: string, vms: string, description: string | null])[] = [
  ['web-dmz', 'bj-web-01 bj-web-02 bj-web-03 sh-web-01', '只开放 80 与 443'],
  ['数据库', 'bj-db-master bj-db-replica sh-db-standby', '仅应用网段可访问'],
  ['研发-默认', '研发-gitlab 研发-jenkins 研发-测试机-01 研发-测试机-02', null],
];

type Rule = readonly [group: string, type: 'Ingress' | 'Egress', protocol: string, ports: string, cidr: string];

const rules: readonly Rule[] = [
  ['web-dmz', 'Ingress', 'TCP', '80', '0.0.0.0/0'],
  ['web-dmz', 'Ingress', 'TCP', '443', '0.0.0.0/0'],
  ['数据库', 'Ingress', 'TCP', '3306', '10.10.1.0/24'],
  ['数据库', 'Egress', 'ALL', '-1', '0.0.0.0/0'],
  ['研发-默认', 'Ingress', 'TCP', '22-23', '10.10.8.0/24'],
  ['研发-默认', 'Ingress', 'ICMP', '-1', '0.0.0.0/0'],
];

/** Security groups, their rules, members and networks. */
export function securityGroupTables(): readonly SeedTable[] {
  const members = securityGroups.flatMap(([name, vms]) => pairs(name, vms));
  return [
    table('SecurityGroupInventory', securityGroups, ([name, , description]) => ({
      uuid: uuid('SecurityGroup', name),
      name,
      description,
      state: 'Enabled',
      ipVersion: 4,
      ...born(name),
    })),
    table('SecurityGroupRuleInventory', rules, ([group, type, protocol, ports, cidr], priority) => {
      const [startPort = -1, endPort = startPort] = ports === '-1' ? [] : ports.split('-').map(Number);
      return {
        uuid: uuid('SecurityGroupRule', `${group} ${type} ${protocol} ${ports}`),
        securityGroupUuid: uuid('SecurityGroup', group),
        type,
        ipVersion: 4,
        protocol,
        state: 'Enabled',
        priority: priority + 1,
        srcIpRange: type === 'Ingress' ? cidr : null,
        dstIpRange: type === 'Egress' ? cidr : null,
        dstPortRange: ports === '-1' ? null : ports,
        action: 'ACCEPT',
        allowedCidr: cidr,
        startPort,
        endPort,
        ...dates(`${group} ${ports}`, '2024-08-01', '2026-03-05'),
      };
    }),
    table('VmNicSecurityGroupRefInventory', members, ([group, vm]) => ({
      priority: 1,
      vmNicUuid: nicUuid(vm),
      securityGroupUuid: uuid('SecurityGroup', group),
      vmInstanceUuid: machineUuid(vm),
      ...dates(`${group} ${vm}`, '2026-02-16', '2026-03-05'),
    })),
    table(
      'SecurityGroupL3NetworkRefInventory',
      pairs('web-dmz', 'bj-app sh-app').concat(pairs('数据库', 'bj-data sh-app'), pairs('研发-默认', 'bj-dev')),
      ([group, l3Network]) => ({
        uuid: uuid('SecurityGroupL3NetworkRef', `${group} ${l3Network}`),
        l3NetworkUuid: l3Uuid(l3Network),
        securityGroupUuid: uuid('SecurityGroup', group),
        ...dates(`${group} ${l3Network}`, '2024-08-01', '2026-03-05'),
      }),
    ),
  ];
}

function born(name: string) {
  return dates(name, '2024-07-01', '2024-08-01');
}
