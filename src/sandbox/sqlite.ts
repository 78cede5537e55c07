import fs from 'node:fs';
import path from 'node:path';
import { Database, SQLite3Error, type Statement } from 'node-sqlite3-wasm';
import { type Lock, openLock, type Processes, sweepTickets } from './lock.ts';
import { Double } from './reply.ts';
import { fold, foldKey } from './zql/fold.ts';

export type SqlValue = string | number | bigint | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** SQLite inside one transaction. Whole numbers beyond 2^53 come as `bigint`. */
export interface Db {
  all(sql: string, values?: readonly SqlValue[]): readonly SqlRow[];
  first(sql: string, values?: readonly SqlValue[]): SqlRow | undefined;
  /** How many rows were changed. */
  run(sql: string, values?: readonly SqlValue[]): number;
  /** Undoes what was written inside when it throws. */
  attempt<T>(work: () => T): T;
  /** What is known of the tables; emptied whenever they may have changed. */
  readonly known: Set<string>;
}

export interface Store {
  /** One after the other, among all processes that share the folder; undone when `work` throws. */
  transaction<T>(work: (db: Db) => T): Promise<T>;
  close(): void;
}

export interface StoreOptions {
  readonly folder: string;
  readonly processes: Processes;
  uuid(): string;
  /** Fills a new database. */
  create(db: Db): void;
}

/**
 * Opens the database of a folder, which is made where there is none; nobody ever sees it half filled. Throws where the
 * folder cannot be used or holds the database of another layout.
 */
export async function openStore({ folder, processes, uuid, create }: StoreOptions): Promise<Store> {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'sandbox.db');
  const lock = openLock(path.join(folder, 'sandbox.lock'), processes, uuid());
  sweepTickets(path.join(folder, 'sandbox.lock'), processes);
  let connection: Connection | undefined;
  /** The file behind the name: it is another one after a reset. */
  let opened: string | undefined;

  const current = (): Connection => {
    const found = identityOf(file) ?? make(file, uuid(), create);
    if (connection && found === opened) return connection;
    connection?.close();
    connection = open(file);
    opened = found;
    connection.db.all('PRAGMA synchronous = NORMAL');
    if (connection.db.first('PRAGMA user_version')?.user_version !== layout)
      throw new Error(`${file} was made by another version; reset the sandbox`);
    return connection;
  };

  return {
    transaction: async (work) => {
      await acquire(lock);
      try {
        return unburdened(`${path.resolve(file)}.lock`, () => {
          const { db, refresh } = current();
          return within(db, ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'], () => {
            refresh();
            return work(db);
          });
        });
      } finally {
        lock.release();
      }
    },
    close: () => {
      connection?.close();
      connection = undefined;
      lock.close();
    },
  };
}

/** Removes the database; who has it open goes on with the new one that the next transaction makes. */
export async function removeStore({
  folder,
  processes,
  uuid,
}: Pick<StoreOptions, 'folder' | 'processes' | 'uuid'>): Promise<void> {
  if (!fs.existsSync(folder)) return;
  const lock = openLock(path.join(folder, 'sandbox.lock'), processes, uuid());
  await acquire(lock);
  for (const end of ['-journal', '', '.lock'])
    fs.rmSync(path.join(folder, `sandbox.db${end}`), { recursive: true, force: true });
  lock.close();
}

export function isSqliteError(error: unknown): error is Error {
  return error instanceof SQLite3Error;
}

/** Number of the database's layout: tables that are not made from inventories. */
const layout = 3;

interface Connection {
  readonly db: Db;
  /** Forgets prepared statements when another process has changed the tables. */
  refresh(): void;
  close(): void;
}

