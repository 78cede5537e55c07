import { awkward } from './awkward.ts';
import { imageOf, offeringOf } from './images.ts';
import { l3Uuid } from './networks.ts';
import { type Load, placeOf } from './places.ts';
import { dates, type SeedTable, table, uuid } from './table.ts';

type Vm = readonly [
  name: string,
  host: string,
  state: string,
  image: string,
  offering: string,
  /** Network of the first nic and the last number of its address. */
  l3Network: string,
  octet: number,
  owner: string,
  description?: string,
];

const R = 'Running';
const S = 'Stopped';

const vms: readonly Vm[] = [
  ['bj-web-01', 'bj-kvm-01', R, 'ubuntu', '2C4G', 'bj-app', 11, 'ops', '官网前端'],
  ['bj-web-02', 'bj-kvm-02', R, 'ubuntu', '2C4G', 'bj-app', 12, 'ops', '官网前端'],
  ['bj-web-03', 'bj-kvm-03', R, 'ubuntu', '2C4G', 'bj-app', 13, 'ops', '官网前端'],
  ['bj-api-01', 'bj-kvm-01', R, 'euler', '4C8G', 'bj-app', 21, 'ops', '订单接口'],
  ['bj-api-02', 'bj-kvm-02', R, 'euler', '4C8G', 'bj-app', 22, 'ops', '订单接口'],
  ['bj-api-03', 'bj-kvm-03', S, 'euler', '4C8G', 'bj-app', 23, 'ops', '订单接口，备用'],
  ['bj-db-master', 'bj-kvm-01', R, 'euler', '16C64G', 'bj-data', 11, 'ops', awkward.newline],
  ['bj-db-replica', 'bj-kvm-03', R, 'euler', '16C64G', 'bj-data', 12, 'ops', '从库'],
  ['bj-redis-01', 'bj-kvm-02', R, 'debian', '8C32G', 'bj-data', 21, 'ops'],
  ['bj-kafka-01', 'bj-kvm-01', R, 'debian', '4C8G', 'bj-data', 31, 'ops'],
  ['bj-kafka-02', 'bj-kvm-02', R, 'debian', '4C8G', 'bj-data', 32, 'ops'],
  ['bj-kafka-03', 'bj-kvm-03', R, 'debian', '4C8G', 'bj-data', 33, 'ops'],
  ['财务系统-生产', 'bj-kvm-02', R, 'kylin', '8C16G', 'bj-app', 31, '财务部', '等保三级，勿动'],
  ['财务系统-报表', 'bj-kvm-03', S, 'kylin', '4C8G', 'bj-app', 32, '财务部', '每月 1 日开机'],
  ['OA-办公系统', 'bj-kvm-03', R, 'win2019', '8C16G', 'bj-app', 41, 'admin'],
  ['win-ad-01', 'bj-kvm-01', R, 'win2019', '4C8G', 'bj-app', 42, 'admin', '域控'],
  ['win-desktop-07', 'bj-kvm-02', 'Paused', 'win11', '4C8G', 'bj-app', 47, '财务部', '王工的桌面'],
  ['legacy-crm', 'bj-kvm-02', S, 'centos', '2C4G', 'bj-app', 51, 'admin', '只读，2026 年 6 月下线'],
  [awkward.wildcards, 'bj-kvm-02', R, 'ubuntu', '1C2G', 'bj-app', 61, 'ops', '促销活动页'],
  ['bj-monitor', 'bj-kvm-01', R, 'debian', '4C8G', 'bj-app', 62, 'ops', 'Prometheus 与 Grafana'],
  ['研发-gitlab', 'bj-kvm-04', R, 'ubuntu', '8C16G', 'bj-dev', 11, '研发部', '代码仓库'],
  ['研发-jenkins', 'bj-kvm-04', R, 'ubuntu', '4C8G', 'bj-dev', 12, '研发部'],
  [awkward.emoji, 'bj-kvm-04', R, 'ubuntu', '4C8G', 'bj-dev', 13, '研发部', awkward.empty],
  ['研发-测试机-01', 'bj-kvm-04', R, 'debian', '2C4G', 'bj-dev', 21, '研发部'],
  ['研发-测试机-02', 'bj-kvm-04', S, 'debian', '2C4G', 'bj-dev', 22, '研发部'],
  [awkward.joined, 'bj-kvm-04', R, 'ubuntu', '1C1G', 'bj-dev', 31, '研发部', '团建照片'],
  [awkward.combining, 'bj-kvm-04', S, 'debian', '1C1G', 'bj-dev', 32, '研发部', '茶水间点单'],
  [awkward.number, 'bj-kvm-04', S, 'debian', '1C1G', 'bj-dev', 33, '研发部', awkward.nullWord],
  [awkward.escape, 'bj-kvm-04', S, 'debian', '1C1G', 'bj-dev', 34, '研发部', '告警演练'],
  ['模板校验', 'bj-kvm-04', 'Error', 'debian', '1C1G', 'bj-dev', 35, '研发部', '创建失败，待清理'],
  ['old-wiki', 'bj-kvm-04', 'Destroyed', 'centos', '2C4G', 'bj-dev', 36, '研发部', '已删除，保留 7 天'],
  ['sh-web-01', 'sh-kvm-01', R, 'ubuntu', '2C4G', 'sh-app', 11, 'ops', '灾备前端'],
  ['sh-api-01', 'sh-kvm-01', R, 'euler', '4C8G', 'sh-app', 21, 'ops', '灾备接口'],
  ['sh-db-standby', 'sh-kvm-01', R, 'euler', '16C64G', 'sh-app', 31, 'ops', '异地备库'],
  ['sh-backup-agent', 'sh-kvm-02', R, 'debian', '2C4G', 'sh-app', 41, 'admin'],
  ['门店网关-01', 'sh-arm-01', 'Unknown', 'euler-arm', '2C4G', 'sh-edge', 11, 'ops', '临港门店'],
  ['门店相机-02', 'sh-arm-01', 'Unknown', 'euler-arm', '1C2G', 'sh-edge', 12, 'ops', '临港门店'],
];

