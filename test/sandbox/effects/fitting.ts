import { defaults } from '../../../src/sandbox/effects/defaults.ts';
import { first, insert, inventoryOf, type Values } from '../../../src/sandbox/effects/rows.ts';
import type { Params } from '../../../src/sandbox/parameters.ts';
import type { Cloud } from './cloud.ts';

/** The uuid of a row of the demo. */
export function uuidOf(cloud: Cloud, name: string, values: Values = {}): string {
  const row = first(cloud.scene('UpdateZone'), name, values);
  if (!row) throw new Error(`the demo has no ${name} with ${JSON.stringify(values)}`);
  return String(row.uuid);
}

/** The uuid of a row of that inventory, which is made where there is none. */
export function anyOf(cloud: Cloud, name: string): string {
  const scene = cloud.scene('UpdateZone');
  const inventory = inventoryOf(scene, name);
  const known = first(scene, inventory.resource === 'Resource' ? 'VmInstance' : name, {});
  if (known) return String(known.uuid);
  const uuid = scene.uuid();
  const named = inventory.fields.some((field) => field.name === 'name') ? { name: 'sample' } : {};
  insert(scene, name, { ...defaults(scene, inventory), ...named, uuid });
  return uuid;
}

const vm = (cloud: Cloud, state: string) => uuidOf(cloud, 'VmInstance', { state, type: 'UserVm' });
const free = (cloud: Cloud) => uuidOf(cloud, 'Volume', { name: '旧报表' });
const storage = (cloud: Cloud, name: string) => uuidOf(cloud, 'BackupStorage', { name });
const image = (cloud: Cloud) =>
  String(
    first(cloud.scene('UpdateZone'), 'ImageBackupStorageRef', { backupStorageUuid: storage(cloud, 'bs-beijing') })
      ?.imageUuid,
  );
const backup = (cloud: Cloud) => uuidOf(cloud, 'DatabaseBackup', { name: 'nightly-2026-03-10' });
const vip = (cloud: Cloud) =>
  made(cloud, 'CreateVip', { name: 'v', l3NetworkUuid: uuidOf(cloud, 'L3Network', { name: 'bj-public' }) });
const eip = (cloud: Cloud) => made(cloud, 'CreateEip', { name: 'e', vipUuid: vip(cloud) });
const nic = (cloud: Cloud) => uuidOf(cloud, 'VmNic', { vmInstanceUuid: vm(cloud, 'Running') });
const l3 = (cloud: Cloud) => uuidOf(cloud, 'L3Network', { name: 'bj-app' });

function made(cloud: Cloud, api: string, params: Params): string {
  return String((cloud.run(api, params).inventory as { uuid: string }).uuid);
}

/** Runs another API first and goes on with its parameters. */
function after(
  api: string,
  params: (cloud: Cloud) => Params,
  next: (cloud: Cloud, params: Params) => Params = (_, same) => same,
) {
  return (cloud: Cloud): Params => {
    const given = params(cloud);
    cloud.run(api, given);
    return next(cloud, given);
  };
}

const config = (cloud: Cloud) => ({
  ...{ category: 'vm', name: 'expungePeriod', value: '1' },
  resourceUuid: vm(cloud, 'Running'),
});

function attributes(kind: string) {
  return (cloud: Cloud): Params => ({ uuid: anyOf(cloud, kind), attributes: [{ name: 'phone', value: '1' }] });
}

function noMoreAttributes(kind: string) {
  return after(`AddAttributesTo${kind}`, attributes(kind), (cloud, { uuid }) => ({
    ...{ uuid, attributeUuids: [uuidOf(cloud, `${kind}Attribute`, { name: 'phone' })] },
  }));
}

