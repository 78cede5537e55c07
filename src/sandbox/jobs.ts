import type { Registry } from '../registry/registry.ts';
import type { Call, Effect, Scene } from './effect.ts';
import { errorBody, Failure, internal } from './fault.ts';
import { limited } from './quotas.ts';
import { type Json, timeText, writeJson } from './reply.ts';
import type { Db, SqlRow } from './sqlite.ts';

/** What the jobs need of the node. */
export interface Works {
  readonly registry: Registry;
  effectOf(api: string): Effect | undefined;
  uuid(): string;
  /** Hears of every job that comes to its end, in the same transaction. */
  ended(db: Db, now: number, jobUuid: string, result: Result): void;
}

/** The reply of a job, or why it failed. */
export type Result = Failure | { readonly [key: string]: Json };

/** Who is to be told when a job ends. */
export interface Hook {
  readonly url: string;
  /** Whether the call asked for the classes of what it gets. */
  readonly schema: boolean;
}

/** How a job stands: `body` is the text of the reply once it is done. */
export interface JobState {
  readonly api: string;
  readonly state: 'processing' | 'done';
  /** Milliseconds since 1970. */
  readonly created: number;
  /** When it ended or will end. */
  readonly due: number;
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
  db.run('CREATE INDEX "_job by age" ON _job (created)');
  db.run('CREATE INDEX "_job with hook" ON _job (uuid) WHERE hook IS NOT NULL');
}

/** Forgets jobs that are kept no longer, so that their uuids are free again. */
export function hasJob(db: Db, now: number, uuid: string): boolean {
  db.run(`DELETE FROM _job WHERE created <= ? AND state = 'done' AND hook IS NULL`, [now - retention]);
  return db.first('SELECT 1 FROM _job WHERE uuid = ?', [uuid]) !== undefined;
}

/**
 * Takes a call: what `prepare` or the begin of its effect refuses is the end of the job already, which the caller learns
 * when it asks for it. `prepare` checks parameters and session, and gives nothing where there is nothing to do. Source:
 * RestServer.java, CloudBusImpl3.java, ZStack 5.2.1.
 */
export function acceptJob(
  db: Db,
  works: Works,
  now: number,
  {
    call,
    hook,
    prepare,
  }: { readonly call: Omit<Call, 'accountUuid'>; readonly hook?: Hook; prepare(): Call | undefined },
): void {
  db.run(`INSERT INTO _job (uuid, api, call, created, due, state, hook) VALUES (?, ?, ?, ?, ?, 'processing', ?)`, [
    call.jobUuid,
    call.api,
    kept(call as unknown as Json),
    now,
    now,
    hook ? JSON.stringify(hook) : null,
  ]);
  try {
    db.attempt(() => {
      const prepared = prepare();
      if (!prepared) return end(db, works, now, call.jobUuid, {});
      const scene = sceneOf(db, works, prepared, now);
      const effect = effectOf(works, call.api);
      const begun = limited(scene, () => effect.begin?.(scene));
      db.run('UPDATE _job SET call = ?, begun = ?, due = ? WHERE uuid = ?', [
        kept(scene.call as unknown as Json),
        kept(begun ?? null),
        now + effect.duration(scene),
        call.jobUuid,
      ]);
    });
  } catch (error) {
    end(db, works, now, call.jobUuid, failureOf(error));
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

/** Breaks a running job off as if it had never begun; false where it does not run or cannot be undone. */
export function cancelJob(db: Db, works: Works, now: number, uuid: string, reason: Failure): boolean {
  const row = db.first(`SELECT * FROM _job WHERE uuid = ? AND state = 'processing'`, [uuid]);
  if (!row) return false;
  const scene = sceneOf(db, works, revived(row.call) as unknown as Call, now);
  const effect = effectOf(works, scene.call.api);
  if (effect.begin && !effect.undo) return false;
  effect.undo?.(scene, revived(row.begun));
  db.run('UPDATE _job SET due = ? WHERE uuid = ?', [now, uuid]);
  end(db, works, now, uuid, reason);
  return true;
}

export function forgetJob(db: Db, uuid: string): void {
  db.run('DELETE FROM _job WHERE uuid = ?', [uuid]);
}

/** Jobs that have ended and whose hooks are still to be told; each is given out once. */
export function takeHooked(db: Db): readonly { readonly uuid: string; readonly hook: Hook }[] {
  const ended = db.all(`SELECT uuid, hook FROM _job WHERE hook IS NOT NULL AND state = 'done'`);
  if (ended.length > 0) db.run(`UPDATE _job SET hook = NULL WHERE hook IS NOT NULL AND state = 'done'`);
  return ended.map(({ uuid, hook }) => ({ uuid: String(uuid), hook: JSON.parse(String(hook)) as Hook }));
}

export function hasHooks(db: Db): boolean {
  return db.first('SELECT 1 FROM _job WHERE hook IS NOT NULL LIMIT 1') !== undefined;
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
    due: Number(row.due),
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
    const result = db.attempt(() => limited(scene, () => effect.finish(scene, begun)));
    end(db, works, scene.clock, uuid, result);
  } catch (error) {
    effect.undo?.(scene, begun);
    end(db, works, scene.clock, uuid, failureOf(error));
  }
}

function end(db: Db, works: Works, now: number, uuid: string, result: Result): void {
  const failed = result instanceof Failure;
  db.run(`UPDATE _job SET state = 'done', status = ?, body = ? WHERE uuid = ?`, [
    failed ? 503 : 200,
    writeJson(failed ? (errorBody(result) as Json) : result, true),
    uuid,
  ]);
  works.ended(db, now, uuid, result);
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