type Router = readonly [
  name: string,
  type: 'vpcvrouter' | 'VirtualRouter',
  host: string,
  management: string,
  octet: number,
  publicNetwork: string,
];

const routers: readonly Router[] = [
  ['vpc-北京-生产', 'vpcvrouter', 'bj-kvm-02', 'bj-mgmt', 201, 'bj-public'],
  ['vpc-上海-灾备', 'vpcvrouter', 'sh-kvm-01', 'sh-mgmt', 201, 'sh-public'],
  ['vrouter.l3.bj-dev', 'VirtualRouter', 'bj-kvm-04', 'bj-mgmt', 202, 'bj-public'],
];

/** A virtual machine before it becomes a row: also what nics, volumes and hosts need to know of it. */
export interface Machine {
  readonly name: string;
  readonly uuid: string;
  /** The host it runs on or last ran on. */
  readonly host: string;
  readonly state: string;
  readonly image: string;
  readonly offering: string;
  readonly l3Network: string;
  readonly octet: number;
  readonly owner: string;
  readonly description: string | null;
  readonly createDate: string;
  readonly lastOpDate: string;
}

export const machines: readonly Machine[] = [
  ...vms.map(([name, host, state, image, offering, l3Network, octet, owner, description = null]) => ({
    ...{ name, host, state, image, offering, l3Network, octet, owner, description },
    uuid: machineUuid(name),
    ...dates(name, '2024-06-03', '2026-02-16'),
    ...changed(state),
  })),
  ...routers.map(([name, , host, l3Network, octet]) => ({
    ...{ name, host, state: R, image: 'vrouter', offering: 'vrouter-2C2G', l3Network, octet, owner: 'admin' },
    description: null,
    uuid: machineUuid(name),
    ...dates(name, '2024-06-01', '2024-06-03'),
  })),
];

