import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Listing, readAll } from '../../src/sandbox/listing.ts';
import { linuxProcesses } from '../../src/sandbox/lock.ts';
import type { SeedTable } from '../../src/sandbox/seed.ts';
import { plant } from '../../src/sandbox/seed.ts';
import { type Db, openStore, type Store } from '../../src/sandbox/sqlite.ts';
import { registry } from '../request/registry.ts';

/** A database with these rows in a folder of its own, until it is closed. */
export interface Seeded {
  run<T>(work: (db: Db) => T): Promise<T>;
  close(): void;
}

export async function openSeeded(tables: readonly SeedTable[]): Promise<Seeded> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
  const store: Store = await openStore({
    folder,
    processes: linuxProcesses(),
    uuid: () => randomUUID().replaceAll('-', ''),
    create: (db) => plant(db, registry, tables),
  });
  return {
    run: (work) => store.transaction(work),
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The rows of an answer as a client reads them. */
// biome-ignore lint/suspicious/noExplicitAny: what comes is what a test is about
export function rowsIn(db: Db, listing: Listing): readonly any[] {
  return JSON.parse(readAll(db, listing));
}
