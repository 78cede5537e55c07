import { awkward } from './awkward.ts';
import { backupPath } from './backup-storages.ts';
import { dates, GiB, named, pairs, part, type SeedTable, table, uuid } from './table.ts';

type Image = readonly [
  key: string,
  name: string,
  platform: string,
  guestOsType: string,
  architecture: string,
  mediaType: string,
  sizeGiB: number,
  backupStorages: string,
  description: string | null,
];
type InstanceOffering = readonly [name: string, cpuNum: number, memoryGiB: number, description: string | null];
type DiskOffering = readonly [name: string, sizeGiB: number, description: string | null];

const ROOT = 'RootVolumeTemplate';
const BOTH = 'bs-beijing bs-shanghai';

const images: readonly Image[] = [
  ['centos', 'CentOS-7.9-x86_64', 'Linux', 'CentOS 7', 'x86_64', ROOT, 40, BOTH, '已停止维护，仅供存量业务'],
  ['ubuntu', awkward.doubleQuotes, 'Linux', 'Ubuntu 22', 'x86_64', ROOT, 20, BOTH, null],
  ['debian', 'Debian-12-x86_64', 'Linux', 'Debian 12', 'x86_64', ROOT, 20, 'bs-beijing', awkward.empty],
  ['euler', 'openEuler-22.03-LTS', 'Linux', 'openEuler 22.03', 'x86_64', ROOT, 40, BOTH, '默认服务器镜像'],
  ['euler-arm', 'openEuler-22.03-aarch64', 'Linux', 'openEuler 22.03', 'aarch64', ROOT, 40, 'bs-shanghai', '边缘节点'],
  ['kylin', '银河麒麟 V10 SP3', 'Linux', 'Kylin 10', 'x86_64', ROOT, 60, 'bs-beijing', '信创业务'],
  ['win2019', 'Windows Server 2019 数据中心版', 'Windows', 'Windows Server 2019', 'x86_64', ROOT, 80, BOTH, null],
  ['win11', 'Windows 11 办公桌面', 'Windows', 'Windows 11', 'x86_64', ROOT, 100, 'bs-beijing', 'C:\\Windows\\System32'],
  ['rescue', '救援盘 SystemRescue-11', 'Linux', 'Other', 'x86_64', 'ISO', 1, 'bs-sftp', null],
  ['dataset', '测试数据集-2025Q4', 'Other', 'Other', 'x86_64', 'DataVolumeTemplate', 200, 'bs-beijing', '脱敏后'],
  ['longest', awkward.longest, 'Linux', 'Linux', 'x86_64', ROOT, 8, 'bs-sftp', null],
  ['vrouter', 'ZStack-vRouter-5.2.1', 'Linux', 'openEuler 22.03', 'x86_64', ROOT, 12, BOTH, '云路由系统镜像'],
];

const instanceOfferings: readonly InstanceOffering[] = [
  ['1C1G', 1, 1, '入门型'],
  ['1C2G', 1, 2, null],
  ['2C4G', 2, 4, '通用型'],
  ['4C8G', 4, 8, '通用型'],
  ['8C16G', 8, 16, '计算型'],
  ['8C32G', 8, 32, '内存型'],
  ['16C64G', 16, 64, '数据库专用'],
];

const routerOfferings: readonly InstanceOffering[] = [['vrouter-2C2G', 2, 2, '云路由规格']];

const diskOfferings: readonly DiskOffering[] = [
  ['20G', 20, null],
  ['100G', 100, '普通数据盘'],
  ['500G', 500, '大容量数据盘'],
  ['1T', 1024, '归档盘'],
  [awkward.spaces, 10, '名称首尾有空格'],
];

/** What a virtual machine takes from its image. */
export function imageOf(key: string): { platform: string; guestOsType: string; architecture: string; size: number } {
  const [, , platform, guestOsType, architecture, , sizeGiB] = named(images, key);
  return { platform, guestOsType, architecture, size: sizeGiB * GiB };
}

/** What a virtual machine takes from its instance offering. */
export function offeringOf(name: string): { cpuNum: number; memorySize: number } {
  const [, cpuNum, memoryGiB] = named([...instanceOfferings, ...routerOfferings], name);
  return { cpuNum, memorySize: memoryGiB * GiB };
}

/** Name of the smallest disk offering of at least so many GiB. */
export function diskOfferingOf(sizeGiB: number): string {
  const [name] = diskOfferings.find(([, size]) => size >= sizeGiB) ?? named(diskOfferings, '1T');
  return name;
}

/** Images with their places on backup storages, instance and disk offerings. */
export function imageTables(): readonly SeedTable[] {
  return [
    table('ImageInventory', images, (image) => imageRow(image)),
    table(
      'ImageBackupStorageRefInventory',
      images.flatMap((image) => pairs(image[0], image[7])),
      ([key, storage]) => ({
        imageUuid: uuid('Image', key),
        backupStorageUuid: uuid('BackupStorage', storage),
        installPath: backupPath(storage, 'rootVolumeTemplates', uuid('Image', key)),
        status: 'Ready',
        ...dates(key, '2024-02-12', '2024-05-30'),
      }),
    ),
    table('InstanceOfferingInventory', instanceOfferings, (offering) => offeringRow(offering, 'UserVm')),
    table('VirtualRouterOfferingInventory', routerOfferings, (offering) => ({
      ...offeringRow(offering, 'VirtualRouter'),
      managementNetworkUuid: uuid('L3Network', 'bj-mgmt'),
      publicNetworkUuid: uuid('L3Network', 'bj-public'),
      zoneUuid: uuid('Zone', '北京一区'),
      imageUuid: uuid('Image', 'vrouter'),
      isDefault: true,
    })),
    table('DiskOfferingInventory', diskOfferings, ([name, sizeGiB, description], index) => ({
      uuid: uuid('DiskOffering', name),
      name,
      description,
      diskSize: sizeGiB * GiB,
      sortKey: index,
      state: 'Enabled',
      type: 'DefaultDiskOfferingType',
      allocatorStrategy: 'DefaultPrimaryStorageAllocationStrategy',
      ...dates(name, '2024-02-10', '2024-02-12'),
    })),
  ];
}

function imageRow([key, name, platform, guestOsType, architecture, mediaType, sizeGiB, , description]: Image) {
  const id = uuid('Image', key);
  const format = mediaType === 'ISO' ? 'iso' : 'qcow2';
  return {
    uuid: id,
    name,
    description,
    state: key === 'centos' ? 'Disabled' : 'Enabled',
    status: 'Ready',
    size: sizeGiB * GiB,
    actualSize: Math.floor((sizeGiB * GiB) / 10) + part('actualSize', key, GiB / 2),
    md5Sum: id.split('').reverse().join(''),
    url: `http://mirrors.example.com/images/${key}.${format}`,
    mediaType,
    guestOsType,
    type: 'zstack',
    platform,
    architecture,
    format,
    system: key === 'vrouter',
    virtio: mediaType === ROOT,
    ...dates(key, '2024-02-12', '2024-05-30'),
  };
}

function offeringRow([name, cpuNum, memoryGiB, description]: InstanceOffering, type: string) {
  return {
    uuid: uuid('InstanceOffering', name),
    name,
    description,
    cpuNum,
    cpuSpeed: 0,
    memorySize: memoryGiB * GiB,
    reservedMemorySize: 0,
    type,
    allocatorStrategy: 'LeastVmPreferredHostAllocatorStrategy',
    sortKey: cpuNum,
    state: 'Enabled',
    ...dates(name, '2024-05-30', '2024-06-01'),
  };
}
