import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Registry } from '../../../src/registry/registry.ts';
import { demo } from '../../../src/sandbox/demo.ts';
import type { Call, Scene } from '../../../src/sandbox/effect.ts';
import { effectOf } from '../../../src/sandbox/effects/effects.ts';
import { linuxProcesses } from '../../../src/sandbox/lock.ts';
import type { Json } from '../../../src/sandbox/reply.ts';
import { adminUuid, plant } from '../../../src/sandbox/seed.ts';
import { type Db, openStore } from '../../../src/sandbox/sqlite.ts';
import { registry } from '../../request/registry.ts';

export type Reply = { readonly [key: string]: Json };

/** The demo cloud in one transaction that is undone at the end. */
export interface Cloud {
  readonly db: Db;
  readonly registry: Registry;
  /** The scene of a call, for looking into its tables as well. */
  scene(api: string, params?: Call['params'], accountUuid?: string): Scene;
  /** Begin and finish of an API, one after the other, with what is kept between them written as JSON. */
  run(api: string, params?: Call['params'], accountUuid?: string): Reply;
  /** Moves the node's clock. */
  wait(seconds: number): void;
}

/** Gives the demo cloud to a piece of work; `prepare` adds to its database what is to be there before. */
export async function inCloud<T>(work: (cloud: Cloud) => T, prepare?: (db: Db) => void): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-effects-'));
  let uuids = 0;
  const uuid = () => `${String(uuids++).padStart(12, '0')}4000a${'0'.repeat(14)}`;
  const create = (db: Db): void => {
    plant(db, registry, demo());
    prepare?.(db);
  };
  const store = await openStore({ folder, processes: linuxProcesses(), uuid, create });
  try {
    let result: T | undefined;
    await store.transaction((db) => {
      result = work(cloudOf(db, uuid));
    });
    return result as T;
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function cloudOf(db: Db, uuid: () => string): Cloud {
  let now = Date.parse('2026-03-12T10:30:00Z');
  const cloud: Cloud = {
    db,
    registry,
    scene: (name, params = {}, accountUuid = adminUuid) => {
      const api = registry.api(name);
      if (!api) throw new Error(`no API ${name}`);
      const call = { api: name, params, jobUuid: uuid(), accountUuid };
      return {
        db,
        registry,
        api,
        call,
        now: new Date(now).toISOString().slice(0, 19).replace('T', ' '),
        clock: now,
        uuid,
      };
    },
    run: (name, params, accountUuid) => {
      const before = cloud.scene(name, params, accountUuid);
      const effect = effectOf(registry, before.api);
      if (!effect) throw new Error(`${name} has no effect`);
      return db.attempt(() => {
        const begun = JSON.parse(JSON.stringify(effect.begin?.(before) ?? null)) as Json;
        now += effect.duration(before);
        return effect.finish({ ...before, now: cloud.scene(name).now, clock: now }, begun);
      });
    },
    wait: (seconds) => {
      now += seconds * 1000;
    },
  };
  return cloud;
}
