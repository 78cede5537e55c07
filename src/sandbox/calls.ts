import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { answerTo } from './answers.ts';
import type { Call, Effect } from './effect.ts';
import { effectOf } from './effects/effects.ts';
import { Failure } from './fault.ts';
import { renewal } from './identity.ts';
import {
  acceptJob,
  advance,
  type Hook,
  hasHooks,
  hasJob,
  type JobState,
  jobState,
  takeHooked,
  type Works,
} from './jobs.ts';
import type { Listing } from './listing.ts';
import { concludeLongJob, longJobEffects } from './long-jobs.ts';
import type { Params } from './parameters.ts';
import { permitApi, permitResources } from './permissions.ts';
import { type Answer, type Mode, type QueryMessage, runQuery } from './query.ts';
import { type Json, timeText } from './reply.ts';
import type { Texts } from './row-text.ts';
import { useSession } from './sessions.ts';
import type { Db, Store } from './sqlite.ts';
import { validate } from './validate.ts';

export type Reply = { readonly [key: string]: Json };

/** What both front doors lead to: the calls of APIs, each in a transaction of its own. */
export interface Calls {
  /** What a query found, or why it failed; its rows are still to be fetched. */
  query(api: Api, asked: Omit<QueryMessage, 'inventory'>, session: string | undefined): Promise<Answer | Failure>;
  /** The next rows of what was found; none at the end. */
  portion(found: Listing): Promise<Texts>;
  /** The reply of any other synchronous API, or why it failed. */
  answer(asked: Asked): Promise<Reply | Failure>;
  /** Begins a job; false where that job is there already. */
  accept(asked: Asked, hook?: Hook): Promise<boolean>;
  job(uuid: string): Promise<Job | undefined>;
  /** Jobs whose hooks are due, each given out once, and whether there will be more. */
  hooked(): Promise<{ readonly due: readonly (readonly [Job, Hook])[]; readonly more: boolean }>;
}

export interface Job extends JobState {
  readonly uuid: string;
  /** It has succeeded and changed nothing, where a real node would do something outside of its tables. */
  readonly isSimulated: boolean;
}

export interface Asked {
  readonly api: Api;
  readonly params: Params;
  readonly jobUuid: string;
  /** Absent where the API asks for none. */
  readonly session: string | undefined;
}

export interface CallsOptions {
  readonly registry: Registry;
  readonly store: Store;
  readonly mode: Mode;
  /** Milliseconds since 1970. */
  now(): number;
  uuid(): string;
}

export function openCalls({ registry, store, mode, now, uuid }: CallsOptions): Calls {
  const works: Works = {
    registry,
    uuid,
    effectOf: (name) => {
      const api = registry.api(name);
      return own[name] ?? (api && effectOf(registry, api));
    },
    ended: (db, clock, jobUuid, result) => concludeLongJob({ db, registry }, clock, jobUuid, result),
  };
  /** Effects that need more than tables. */
  const own: Readonly<Record<string, Effect>> = { RenewSession: renewal, ...longJobEffects(works) };

  /** First everything ends whose time is over. */
  const transaction = <T>(work: (db: Db, clock: number) => T): Promise<T> =>
    store.transaction((db) => {
      const clock = now();
      advance(db, works, clock);
      return work(db, clock);
    });

  /** What was written before it failed is undone; what came to its end before is not. */
  const attempt = <T>(work: (db: Db, clock: number) => T): Promise<T | Failure> =>
    transaction((db, clock) => {
      try {
        return db.attempt(() => work(db, clock));
      } catch (error) {
        if (error instanceof Failure) return error;
        throw error;
      }
    });

  /** Parameters are looked at before the caller is. Nothing where there is nothing to do. */
  const prepared = (db: Db, clock: number, { api, params, jobUuid, session }: Asked): Call | undefined => {
    if (validate(db, registry, api, params) === 'gone') return undefined;
    const { accountUuid } = session === undefined ? nobody : useSession(db, clock, session);
    permitApi(api, accountUuid);
    permitResources(db, registry, api, params, accountUuid);
    return { api: api.name, params, jobUuid, accountUuid };
  };

  const jobIn = (db: Db, clock: number, jobUuid: string): Job | undefined => {
    const job = jobState(db, clock, jobUuid);
    const isSimulated = job?.status === 200 && works.effectOf(job.api)?.simulated !== undefined;
    return job && { ...job, uuid: jobUuid, isSimulated };
  };

  return {
    query: (api, asked, session) =>
      attempt((db, clock) => {
        const caller = session === undefined ? nobody : useSession(db, clock, session);
        permitApi(api, caller.accountUuid);
        const inventory = registry.queried(api);
        if (!inventory) throw new Failure('SYS.1014', `${api.name} is not simulated by the sandbox`);
        return runQuery(db, registry, { inventory, ...asked }, caller, mode);
      }),
    portion: (found) => store.transaction((db) => found.next(db)),
    answer: (asked) =>
      attempt((db, clock) => {
        const call = prepared(db, clock, asked);
        return call ? answerTo({ db, registry, api: asked.api, call, now: timeText(clock), clock, uuid }, mode) : {};
      }),
    accept: (asked, hook) =>
      transaction((db, clock) => {
        const { api, params, jobUuid } = asked;
        if (hasJob(db, clock, jobUuid)) return false;
        acceptJob(db, works, clock, {
          call: { api: api.name, params, jobUuid },
          ...(hook !== undefined && { hook }),
          prepare: () => prepared(db, clock, asked),
        });
        return true;
      }),
    job: (jobUuid) => transaction((db, clock) => jobIn(db, clock, jobUuid)),
    hooked: () =>
      transaction((db, clock) => ({
        due: takeHooked(db).flatMap(({ uuid, hook }) => {
          const job = jobIn(db, clock, uuid);
          return job ? [[job, hook] as const] : [];
        }),
        more: hasHooks(db),
      })),
  };
}

/** Who calls what needs no session. */
const nobody = { accountUuid: '' };