/** The last change of machines whose state tells when it was. */
function changed(state: string) {
  if (state === 'Destroyed') return { lastOpDate: '2026-03-09 17:20:31' };
  return state === 'Unknown' ? { lastOpDate: '2026-03-11 22:47:03' } : {};
}

/** Uuid of the virtual machine of that name. */
export function machineUuid(name: string): string {
  return uuid('VmInstance', name);
}

/** The machine of that name; throws when there is none. */
export function machineNamed(name: string): Machine {
  const machine = machines.find((each) => each.name === name);
  if (!machine) throw new Error(`the demo data has no virtual machine ${name}`);
  return machine;
}

/** Processors and memory that a host has given to machines. */
export function loadOf(host: string): Load {
  const here = machines.filter((machine) => machine.host === host && isPlaced(machine));
  const offerings = here.map((machine) => offeringOf(machine.offering));
  return {
    cpu: offerings.reduce((sum, { cpuNum }) => sum + cpuNum, 0),
    memory: offerings.reduce((sum, { memorySize }) => sum + memorySize, 0),
  };
}

/** Virtual machines, routers among them. */
export function machineTables(): readonly SeedTable[] {
  return [
    table(
      'VmInstanceInventory',
      vms.map(([name]) => machineNamed(name)),
      (machine) => machineRow(machine, 'UserVm'),
    ),
    ...(['vpcvrouter', 'VirtualRouter'] as const).map((type) =>
      table(
        type === 'vpcvrouter' ? 'VpcRouterVmInventory' : 'VirtualRouterVmInventory',
        routers.filter((router) => router[1] === type),
        routerRow,
      ),
    ),
    table('VmCdRomInventory', machines, ({ name, uuid: vmInstanceUuid, createDate, lastOpDate }) => ({
      uuid: uuid('VmCdRom', name),
      vmInstanceUuid,
      deviceId: 0,
      isoUuid: name === 'legacy-crm' ? uuid('Image', 'rescue') : null,
      name: `vm-${vmInstanceUuid}-cdRom`,
      createDate,
      lastOpDate,
    })),
  ];
}

/** Whether a machine holds resources of its host: these states keep their host, the others have given it back. */
function isPlaced({ state }: Machine): boolean {
  return state === R || state === 'Paused' || state === 'Unknown';
}

function machineRow(machine: Machine, type: string) {
  const { cluster, zone } = placeOf(machine.host);
  const { platform, guestOsType, architecture } = imageOf(machine.image);
  const host = uuid('Host', machine.host);
  return {
    uuid: machine.uuid,
    name: machine.name,
    description: machine.description,
    zoneUuid: uuid('Zone', zone),
    clusterUuid: uuid('Cluster', cluster),
    imageUuid: uuid('Image', machine.image),
    hostUuid: isPlaced(machine) ? host : null,
    lastHostUuid: machine.state === 'Error' ? null : host,
    instanceOfferingUuid: uuid('InstanceOffering', machine.offering),
    rootVolumeUuid: uuid('Volume', `ROOT ${machine.name}`),
    platform,
    architecture,
    defaultL3NetworkUuid: l3Uuid(machine.l3Network),
    type,
    hypervisorType: 'KVM',
    ...offeringOf(machine.offering),
    reservedMemorySize: 0,
    cpuSpeed: 0,
    allocatorStrategy: 'LeastVmPreferredHostAllocatorStrategy',
    state: machine.state,
    guestOsType,
    createDate: machine.createDate,
    lastOpDate: machine.lastOpDate,
  };
}

function routerRow([name, applianceVmType, , management, , publicNetwork]: Router) {
  return {
    ...machineRow(machineNamed(name), 'ApplianceVm'),
    applianceVmType,
    managementNetworkUuid: l3Uuid(management),
    defaultRouteL3NetworkUuid: l3Uuid(publicNetwork),
    defaultL3NetworkUuid: l3Uuid(publicNetwork),
    publicNetworkUuid: l3Uuid(publicNetwork),
    status: 'Connected',
    agentPort: 7759,
    haStatus: 'NoHa',
  };
}
