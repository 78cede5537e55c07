import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../errors.ts';
import { type Owner, withLock } from './lock.ts';

/** A log-in that is kept for later commands. */
export interface Session {
  /** What is sent as `Authorization: OAuth …`: a secret. */
  readonly uuid: string;
  readonly account: string;
  readonly accountUuid: string;
  readonly user?: string;
  /** The management node it belongs to. */
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly loggedInAt: number;
}

/** Somebody logged out, which is not the same as never having logged in. */
export interface LoggedOut {
  readonly loggedOut: true;
}

/** The sessions of one person, by profile, in `sessions.json` of the folder of settings. */
export interface Sessions {
  /** Reads one small file; a damaged file is reported and counts as empty. */
  find(profile: string): Session | LoggedOut | undefined;
  /** Throws `settings-unwritable`. A damaged file is put aside and reported. */
  save(profile: string, entry: Session | LoggedOut): Promise<void>;
  forget(profile: string): Promise<void>;
}

export interface Writer extends Owner {
  /**
   * Loads a package and takes away the handlers of signals it leaves on the process. conf brings some that raise every
   * SIGINT a second time.
   */
  quietly<T>(load: () => Promise<T>): Promise<T>;
}

/** Every other writer is respected: nothing is read before the lock is held, and the file is replaced whole. */
export function openSessions(folder: string, owner: Writer, report: (problem: CliError) => void): Sessions {
  const file = join(folder, 'sessions.json');

  const change = async (profile: string, entry: Session | LoggedOut | undefined): Promise<void> => {
    try {
      makePrivate(folder);
      const { default: Conf } = await owner.quietly(() => import('conf'));
      await withLock(file, owner, () => {
        clearRemains(file, owner.now());
        const read = readStore(file);
        if (read.damage === 'damaged') report(putAside(file, owner.now()));
        const { [profile]: _, ...others } = read.sessions;
        const store = new Conf<Record<string, unknown>>({
          cwd: folder,
          configName: 'sessions',
          configFileMode: 0o600,
          serialize: (value) => `${JSON.stringify(value, undefined, 2)}\n`,
        });
        store.set('sessions', entry === undefined ? others : { ...others, [profile]: entry });
      });
    } catch (error) {
      if (error instanceof CliError) throw error;
      throw new CliError('settings-unwritable', { file, reason: reasonOf(error) }, undefined, { cause: error });
    }
  };

  return {
    find(profile) {
      const { entry, damage } = storedSession(folder, profile);
      if (damage) report(new CliError('settings-unreadable', { file, reason: damage }));
      return entry;
    },
    save: (profile, entry) => change(profile, entry),
    forget: (profile) => change(profile, undefined),
  };
}

/** What is stored for a profile; reads one small file and tells why where it could not. */
export function storedSession(
  folder: string,
  profile: string,
): { readonly entry?: Session | LoggedOut | undefined; readonly damage?: string | undefined } {
  const { sessions, damage } = readStore(join(folder, 'sessions.json'));
  return { entry: Object.hasOwn(sessions, profile) ? entryOf(sessions[profile]) : undefined, damage };
}

interface Store {
  readonly sessions: Readonly<Record<string, unknown>>;
  readonly damage?: string;
}

function readStore(file: string): Store {
  try {
    const store: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const sessions = isRecord(store) && Object.hasOwn(store, 'sessions') ? store.sessions : {};
    if (isRecord(store) && isRecord(sessions)) return { sessions };
    return { sessions: {}, damage: 'damaged' };
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'damaged' : reasonOf(error);
    return reason === 'ENOENT' ? { sessions: {} } : { sessions: {}, damage: reason };
  }
}

function entryOf(value: unknown): Session | LoggedOut | undefined {
  if (!isRecord(value)) return undefined;
  if (value.loggedOut === true) return { loggedOut: true };
  const { uuid, account, accountUuid, user, url, loggedInAt } = value;
  // What goes into a header has to be fit for one.
  if (typeof uuid !== 'string' || !/^[\x21-\x7e]+$/.test(uuid)) return undefined;
  if (typeof account !== 'string' || typeof accountUuid !== 'string' || typeof url !== 'string') return undefined;
  return {
    uuid,
    account,
    accountUuid,
    ...(typeof user === 'string' && { user }),
    url,
    loggedInAt: typeof loggedInAt === 'number' ? loggedInAt : 0,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** conf would make the folder readable for everybody. */
function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** What writers left that were killed in the middle: half a file, with secrets in it, and their place in the queue. */
function clearRemains(file: string, now: number): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith(`${basename(file)}.tmp-`)) rmSync(path, { force: true });
    if (name.startsWith(`${basename(file)}.lock-`) && now - statSync(path).mtimeMs > 60_000)
      rmSync(path, { recursive: true, force: true });
  }
}

function putAside(file: string, now: number): CliError {
  const keptAs = `${file}.corrupt-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, keptAs);
  chmodSync(keptAs, 0o600);
  return new CliError('settings-unreadable', { file, reason: 'damaged', keptAs });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}
