import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect } from '../effect.ts';
import { Failure } from '../fault.ts';
import { createDatabaseBackup, deleteDatabaseBackup } from './database-backups.ts';

/** What an API does to the tables: of every one that is answered with a job, and of no other. */
export function effectOf(_registry: Registry, api: Api): Effect | undefined {
  if (api.kind === 'query' || !api.needPoll) return undefined;
  return special.get(api.name) ?? notSimulated(api);
}

/** APIs of which the registry does not tell what they do. */
const special: ReadonlyMap<string, Effect> = new Map([
  ['CreateDatabaseBackup', createDatabaseBackup],
  ['DeleteDatabaseBackup', deleteDatabaseBackup],
]);

function notSimulated({ name }: Api): Effect {
  return {
    duration: () => 0,
    finish: () => {
      throw new Failure('SYS.1014', `${name} is not simulated by the sandbox`);
    },
  };
}
