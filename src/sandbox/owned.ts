import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import { lineageOf } from './schema.ts';

/** Whether each resource of that kind belongs to an account. */
export function isOwned(registry: Registry, inventory: Inventory): boolean {
  return lineageOf(registry, inventory).some(({ resource }) => owned.has(resource));
}

/** Entities that implement OwnedByAccount. Source: ZStack 5.2.1; of the closed modules, what their APIs let see. */
const owned: ReadonlySet<string> = new Set([
  'AccessControlList',
  'AffinityGroup',
  'Alarm',
  'AutoScalingGroup',
  'AutoScalingTemplate',
  'Certificate',
  'DiskOffering',
  'Eip',
  'EventSubscription',
  'Image',
  'InstanceOffering',
  'IpRange',
  'IPsecConnection',
  'L2Network',
  'L3Network',
  'LoadBalancer',
  'LoadBalancerListener',
  'LoadBalancerServerGroup',
  'LongJob',
  'Policy',
  'PortForwardingRule',
  'Quota',
  'ResourceStack',
  'Role',
  'SchedulerJob',
  'SchedulerJobGroup',
  'SchedulerTrigger',
  'SdnController',
  'SecurityGroup',
  'SNSApplicationEndpoint',
  'SNSApplicationPlatform',
  'SNSTopic',
  'SshKeyPair',
  'StackTemplate',
  'TagPattern',
  'User',
  'UserGroup',
  'Vip',
  'VmCdRom',
  'VmInstance',
  'VmNic',
  'Volume',
  'VolumeSnapshot',
  'VolumeSnapshotGroup',
  'VolumeSnapshotTree',
  'VpcFirewall',
  'VpcHaGroup',
]);