/** Parameters of APIs that want more than a row of the right kind. */
export const fitting: Readonly<Record<string, (cloud: Cloud) => Params>> = {
  AddBackendServerToServerGroup: (cloud) => ({
    serverGroupUuid: uuidOf(cloud, 'LoadBalancerServerGroup'),
    servers: [{ ipAddress: '192.0.2.7', weight: 10 }],
  }),
  AddIpRange: (cloud) => ({
    ...{ l3NetworkUuid: l3(cloud), name: 'more', startIp: '192.0.2.10', endIp: '192.0.2.20', netmask: '255.255.255.0' },
  }),
  AddIpRangeByNetworkCidr: (cloud) => ({ l3NetworkUuid: l3(cloud), name: 'more', networkCidr: '192.0.2.0/24' }),
  AddSecurityGroupRule: (cloud) => ({
    securityGroupUuid: uuidOf(cloud, 'SecurityGroup'),
    rules: [{ type: 'Ingress', protocol: 'TCP', dstPortRange: '80' }],
  }),
  AttachBackupStorageToZone: (cloud) => ({
    backupStorageUuid: storage(cloud, 'bs-离线归档'),
    zoneUuid: uuidOf(cloud, 'Zone'),
  }),
  AttachDataVolumeToVm: (cloud) => ({ volumeUuid: free(cloud), vmInstanceUuid: vm(cloud, 'Running') }),
  AttachEip: (cloud) => ({ eipUuid: eip(cloud), vmNicUuid: nic(cloud) }),
  AttachIsoToVmInstance: (cloud) => ({
    vmInstanceUuid: vm(cloud, 'Running'),
    isoUuid: uuidOf(cloud, 'Image', { mediaType: 'ISO' }),
  }),
  AttachL2NetworkToCluster: after('DetachL2NetworkFromCluster', (cloud) => {
    const { l2NetworkUuid, clusterUuid } = first(cloud.scene('UpdateZone'), 'L2NetworkClusterRef', {}) ?? {};
    return { l2NetworkUuid: String(l2NetworkUuid), clusterUuid: String(clusterUuid) };
  }),
  AttachNetworkServiceToL3Network: (cloud) => ({
    l3NetworkUuid: l3(cloud),
    networkServices: { [uuidOf(cloud, 'NetworkServiceProvider')]: ['Sample'] },
  }),
  AttachPortForwardingRule: after(
    'DetachPortForwardingRule',
    (cloud) => ({ uuid: uuidOf(cloud, 'PortForwardingRule') }),
    (cloud, { uuid }) => ({ ruleUuid: uuid, vmNicUuid: nic(cloud) }),
  ),
  AttachPrimaryStorageToCluster: after('DetachPrimaryStorageFromCluster', (cloud) => {
    const { primaryStorageUuid, clusterUuid } = first(cloud.scene('UpdateZone'), 'PrimaryStorageClusterRef', {}) ?? {};
    return { primaryStorageUuid: String(primaryStorageUuid), clusterUuid: String(clusterUuid) };
  }),
  AttachTagToResources: (cloud) => ({ tagUuid: uuidOf(cloud, 'TagPattern'), resourceUuids: [vm(cloud, 'Running')] }),
  AttachVmNicToVm: (cloud) => ({
    vmNicUuid: made(cloud, 'CreateVmNic', { l3NetworkUuid: l3(cloud) }),
    vmInstanceUuid: vm(cloud, 'Running'),
  }),
  BackupStorageMigrateImage: (cloud) => ({
    imageUuid: image(cloud),
    srcBackupStorageUuid: storage(cloud, 'bs-beijing'),
    dstBackupStorageUuid: storage(cloud, 'bs-sftp'),
  }),
  ChangeLoadBalancerBackendServer: after(
    'AddBackendServerToServerGroup',
    (cloud) => ({
      serverGroupUuid: uuidOf(cloud, 'LoadBalancerServerGroup'),
      servers: [{ ipAddress: '192.0.2.7', weight: 10 }],
    }),
    (_, params) => ({ ...params, servers: [{ ipAddress: '192.0.2.7', weight: 20 }] }),
  ),
  ChangeResourceOwner: (cloud) => ({
    accountUuid: uuidOf(cloud, 'Account', { name: 'ops' }),
    resourceUuid: vm(cloud, 'Running'),
  }),
  ChangeVmImage: (cloud) => ({ vmInstanceUuid: vm(cloud, 'Stopped'), imageUuid: image(cloud) }),
  CreateDataVolume: (cloud) => ({ name: 'd', diskOfferingUuid: uuidOf(cloud, 'DiskOffering') }),
  CreateEip: (cloud) => ({ name: 'e', vipUuid: vip(cloud) }),
  CreateLoadBalancer: (cloud) => ({ name: 'l', vipUuid: vip(cloud) }),
  CreatePortForwardingRule: (cloud) => ({
    ...{ name: 'p', vipUuid: vip(cloud) },
    vipPortStart: 80,
    protocolType: 'TCP',
  }),
  CreateSystemTags: (cloud) => ({ resourceType: 'VmInstanceVO', resourceUuid: vm(cloud, 'Running'), tags: ['a::b'] }),
  CreateVmInstance: (cloud) => ({
    name: 'new',
    instanceOfferingUuid: uuidOf(cloud, 'InstanceOffering', { name: '1C1G' }),
    imageUuid: String(first(cloud.scene('UpdateZone'), 'VmInstance', { name: '研发-测试机-01' })?.imageUuid),
    l3NetworkUuids: [uuidOf(cloud, 'L3Network', { name: 'bj-dev' })],
  }),
  AddAttributesToIAM2Organization: attributes('IAM2Organization'),
  AddAttributesToIAM2Project: attributes('IAM2Project'),
  AddAttributesToIAM2VirtualID: attributes('IAM2VirtualID'),
  AddAttributesToIAM2VirtualIDGroup: attributes('IAM2VirtualIDGroup'),
  RemoveAttributesFromIAM2Organization: noMoreAttributes('IAM2Organization'),
  RemoveAttributesFromIAM2Project: noMoreAttributes('IAM2Project'),
  RemoveAttributesFromIAM2VirtualID: noMoreAttributes('IAM2VirtualID'),
  RemoveAttributesFromIAM2VirtualIDGroup: noMoreAttributes('IAM2VirtualIDGroup'),
  DeleteLicense: (cloud) => ({ uuid: anyOf(cloud, 'License'), managementNodeUuid: uuidOf(cloud, 'ManagementNode') }),
  DetachScsiLunFromHost: (cloud) => {
    const [uuid, hostUuid] = [anyOf(cloud, 'ScsiLun'), uuidOf(cloud, 'Host')];
    insert(cloud.scene('UpdateZone'), 'ScsiLunHostRef', { scsiLunUuid: uuid, hostUuid });
    return { uuid, hostUuid };
  },
  SetVipQos: (cloud) => ({ uuid: uuidOf(cloud, 'Vip'), inboundBandwidth: 1 }),
  DeleteNicQos: after('SetNicQos', (cloud) => ({ uuid: vm(cloud, 'Running'), outboundBandwidth: 1 })),
  ...Object.fromEntries(
    [
      ['BootMode', { bootMode: 'UEFI' }],
      ['ConsolePassword', { consolePassword: 'sample' }],
      ['InstanceHaLevel', { level: 'NeverStop' }],
    ].map(([name, value]) => [
      `DeleteVm${name}`,
      after(`SetVm${name}`, (cloud) => ({ uuid: vm(cloud, 'Running'), ...(value as Params) })),
    ]),
  ),
  DeleteVmUserDefinedXml: after('SetVmUserDefinedXml', (cloud) => ({
    vmInstanceUuid: vm(cloud, 'Running'),
    xmlBase64: 'eA',
  })),
  DeleteVmUserDefinedXmlHookScript: after('SetVmUserDefinedXmlHookScript', (cloud) => ({
    vmInstanceUuid: vm(cloud, 'Running'),
    xmlHookScriptBase64: 'eA',
  })),
  DeleteResourceConfig: after('UpdateResourceConfig', config),
  UpdateResourceConfigs: (cloud) => {
    const { resourceUuid, ...rest } = config(cloud);
    return { resourceUuid, resourceConfigs: [rest] };
  },
  DeleteVipQos: after('SetVipQos', (cloud) => ({ uuid: uuidOf(cloud, 'Vip'), inboundBandwidth: 1 })),
  DeleteVmNicFromSecurityGroup: after('AddVmNicToSecurityGroup', (cloud) => ({
    vmNicUuids: [nic(cloud)],
    securityGroupUuid: uuidOf(cloud, 'SecurityGroup'),
  })),
  DetachNetworkServiceFromL3Network: after('AttachNetworkServiceToL3Network', (cloud) => ({
    l3NetworkUuid: l3(cloud),
    networkServices: { [uuidOf(cloud, 'NetworkServiceProvider')]: ['Sample'] },
  })),
  DetachTagFromResources: after('AttachTagToResources', (cloud) => ({
    tagUuid: uuidOf(cloud, 'TagPattern'),
    resourceUuids: [vm(cloud, 'Running')],
  })),
  RevertVmFromSnapshotGroup: after(
    'CreateVolumeSnapshotGroup',
    (cloud) => ({
      name: 'g',
      rootVolumeUuid: uuidOf(cloud, 'Volume', { vmInstanceUuid: vm(cloud, 'Stopped'), type: 'Root' }),
    }),
    (cloud) => ({ uuid: uuidOf(cloud, 'VolumeSnapshotGroup', { name: 'g' }) }),
  ),
  SetImageSecurityLevel: (cloud) => ({ uuid: image(cloud), securityLevel: 'high' }),
  SetVmSecurityLevel: (cloud) => ({ uuid: vm(cloud, 'Running'), securityLevel: 'high' }),
  UpdateAliyunProxyVSwitch: (cloud) => ({
    uuid: anyOf(cloud, 'AliyunProxyVSwitch'),
    isDefault: true,
  }),
  DeleteDataVolume: (cloud) => ({ uuid: free(cloud) }),
  DeleteExportedDatabaseBackupFromBackupStorage: after('ExportDatabaseBackupFromBackupStorage', (cloud) => ({
    databaseBackupUuid: backup(cloud),
    backupStorageUuid: storage(cloud, 'bs-beijing'),
  })),
  DeleteExportedImageFromBackupStorage: after('ExportImageFromBackupStorage', (cloud) => ({
    imageUuid: image(cloud),
    backupStorageUuid: storage(cloud, 'bs-beijing'),
  })),
  DetachDataVolumeFromVm: (cloud) => ({ uuid: uuidOf(cloud, 'Volume', { name: 'bj-monitor-tsdb' }) }),
  ExportDatabaseBackupFromBackupStorage: (cloud) => ({
    databaseBackupUuid: backup(cloud),
    backupStorageUuid: storage(cloud, 'bs-beijing'),
  }),
  ExportImageFromBackupStorage: (cloud) => ({
    imageUuid: image(cloud),
    backupStorageUuid: storage(cloud, 'bs-beijing'),
  }),
  ExpungeDataVolume: after('DeleteDataVolume', (cloud) => ({ uuid: free(cloud) })),
  ExpungeImage: after(
    'DeleteImage',
    (cloud) => ({ uuid: image(cloud) }),
    (_, { uuid }) => ({ imageUuid: uuid }),
  ),
  ExpungeVmInstance: (cloud) => ({ uuid: vm(cloud, 'Destroyed') }),
  MigrateVm: (cloud) => ({ vmInstanceUuid: uuidOf(cloud, 'VmInstance', { name: 'bj-web-01' }) }),
  RecoverDataVolume: after('DeleteDataVolume', (cloud) => ({ uuid: free(cloud) })),
  RecoverImage: after(
    'DeleteImage',
    (cloud) => ({ uuid: image(cloud) }),
    (_, { uuid }) => ({ imageUuid: uuid }),
  ),
  RecoverVmInstance: (cloud) => ({ uuid: vm(cloud, 'Destroyed') }),
  ReimageVmInstance: (cloud) => ({ vmInstanceUuid: vm(cloud, 'Stopped') }),
  RemoveBackendServerFromServerGroup: after(
    'AddBackendServerToServerGroup',
    (cloud) => ({
      serverGroupUuid: uuidOf(cloud, 'LoadBalancerServerGroup'),
      servers: [{ ipAddress: '192.0.2.7', weight: 10 }],
    }),
    (_, { serverGroupUuid }) => ({ serverGroupUuid, serverIps: ['192.0.2.7'] }),
  ),
  ResizeDataVolume: (cloud) => ({ uuid: free(cloud), size: 2 ** 40 }),
  ResizeRootVolume: (cloud) => ({ vmInstanceUuid: vm(cloud, 'Running'), size: 2 ** 40 }),
  ResumeVmInstance: (cloud) => ({ uuid: vm(cloud, 'Paused') }),
  RevertVolumeFromSnapshot: after(
    'StopVmInstance',
    (cloud) => {
      const scene = cloud.scene('UpdateZone');
      const { volumeUuid = null } = first(scene, 'VolumeSnapshot', {}) ?? {};
      return { uuid: String(first(scene, 'Volume', { uuid: volumeUuid })?.vmInstanceUuid) };
    },
    (cloud) => ({ uuid: uuidOf(cloud, 'VolumeSnapshot') }),
  ),
  RevokeResourceSharing: after('ShareResource', (cloud) => ({ resourceUuids: [vm(cloud, 'Running')], toPublic: true })),
  SetNicQos: (cloud) => ({ uuid: vm(cloud, 'Running'), outboundBandwidth: 1 }),
  SetVmBootOrder: (cloud) => ({ uuid: vm(cloud, 'Running'), bootOrder: ['HardDisk'] }),
  SetVmQxlMemory: (cloud) => ({ uuid: vm(cloud, 'Running'), ram: 1, vram: 1, vgamem: 1 }),
  SetVmStaticIp: (cloud) => {
    const { vmInstanceUuid, l3NetworkUuid } = first(cloud.scene('UpdateZone'), 'VmNic', { uuid: nic(cloud) }) ?? {};
    const range = first(cloud.scene('UpdateZone'), 'IpRange', { l3NetworkUuid: l3NetworkUuid ?? null });
    return { vmInstanceUuid: String(vmInstanceUuid), l3NetworkUuid: String(l3NetworkUuid), ip: String(range?.endIp) };
  },
  ShareResource: (cloud) => ({ resourceUuids: [vm(cloud, 'Running')], toPublic: true }),
  ShutdownHost: (cloud) => ({ uuid: uuidOf(cloud, 'Host', { state: 'Maintenance' }) }),
  StartVmInstance: (cloud) => ({ uuid: uuidOf(cloud, 'VmInstance', { name: '财务系统-报表' }) }),
  SyncDatabaseBackupFromImageStoreBackupStorage: (cloud) => ({
    uuid: backup(cloud),
    srcBackupStorageUuid: storage(cloud, 'bs-beijing'),
    dstBackupStorageUuid: storage(cloud, 'bs-shanghai'),
  }),
  UpdateGlobalConfig: () => ({ category: 'vm', name: 'expungePeriod', value: '86400' }),
  UpdateUser: (cloud) => ({ uuid: uuidOf(cloud, 'User'), description: 'new' }),
};
