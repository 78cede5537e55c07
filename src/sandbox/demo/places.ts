import { dates, GiB, named, type SeedTable, table, uuid } from './table.ts';

type Zone = readonly [name: string, isDefault: boolean, description: string];
type Cluster = readonly [name: string, zone: string, architecture: string, state: string, description: string];
type Host = readonly [
  name: string,
  cluster: string,
  managementIp: string,
  cpuNum: number,
  memoryGiB: number,
  state: string,
  status: string,
  description: string | null,
];

const zones: readonly Zone[] = [
  ['北京一区', true, '主数据中心，亦庄'],
  ['上海二区', false, '灾备数据中心，临港'],
];

const clusters: readonly Cluster[] = [
  ['bj-prod', '北京一区', 'x86_64', 'Enabled', '生产集群'],
  ['bj-dev', '北京一区', 'x86_64', 'Enabled', '研发测试集群'],
  ['sh-prod', '上海二区', 'x86_64', 'Enabled', '灾备集群'],
  ['sh-edge', '上海二区', 'aarch64', 'Enabled', '边缘集群，鲲鹏 920'],
];

const hosts: readonly Host[] = [
  ['bj-kvm-01', 'bj-prod', '10.0.10.101', 64, 128, 'Enabled', 'Connected', 'A03 机柜'],
  ['bj-kvm-02', 'bj-prod', '10.0.10.102', 64, 128, 'Enabled', 'Connected', 'A03 机柜'],
  ['bj-kvm-03', 'bj-prod', '10.0.10.103', 64, 128, 'Enabled', 'Connected', 'A04 机柜'],
  ['bj-kvm-04', 'bj-dev', '10.0.10.104', 32, 64, 'Enabled', 'Connected', null],
  ['bj-kvm-05', 'bj-dev', '10.0.10.105', 32, 64, 'Maintenance', 'Connected', '更换内存，预计 3 月 13 日恢复'],
  ['sh-kvm-01', 'sh-prod', '10.0.20.101', 48, 96, 'Enabled', 'Connected', null],
  ['sh-kvm-02', 'sh-prod', '10.0.20.102', 48, 96, 'Disabled', 'Connected', '待报废，不再分配新云主机'],
  ['sh-arm-01', 'sh-edge', '10.0.20.111', 96, 96, 'Enabled', 'Disconnected', '门店机房，3 月 11 日断电'],
];

/** Processors and bytes of memory that virtual machines take on one host. */
export interface Load {
  readonly cpu: number;
  readonly memory: number;
}

/** Names of a host's cluster and zone, and the architecture of both. */
export function placeOf(host: string): { cluster: string; zone: string; architecture: string } {
  const [, cluster] = named(hosts, host);
  const [, zone, architecture] = named(clusters, cluster);
  return { cluster, zone, architecture };
}

/** Zones, clusters and hosts; what the hosts have left follows from the load on each. */
export function places(load: (host: string) => Load): readonly SeedTable[] {
  return [
    table('ZoneInventory', zones, ([name, isDefault, description]) => ({
      uuid: uuid('Zone', name),
      name,
      description,
      state: 'Enabled',
      type: 'zstack',
      isDefault,
      ...dates(name, '2024-01-08', '2024-01-09'),
    })),
    table('ClusterInventory', clusters, ([name, zone, architecture, state, description]) => ({
      uuid: uuid('Cluster', name),
      zoneUuid: uuid('Zone', zone),
      name,
      description,
      state,
      hypervisorType: 'KVM',
      type: 'zstack',
      architecture,
      ...dates(name, '2024-01-10', '2024-01-12'),
    })),
    table('KVMHostInventory', hosts, (host) => hostRow(host, load(host[0]))),
  ];
}

/** Ten virtual processors may be given out for each real one, ZStack's default. */
const CPU_OVERPROVISIONING = 10;

function hostRow([name, cluster, managementIp, cpuNum, memoryGiB, state, status, description]: Host, load: Load) {
  const { zone, architecture } = placeOf(name);
  const arm = architecture === 'aarch64';
  return {
    uuid: uuid('Host', name),
    zoneUuid: uuid('Zone', zone),
    clusterUuid: uuid('Cluster', cluster),
    name,
    description,
    managementIp,
    hypervisorType: 'KVM',
    state,
    status,
    totalCpuCapacity: cpuNum * CPU_OVERPROVISIONING,
    availableCpuCapacity: cpuNum * CPU_OVERPROVISIONING - load.cpu,
    cpuSockets: 2,
    cpuNum,
    totalMemoryCapacity: memoryGiB * GiB,
    availableMemoryCapacity: memoryGiB * GiB - load.memory,
    ipmiAddress: managementIp.replace('10.0.', '10.1.'),
    ipmiUsername: 'ADMIN',
    ipmiPort: 623,
    ipmiPowerStatus: status === 'Connected' ? 'POWER_ON' : 'POWER_UNKNOWN',
    cpuStatus: 'Normal',
    memoryStatus: state === 'Maintenance' ? 'Error' : 'Normal',
    diskStatus: 'Normal',
    architecture,
    username: 'root',
    sshPort: 22,
    osDistribution: arm ? 'openEuler' : 'h84r',
    osRelease: arm ? 'LTS-SP3' : 'Helix',
    osVersion: arm ? '22.03' : '8.4',
    ...dates(name, '2024-01-15', '2024-01-20'),
  };
}