function open(file: string): Connection {
  const database = new Database(file);
  database.function('fold', (text) => (typeof text === 'string' ? fold(text) : text), { deterministic: true });
  database.function('fold_key', (text) => (typeof text === 'string' ? foldKey(text) : text), { deterministic: true });
  database.function('double_text', (value) => (value === null ? null : new Double(Number(value)).toString()), {
    deterministic: true,
  });
  /** Prepared statements, the longest unused first. */
  const statements = new Map<string, Statement>();

  const prepare = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known) statements.delete(sql);
    const statement = known ?? database.prepare(sql);
    statements.set(sql, statement);
    if (statements.size > statementLimit) {
      const [oldest] = statements.keys();
      statements.get(oldest as string)?.finalize();
      statements.delete(oldest as string);
    }
    return statement;
  };

  /** A statement that has failed can be neither used again nor closed without failing once more. */
  const use = <T>(sql: string, work: (statement: Statement) => T): T => {
    const statement = prepare(sql);
    try {
      return work(statement);
    } catch (error) {
      statements.delete(sql);
      try {
        statement.finalize();
      } catch {}
      throw error;
    }
  };

  /** A statement of `*` prepared before a column was added would once more answer without it. */
  const forget = (): void => {
    db.known.clear();
    for (const statement of statements.values()) statement.finalize();
    statements.clear();
  };

  let schema: SqlValue | undefined;
  const schemaVersion = () => db.first('PRAGMA schema_version')?.schema_version;

  const db: Db = {
    known: new Set(),
    all: (sql, values = []) => use(sql, (statement) => statement.all([...values]) as SqlRow[]),
    first: (sql, values) => db.all(sql, values)[0],
    run: (sql, values = []) => {
      const { changes } = use(sql, (statement) => statement.run([...values]));
      if (/^(?:ALTER|CREATE|DROP) /.test(sql)) forget();
      return changes;
    },
    attempt: (work) =>
      within(db, ['SAVEPOINT attempt', 'RELEASE attempt', 'ROLLBACK TO attempt; RELEASE attempt'], work),
  };
  return {
    db,
    refresh: () => {
      const found = schemaVersion();
      if (found === schema) return;
      forget();
      // A statement that runs, other than one that is prepared, sees that the tables have changed.
      db.first('SELECT 1 FROM sqlite_schema');
      schema = found;
    },
    close: () => {
      forget();
      database.close();
    },
  };
}

const statementLimit = 200;

function within<T>(db: Db, [begin, end, undo]: readonly [string, string, string], work: () => T): T {
  db.run(begin);
  try {
    const result = work();
    db.run(end);
    return result;
  } catch (error) {
    db.known.clear();
    for (const step of undo.split('; ')) db.run(step);
    throw error;
  }
}

/** Made under another name and put in place at once, so that being killed leaves no database rather than half of one. */
function make(file: string, token: string, create: (db: Db) => void): string {
  const folder = path.dirname(file);
  const start = `${path.basename(file)}.`;
  for (const left of fs.readdirSync(folder).filter((name) => name.startsWith(start)))
    fs.rmSync(path.join(folder, left), { recursive: true, force: true });
  const draft = `${file}.${token}`;
  fs.writeFileSync(draft, '', { mode: 0o600 });
  const { db, close } = open(draft);
  try {
    db.all('PRAGMA journal_mode = OFF');
    db.all('PRAGMA synchronous = OFF');
    within(db, ['BEGIN', 'COMMIT', 'ROLLBACK'], () => create(db));
    db.all(`PRAGMA user_version = ${layout}`);
  } finally {
    close();
  }
  const handle = fs.openSync(draft, 'r+');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
  fs.renameSync(draft, file);
  return identityOf(file) as string;
}

/**
 * Spares SQLite what node-sqlite3-wasm 0.8 makes dear. Its lock is a folder, which may take longer to make and remove than
 * all the rest of a transaction, and which a killed process leaves behind; ours is held already, so no folder is made, and
 * what a killed process left half written is rolled back by SQLite because nobody seems to be writing. And it looks for
 * its journal by an error that is thrown each time that there is none.
 */
function unburdened<T>(folder: string, work: () => T): T {
  const { accessSync, existsSync, mkdirSync, rmdirSync } = fs;
  Object.assign(fs, {
    accessSync: (name: string, mode: number) => {
      if (!existsSync(name)) throw missing;
      accessSync(name, mode);
    },
    mkdirSync: (name: string, options: never) => (name === folder ? undefined : mkdirSync(name, options)),
    rmdirSync: (name: string, options: never) => (name === folder ? undefined : rmdirSync(name, options)),
  });
  try {
    return work();
  } finally {
    Object.assign(fs, { accessSync, mkdirSync, rmdirSync });
  }
}

const missing = new Error('no such file');

async function acquire(lock: Lock): Promise<void> {
  for (let attempt = 0; !lock.tryAcquire(); attempt++) {
    if (attempt > patience) throw new Error('another process keeps the sandbox locked');
    await new Promise((resolve) => setTimeout(resolve, Math.min(1 + attempt, 20)));
  }
}

/** Attempts, most of them 20 ms apart. */
const patience = 1500;

function identityOf(file: string): string | undefined {
  const found = fs.statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.ino} ${found.birthtimeNs}`;
}
