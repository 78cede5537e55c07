import type { Api } from '../registry/types.ts';

/** Whether only the admin may call an API. Of a package that is the admin's, everybody may query. */
export function isAdminOnly({ name, kind, fullName = '' }: Api): boolean {
  if (adminApis.has(name)) return true;
  return kind !== 'query' && !openApis.has(name) && adminPackages.has(fullName.replace(/\.\w+$/, ''));
}

/** Sources: the RBACInfo.java of these packages, ZStack 5.2.1; of those that are closed, what their APIs work on. */
const adminPackages = new Set([
  'org.zstack.core.config',
  'org.zstack.header.cluster',
  'org.zstack.header.configuration',
  'org.zstack.header.host',
  'org.zstack.header.network.l2',
  'org.zstack.header.simulator.storage.backup',
  'org.zstack.header.simulator.storage.primary',
  'org.zstack.header.storage.addon.backup',
  'org.zstack.header.storage.addon.primary',
  'org.zstack.header.storage.backup',
  'org.zstack.header.storage.database.backup',
  'org.zstack.header.storage.primary',
  'org.zstack.header.zone',
  'org.zstack.kvm',
  'org.zstack.storage.backup.imagestore',
  'org.zstack.storage.backup.sftp',
  'org.zstack.storage.ceph.backup',
  'org.zstack.storage.ceph.primary',
  'org.zstack.storage.primary.block.message',
  'org.zstack.storage.primary.local',
  'org.zstack.storage.primary.nfs',
  'org.zstack.storage.primary.sharedblock',
  'org.zstack.storage.primary.smp',
]);

/** What these packages leave to everybody. */
const openApis = new Set([
  'CreateDiskOffering',
  'DeleteExportedImageFromBackupStorage',
  'ExportImageFromBackupStorage',
  'GetL2NetworkTypes',
  'GetVSwitchTypes',
  'LocalStorageGetVolumeMigratableHosts',
  'LocalStorageMigrateVolume',
  'UpdateL2Network',
]);

/** Source: RBACInfo.java of org.zstack.header.identity, ZStack 5.2.1. */
const adminApis = new Set([
  'AttachRoleToAccount',
  'ChangeResourceOwner',
  'CheckResourcePermission',
  'CreateAccount',
  'DeleteAccount',
  'DetachRoleFromAccount',
  'QueryAccount',
  'QuerySharedResource',
  'RevokeResourceSharing',
  'ShareResource',
  'UpdateQuota',
]);
