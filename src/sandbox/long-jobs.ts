import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import type { Call, Effect, Scene } from './effect.ts';
import { equip } from './effects/belongings.ts';
import { removeResource } from './effects/cascade.ts';
import { effectOf } from './effects/effects.ts';
import { show } from './effects/reply.ts';
import { find, first, insert, inventoryOf, type Tables, update } from './effects/rows.ts';
import { text } from './effects/values.ts';
import { Failure, Refusal } from './fault.ts';
import { acceptJob, cancelJob, forgetJob, type Result, type Works } from './jobs.ts';
import { bodyParams, type Params, parseBody } from './parameters.ts';
import { timeText, writeJson } from './reply.ts';
import type { SqlRow } from './sqlite.ts';
import { validate } from './validate.ts';

/** A long job runs as a job of this uuid, which no client can choose. */
export function longJobKey(uuid: string): string {
  return `${prefix}${uuid}`;
}

const prefix = 'long job ';

/** APIs about long jobs. Source: LongJobManagerImpl.java, LongJobApiInterceptor.java, ZStack 5.2.1. */
export function longJobEffects(works: Works): Readonly<Record<string, Effect>> {
  return {
    SubmitLongJob: {
      duration: () => 0,
      finish: (scene) => {
        const { params, jobUuid } = scene.call;
        const call = innerCall(scene, params.jobName, params.jobData);
        const uuid = String(params.resourceUuid ?? scene.uuid());
        insert(scene, 'LongJob', {
          uuid,
          name: text(params.name) ?? String(params.jobName),
          description: text(params.description) ?? null,
          apiId: jobUuid,
          jobName: String(params.jobName),
          jobData: String(params.jobData),
          state: 'Running',
          targetResourceUuid: text(params.targetResourceUuid) ?? null,
          managementNodeUuid: first(scene, 'ManagementNode', {})?.uuid ?? null,
          createDate: scene.now,
          lastOpDate: scene.now,
        });
        equip(scene, inventoryOf(scene, 'LongJob'), uuid);
        return started(scene, works, uuid, call);
      },
    },
    RerunLongJob: {
      duration: () => 0,
      finish: (scene) => {
        const row = rowOf(scene);
        if (!isOver(row)) throw refused("rerun longjob only when it's succeeded, canceled, or failed");
        const uuid = String(row.uuid);
        const call = innerCall(scene, row.jobName, row.jobData);
        update(
          scene,
          'LongJob',
          { uuid },
          {
            ...{ state: 'Running', apiId: scene.call.jobUuid, jobResult: null, executeTime: null },
            ...{ createDate: scene.now, lastOpDate: scene.now },
          },
        );
        return started(scene, works, uuid, call);
      },
    },
    CancelLongJob: {
      duration: () => 0,
      finish: (scene) => {
        const { uuid, state } = rowOf(scene);
        if (state === 'Canceled') return {};
        if (state === 'Succeeded' || state === 'Failed')
          throw refused(`cannot cancel longjob that is ${state.toLowerCase()}`);
        const reason = new Failure('LONG_JOB.1000', `long job[uuid:${uuid}] is canceled`);
        if (cancelJob(scene.db, works, scene.clock, longJobKey(String(uuid)), reason)) return {};
        throw new Failure('LONG_JOB.1001', `long job[uuid:${uuid}] cannot be canceled`);
      },
    },
    ResumeLongJob: {
      duration: () => 0,
      finish: (scene) => {
        rowOf(scene);
        throw refused('can only resume longjob that is Suspended');
      },
    },
    DeleteLongJob: {
      duration: () => 0,
      finish: (scene) => {
        const row = find(scene, 'LongJob', String(scene.call.params.uuid));
        if (!row) return {};
        if (!isOver(row)) throw refused("delete longjob only when it's succeeded, canceled, or failed");
        removeResource(scene, inventoryOf(scene, 'LongJob'), String(row.uuid));
        forgetJob(scene.db, longJobKey(String(row.uuid)));
        return {};
      },
    },
  };
}

/** Writes down how a long job ended; other jobs are no concern of it. */
export function concludeLongJob(tables: Tables, now: number, jobUuid: string, result: Result): void {
  if (!jobUuid.startsWith(prefix)) return;
  const uuid = jobUuid.slice(prefix.length);
  const row = find(tables, 'LongJob', uuid);
  if (!row) return;
  const since = Date.parse(String(row.createDate).replace(' ', 'T'));
  update(
    tables,
    'LongJob',
    { uuid },
    {
      state: result instanceof Failure ? (result.code === 'LONG_JOB.1000' ? 'Canceled' : 'Failed') : 'Succeeded',
      jobResult: result instanceof Failure ? failed(result) : writeJson({ ...result, success: true }, true),
      executeTime: Math.max(0, Math.round((now - since) / 1000)),
      lastOpDate: timeText(now),
    },
  );
}

/** Source: JobResultError.java, ZStack 5.2.1. */
function failed({ message, extra }: Failure): string {
  return writeJson({ message: extra.messages as Params, detail: message, cause: message }, true);
}

/** What the long job will call, checked as if it were called itself. Throws `Failure`. */
function innerCall(scene: Scene, jobName: unknown, jobData: unknown): Omit<Call, 'jobUuid'> {
  const { db, registry } = scene;
  const api = registry.api(/^API(\w+)Msg$/.exec(String(jobName))?.[1] ?? '');
  if (!api || !isLong(registry, api)) throw refused(`${jobName} is not an API`);
  const params = paramsOf(api, String(jobData));
  validate(db, registry, api, params);
  return { api: api.name, params, accountUuid: scene.call.accountUuid };
}

/** Which APIs may be long jobs, the server's modules tell one by one; here all may that take their time. */
function isLong(registry: Registry, api: Api): boolean {
  return effectOf(registry, api) !== undefined;
}

function paramsOf(api: Api, jobData: string): Params {
  try {
    return bodyParams({ ...api, wrap: 'message' }, { message: parseBody(jobData) }, {});
  } catch (error) {
    throw error instanceof Refusal ? refused(error.message) : error;
  }
}

function started(scene: Scene, works: Works, uuid: string, inner: Omit<Call, 'jobUuid'>) {
  const { db, clock } = scene;
  const call = { ...inner, jobUuid: longJobKey(uuid) };
  forgetJob(db, call.jobUuid);
  acceptJob(db, works, clock, { call, prepare: () => call });
  return { inventory: show(scene, 'LongJob', uuid) };
}

function rowOf(scene: Scene): SqlRow {
  const uuid = String(scene.call.params.uuid);
  const row = find(scene, 'LongJob', uuid);
  if (row) return row;
  throw new Failure('SYS.1003', `invalid field[uuid], resource[uuid:${uuid}, type:LongJobVO] not found`);
}

function isOver({ state }: SqlRow): boolean {
  return state === 'Succeeded' || state === 'Canceled' || state === 'Failed';
}

function refused(details: string): Failure {
  return new Failure('SYS.1007', details);
}
