import type { Registry } from '../registry/registry.ts';
import type { Call, Effect, Scene } from './effect.ts';
import { errorBody, Failure, internal } from './fault.ts';
import { type Json, timeText, writeJson } from './reply.ts';
import type { Db, SqlRow } from './sqlite.ts';

/** What the jobs need of the node. */
export interface Works {
  readonly registry: Registry;
  effectOf(api: string): Effect | undefined;
  uuid(): string;
}

/** How a job stands: `body` is the text of the reply once it is done. */
export interface JobState {
  readonly api: string;
  readonly state: 'processing' | 'done';
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly status: number;
  readonly body: string;
  /** 0 to 100, of the time that it takes. */
  readonly percent: number;
}

/** Times are milliseconds since 1970. */
export function createJobs(db: Db): void {
  db.run(
    `CREATE TABLE _job (uuid TEXT PRIMARY KEY, api TEXT, call TEXT, created INTEGER, due INTEGER, state TEXT,
      begun TEXT, status INTEGER, body TEXT, hook TEXT)`,
  );
  db.run('CREATE INDEX "_job by state" ON _job (state, due)');
}

export function hasJob(db: Db, uuid: string): boolean {
  return db.first('SELECT 1 FROM _job WHERE uuid = ?', [uuid]) !== undefined;
}

/**
 * Takes a call: what `prepare` or the begin of its effect refuses is the end of the job already, which the caller learns
 * when it asks for it. `prepare` checks parameters and session, and gives nothing where there is nothing to do. Source: RestServer.java, CloudBusImpl3.java, ZStack 5.2.1.
 */
export function acceptJob(
  db: Db,
  works: Works,
  now: number,
  {
    call,
    hook,
    prepare,
  }: { readonly call: Omit<Call, 'accountUuid'>; readonly hook?: string; prepare(): Call | undefined },
): void {
  db.run(`INSERT INTO _job (uuid, api, call, created, due, state, hook) VALUES (?, ?, ?, ?, ?, 'processing', ?)`, [
    call.jobUuid,
    call.api,
    kept(call as unknown as Json),
    now,
    now,
    hook ?? null,
  ]);
  try {
    db.attempt(() => {
      const prepared = prepare();
      if (!prepared) return end(db, call.jobUuid, {});
      const scene = sceneOf(db, works, prepared, now);
      const effect = effectOf(works, call.api);
      const begun = effect.begin?.(scene);
      db.run('UPDATE _job SET call = ?, begun = ?, due = ? WHERE uuid = ?', [
        kept(scene.call as unknown as Json),
        kept(begun ?? null),
        now + effect.duration(scene),
        call.jobUuid,
      ]);
    });
  } catch (error) {
    end(db, call.jobUuid, failureOf(error));
  }
}

/** Ends every job whose time is over, in the order in which they come to an end. Nothing else moves the sandbox's time. */
export function advance(db: Db, works: Works, now: number): void {
  for (;;) {
    const row = db.first(`SELECT * FROM _job WHERE state = 'processing' AND due <= ? ORDER BY due, created LIMIT 1`, [
      now,
    ]);
    if (!row) return;
    finish(db, works, row);
  }
}

/** The state of a job; `undefined` where there is none, or none any more. Source: MysqlAsyncRestStore.java, ZStack 5.2.1. */
export function jobState(db: Db, now: number, uuid: string): JobState | undefined {
  const row = db.first('SELECT * FROM _job WHERE uuid = ?', [uuid]);
  if (!row || (row.state === 'done' && Number(row.created) + retention <= now)) return undefined;
  const took = Number(row.due) - Number(row.created);
  return {
    api: String(row.api),
    state: row.state === 'done' ? 'done' : 'processing',
    created: Number(row.created),
    status: Number(row.status),
    body: String(row.body ?? ''),
    percent: took > 0 ? Math.min(100, Math.floor((100 * (now - Number(row.created))) / took)) : 100,
  };
}

/** Milliseconds that a finished job is kept, from its creation: `completedApi.expiredPeriod` of rest.xml, ZStack 5.2.1. */
const retention = 10_800_000;

function finish(db: Db, works: Works, row: SqlRow): void {
  const uuid = String(row.uuid);
  const scene = sceneOf(db, works, revived(row.call) as unknown as Call, Number(row.due));
  const effect = effectOf(works, scene.call.api);
  const begun = revived(row.begun);
  try {
    end(
      db,
      uuid,
      db.attempt(() => effect.finish(scene, begun)),
    );
  } catch (error) {
    effect.undo?.(scene, begun);
    end(db, uuid, failureOf(error));
  }
}

function end(db: Db, uuid: string, result: Failure | { readonly [key: string]: Json }): void {
  const failed = result instanceof Failure;
  db.run(`UPDATE _job SET state = 'done', status = ?, body = ? WHERE uuid = ?`, [
    failed ? 503 : 200,
    writeJson(failed ? (errorBody(result) as Json) : result, true),
    uuid,
  ]);
}

function effectOf(works: Works, api: string): Effect {
  const effect = works.effectOf(api);
  if (!effect) throw new Failure('SYS.1014', `${api} is not simulated by the sandbox`);
  return effect;
}

function sceneOf(db: Db, works: Works, call: Call, now: number): Scene {
  const { registry } = works;
  const api = registry.api(call.api);
  if (!api) throw internal(`no API ${call.api}`);
  return { db, registry, api, call, now: timeText(now), clock: now, uuid: () => works.uuid() };
}

function failureOf(error: unknown): Failure {
  return error instanceof Failure ? error : internal(error instanceof Error ? error.message : String(error));
}

/** JSON that keeps 64-bit numbers; nothing the server sends looks like that. */
function kept(value: Json): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? { $bigint: String(each) } : each));
}

function revived(text: unknown): Json {
  if (typeof text !== 'string') return null;
  return JSON.parse(text, (_, each: unknown) =>
    typeof each === 'object' && each !== null && '$bigint' in each ? BigInt(String(each.$bigint)) : each,
  ) as Json;
}
