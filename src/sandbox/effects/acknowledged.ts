import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect } from '../effect.ts';
import { replyWith, rowOfTarget, targetOf } from './target.ts';

/** APIs that act on machines, disks and lamps only: nothing that the cloud keeps in its tables is another afterwards. */
const outside = new Set([
  'ApplyRuleSetChanges',
  'ChangeHostPassword',
  'ChangeVmPassword',
  'CleanUpImageCacheOnPrimaryStorage',
  'FlattenVmInstance',
  'FstrimVm',
  'IdentifyHost',
  'LocateHostNetworkInterface',
  'LocateLocalRaidPhysicalDrive',
  'ProvisionVirtualRouterConfig',
  'RefreshFirewall',
  'RefreshLoadBalancer',
  'SyncPrimaryStorageCapacity',
  'SyncVmClock',
  'SyncZBoxCapacity',
  'UpdateVmNetworkConfig',
  'ValidateVolumeSnapshotChain',
]);

/** An API that finds what it is to work on, and says that it has. */
export function acknowledged(registry: Registry, api: Api): Effect | undefined {
  const target = outside.has(api.name) ? targetOf(registry, api) : undefined;
  if (!target) return undefined;
  return {
    duration: () => 500,
    finish: (scene) => {
      rowOfTarget(scene, target);
      return replyWith(scene, target);
    },
    simulated: 'no-op',
  };
}
