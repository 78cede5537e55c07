import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect } from '../effect.ts';
import { Failure } from '../fault.ts';
import { accountEffects } from './accounts.ts';
import { acknowledged } from './acknowledged.ts';
import { attachment } from './attachment.ts';
import { change } from './change.ts';
import { configurationEffects } from './configurations.ts';
import { creation } from './creation.ts';
import { databaseBackupEffects } from './database-backups.ts';
import { entry } from './entries.ts';
import { hostStates } from './host-states.ts';
import { imageEffects } from './images.ts';
import { machineChanges } from './machine-changes.ts';
import { machineStates } from './machine-states.ts';
import { networkEffects } from './networks.ts';
import { nicEffects } from './nics.ts';
import { ownershipEffects } from './ownership.ts';
import { reconnection } from './reconnection.ts';
import { removal } from './removal.ts';
import { running } from './running.ts';
import { setting } from './settings.ts';
import { snapshotEffects } from './snapshots.ts';
import { tagEffects } from './tags.ts';
import { tenantEffects } from './tenants.ts';
import { vipEffects } from './vips.ts';
import { volumeEffects } from './volumes.ts';

/** What an API does to the tables: of every one that is answered with a job, and of no other. */
export function effectOf(registry: Registry, api: Api): Effect | undefined {
  if (api.kind === 'query' || !api.needPoll) return undefined;
  return special.get(api.name) ?? general(registry, api) ?? notSimulated(api);
}

/** APIs of which the registry does not tell what they do. */
const special: ReadonlyMap<string, Effect> = new Map(
  [
    ...[accountEffects, configurationEffects, databaseBackupEffects, hostStates, imageEffects, machineChanges],
    ...[machineStates, networkEffects, nicEffects, ownershipEffects, snapshotEffects, tagEffects, tenantEffects],
    ...[vipEffects, volumeEffects],
  ].flatMap((effects) => Object.entries(effects)),
);

/** What the registry's facts tell; the first that knows the API. */
function general(registry: Registry, api: Api): Effect | undefined {
  for (const kind of [acknowledged, setting, creation, attachment, entry, running, removal, reconnection, change]) {
    const effect = kind(registry, api);
    if (effect) return effect;
  }
  return undefined;
}

function notSimulated({ name }: Api): Effect {
  return {
    duration: () => 0,
    finish: () => {
      throw new Failure('SYS.1014', `${name} is not simulated by the sandbox`);
    },
  };
}
