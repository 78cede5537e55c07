import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect } from '../effect.ts';
import { Failure } from '../fault.ts';
import { attachment } from './attachment.ts';
import { change } from './change.ts';
import { creation } from './creation.ts';
import { createDatabaseBackup, deleteDatabaseBackup } from './database-backups.ts';
import { removal } from './removal.ts';

/** What an API does to the tables: of every one that is answered with a job, and of no other. */
export function effectOf(registry: Registry, api: Api): Effect | undefined {
  if (api.kind === 'query' || !api.needPoll) return undefined;
  return special.get(api.name) ?? generic(registry, api) ?? notSimulated(api);
}

/** APIs of which the registry does not tell what they do. */
const special: ReadonlyMap<string, Effect> = new Map([
  ['CreateDatabaseBackup', createDatabaseBackup],
  ['DeleteDatabaseBackup', deleteDatabaseBackup],
]);

/** What the registry's facts tell; the first that knows the API. */
function generic(registry: Registry, api: Api): Effect | undefined {
  for (const kind of [creation, attachment, removal, change]) {
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
