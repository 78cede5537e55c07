import type { Registry } from '../registry/registry.ts';
import { conformance } from './conformance.ts';
import { demo } from './demo.ts';
import { openFaults } from './faults.ts';
import { serve } from './http.ts';
import { createJobs } from './jobs.ts';
import type { Processes } from './lock.ts';
import { context, openNode } from './node.ts';
import { timeText } from './reply.ts';
import { plantMany } from './scale.ts';
import { empty, plant } from './seed.ts';
import { createSessions } from './sessions.ts';
import { type Db, openStore, removeStore } from './sqlite.ts';

/** A ZStack management node in miniature that serves HTTP. */
export interface Sandbox {
  /** Scheme, host, port and context. */
  readonly url: string;
  /** Ends at once; what was done is kept. */
  stop(): Promise<void>;
}

export type Seed = 'demo' | 'empty' | 'conformance';

export interface SandboxOptions {
  readonly registry: Registry;
  /** Where its database is or will be. */
  readonly folder: string;
  /** Loopback where nothing else is said. */
  readonly host?: string;
  /** 0 for any free one. */
  readonly port: number;
  /** What a new database holds. */
  readonly seed?: Seed;
  /** Virtual machines in a new database beside those of the seed. */
  readonly rows?: number;
  /** Values that the real node would misread are refused, and two of its quirks are mended. */
  readonly friendly?: boolean;
  readonly processes: Processes;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** 32 lower-case hex digits of a version-4 uuid. */
  uuid(): string;
}

/** Opens the sandbox of a folder. Fails with the system's error where it cannot listen or write. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { registry, folder, host = '127.0.0.1', port, processes, now, uuid } = options;
  const mode = options.friendly ? 'friendly' : 'faithful';
  const store = await openStore({
    folder,
    processes,
    uuid,
    create: (db) => create(db, options, now()),
  });
  let origin = '';
  const faults = openFaults(folder);
  const node = openNode({ registry, store, mode, now, uuid, faults, sleep: options.sleep, origin: () => origin });
  try {
    // A new database is made before anybody asks.
    await store.transaction(() => undefined);
    const server = await serve({ host, port }, (incoming) => node.answer(incoming));
    origin = server.origin;
    node.start();
    return {
      url: origin + context,
      stop: async () => {
        node.stop();
        await server.stop();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Forgets everything that happened; the next start makes a new database. */
export async function resetSandbox({
  folder,
  processes,
  uuid,
}: Pick<SandboxOptions, 'folder' | 'processes' | 'uuid'>): Promise<void> {
  await removeStore({ folder, processes, uuid });
}

function create(db: Db, { registry, seed = 'demo', rows = 0 }: SandboxOptions, now: number): void {
  createSessions(db, registry);
  createJobs(db);
  const seeds = { demo, conformance, empty: () => empty(timeText(now)) };
  plant(db, registry, seeds[seed]());
  if (rows > 0) plantMany(db, registry, rows);
}
