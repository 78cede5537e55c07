import { describe, expect, it } from 'vitest';
import type { Api } from '../../../src/registry/types.ts';
import { createdBy } from '../../../src/sandbox/effects/created.ts';
import { effectOf } from '../../../src/sandbox/effects/effects.ts';
import { find, where } from '../../../src/sandbox/effects/rows.ts';
import { Failure } from '../../../src/sandbox/fault.ts';
import type { Params } from '../../../src/sandbox/parameters.ts';
import { registry } from '../../request/registry.ts';
import { type Cloud, inCloud } from './cloud.ts';
import { makeTables, watchReferences } from './consistency.ts';
import { sampleParams } from './sample.ts';

/** What an API did: something to the tables, nothing but an answer, or a clear no. */
type Outcome = 'works' | 'acknowledges' | 'refuses' | `idle` | `fails: ${string}`;

const everyApi = registry
  .apiNames()
  .flatMap((name) => registry.api(name) ?? [])
  .filter((api) => effectOf(registry, api));

describe('every API that is answered with a job', () => {
  it('does something, says that it does nothing, or says that it is not simulated', { timeout: 120_000 }, async () => {
    const outcomes = await inCloud((cloud) => {
      const lost = watchReferences(cloud.db);
      return everyApi.map((api) => [api, tried(cloud, api, lost)] as const);
    }, makeTables);
    const of = (wanted: Outcome, names = /./) =>
      outcomes.filter(([{ name }, outcome]) => outcome === wanted && names.test(name)).map(([{ name }]) => name);

    const odd = outcomes.filter(([, outcome]) => outcome === 'idle' || outcome.startsWith('fails'));
    expect(odd.map(([{ name }, outcome]) => `${name} ${outcome}`)).toEqual([]);

    const plain = /^(Create|Add|Update|Change|Attach|Detach|Delete|Remove)/;
    const all = everyApi.filter(({ name }) => plain.test(name)).length;
    expect(of('works', plain).length / all).toBeGreaterThan(0.85);
    expect(of('works').length / everyApi.length).toBeGreaterThan(0.7);
    expect(of('refuses')).toEqual(
      expect.arrayContaining(['RecoverDatabaseFromBackup', 'SubmitLongJob', 'CreateVpcVRouter']),
    );
    expect(of('acknowledges')).toContain('SyncVmClock');
  });
});

class Undo extends Error {}

/** Tries an API on the demo and undoes what it did. Throws where the tables do not fit together afterwards. */
function tried(cloud: Cloud, api: Api, lost: () => readonly string[]): Outcome {
  let outcome: Outcome = 'idle';
  try {
    cloud.db.attempt(() => {
      const params = sampleParams(cloud, api);
      outcome = outcomeOf(cloud, api, params, lost);
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return outcome;
}

function outcomeOf(cloud: Cloud, api: Api, params: Params, lost: () => readonly string[]): Outcome {
  const changes = () => Number(cloud.db.first('SELECT total_changes() AS number')?.number);
  const scene = cloud.scene(api.name, params);
  const created = createdBy(registry, api);
  const rows = created && where(scene, created.name).length;
  const start = changes();
  try {
    const reply = cloud.run(api.name, params);
    const nowhere = lost();
    if (nowhere.length > 0) return `fails: nothing at ${nowhere.slice(0, 3).join(', ')}`;
    if (created && where(scene, created.name).length <= (rows ?? 0)) return 'fails: no new row';
    const { uuid } = (reply.inventory ?? {}) as { readonly uuid?: string };
    if (created && uuid !== undefined && !find(scene, created.name, uuid)) return 'fails: the new row is not found';
    if (effectOf(registry, api)?.simulated === 'no-op') return 'acknowledges';
    return changes() > start || api.name.startsWith('Get') ? 'works' : 'idle';
  } catch (error) {
    if (!(error instanceof Failure)) throw new Error(`${api.name}: ${(error as Error).stack}`);
    return error.code === 'SYS.1014' ? 'refuses' : `fails: ${error.code} ${error.message}`;
  }
}
