import type { Api } from '../registry/types.ts';

/**
 * Whether a call takes something away that no other call simply gives back: a resource, data, a right, a connection or
 * a running machine. Judged by the verb, or by the name where the verb says too little.
 */
export function isDestructive({ name, kind }: Pick<Api, 'name' | 'kind'>): boolean {
  if (harmless.has(name)) return false;
  return kind === 'delete' || byName.has(name) || destructiveVerbs.has(verbOf(name));
}

/** The word that a name begins with; power has its switch with it. */
export function verbOf(name: string): string {
  return /^(?:Power(?:On|Off|Reset)|CleanUp|GC|SNS|SdnController[A-Z][a-z]+|[A-Z][a-z0-9]*)/.exec(name)?.[0] ?? name;
}

const destructiveVerbs: ReadonlySet<string> = new Set([
  ...['Clean', 'CleanUp', 'Cleanup', 'Degrade', 'Delete', 'Destroy', 'Detach', 'Expunge', 'GC', 'PowerOff'],
  ...['PowerReset', 'Reimage', 'Remove', 'Reset', 'Revert', 'Revoke', 'SdnControllerRemove', 'Shutdown'],
  ...['Terminate', 'Unbind', 'Undo', 'Unexport', 'Ungenerate', 'Ungroup', 'Unregister', 'Unsubscribe'],
]);

/** The verb alone would not tell. */
const byName: ReadonlySet<string> = new Set([
  'BatchDeleteVolumeSnapshot',
  // The root volume is made anew from the image.
  'ChangeVmImage',
  // The database of the management node is overwritten.
  'RecoverDatabaseFromBackup',
  // One side of the mirror is given up.
  'RecoverResourceSplitBrain',
  'StopAllResourcesInIAM2Project',
]);

/** Ends a session and nothing else. */
const harmless: ReadonlySet<string> = new Set(['LogOut']);
