import { describe, expect, test } from 'vitest';
import { isDestructive, verbOf } from '../../src/safety/destructive.ts';
import { registry } from '../request/registry.ts';

/** Every verb of the registry, judged: what a call with it takes away, if anything. */
const verbs = {
  asks: `
    Clean CleanUp Cleanup Degrade Delete Destroy Detach Expunge GC PowerOff PowerReset Reimage Remove Reset Revert Revoke
    SdnControllerRemove Shutdown Terminate Unbind Undo Unexport Ungenerate Ungroup Unregister Unsubscribe`,
  passes: `
    Ack Add Allocate Apply Attach Backup Batch Bind Bootstrap Calculate Cancel Change Check Clone Commit Convert Create
    Debug Decode Deploy Describe Disable Discover Download Eject Enable Execute Export Failover Flatten Fstrim Generate Get
    Identify Inspect Is Kvm List Local Locate Log Login Match Merge Migrate Mount Move Parse Pause PowerOn Preview Primary
    Prometheus Protect Provision Publish Pull Push Put Query Reboot Reclaim Reconnect Recover Recovery Refresh Register
    Reload Renew Request Rerun Resize Restart Resume Run SNS Scan SdnControllerAdd SdnControllerChange Search Security
    Self Set Share Shrink Start Stop Submit Subscribe Sync Take Token Trigger Unlock Unmount Unprotect Update Upgrade
    Upload Validate Verify Withdraw Z`,
};
const words = (list: string): readonly string[] => list.trim().split(/\s+/);
const apis = registry.apiNames().flatMap((name) => registry.api(name) ?? []);

describe('every verb of the registry', () => {
  test('is judged', () => {
    const known = [...words(verbs.asks), ...words(verbs.passes)];
    expect([...new Set(apis.map(({ name }) => verbOf(name)))].sort()).toEqual([...known].sort());
  });

  test('asks or passes as it was judged, but for these', () => {
    const asks = new Set(words(verbs.asks));
    const others = apis.filter((api) => isDestructive(api) !== asks.has(verbOf(api.name))).map(({ name }) => name);
    expect(others.sort()).toEqual([
      'BatchDeleteVolumeSnapshot',
      'ChangeVmImage',
      'RecoverDatabaseFromBackup',
      'RecoverResourceSplitBrain',
      'StopAllResourcesInIAM2Project',
    ]);
  });
});

test('every DELETE asks, and no reading does', () => {
  const deletes = apis.filter(({ kind }) => kind === 'delete').filter((api) => !isDestructive(api));
  expect(deletes.map(({ name }) => name)).toEqual(['LogOut']);
  expect(apis.filter(({ kind }) => kind === 'query' || kind === 'get').filter((api) => isDestructive(api))).toEqual([]);
});
