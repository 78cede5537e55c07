import { join } from 'node:path';
import { CliError, isProblem } from '../errors.ts';
import type { Keyring } from './keyring.ts';
import { type Content, isRecord, openStore, readContent, type Writer } from './store.ts';
import { isTime } from './text.ts';

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
  /** When it would have ended without any call, as the server wrote it. */
  readonly expires?: string;
  /** How it was begun and with which words, none of them secret: what a new log-in needs beside its password. */
  readonly login?: LoginWords;
}

/** The calls of a log-in without its password; the second goes on with the session of the first. */
export interface LoginWords {
  readonly api: string;
  readonly words: Readonly<Record<string, string>>;
  readonly next?: { readonly api: string; readonly words: Readonly<Record<string, string>> };
}

/** A pair of keys that signs every request; there is no session then. */
export interface KeyPair {
  readonly accessKeyId: string;
  /** A secret. */
  readonly accessKeySecret: string;
  readonly account: string;
  readonly url: string;
  readonly loggedInAt: number;
  /** The zone in which the management node tells its time, where it was found out. */
  readonly zone?: string;
}

/** Somebody logged out, which is not the same as never having logged in. */
export interface LoggedOut {
  readonly loggedOut: true;
}

export type Entry = Session | KeyPair | LoggedOut;

/** The sessions of one person, by profile, in `sessions.json` of the folder of settings. */
export interface Sessions {
  readonly file: string;
  /** Reads one small file; a damaged file is reported and counts as empty. Throws `keyring-failed`. */
  find(profile: string): Entry | undefined;
  /** The same for who needs no secret: one that is in the keyring stays there, and `-` stands for it. */
  peek(profile: string): Entry | undefined;
  /** Whether the secret is in the keyring. */
  isLocked(profile: string): boolean;
  /**
   * Throws `settings-unwritable` and `keyring-failed`. A damaged file is put aside and reported, and so is a keyring that
   * does not give up a secret that is not needed any more.
   */
  save(profile: string, entry: Entry): Promise<void>;
  forget(profile: string): Promise<void>;
  /** Under another name; nothing happens where there is none. */
  rename(from: string, to: string): Promise<void>;
}

/** Where secrets go, and where they are found again. */
export interface Vault {
  /** Whether new secrets go into the keyring; those that are there are found in any case. */
  readonly isUsed: boolean;
  readonly keyring: () => Keyring;
}

export function openSessions(
  folder: string,
  owner: Writer,
  report: (problem: CliError) => void,
  vault?: Vault,
): Sessions {
  const store = openStore(folder, 'sessions', owner, report, fits);
  const change = (act: (sessions: Content) => Content): Promise<void> =>
    store.change((before) => ({ ...before, sessions: act(sessionsIn(before)) }));
  const isLocked = (entry: unknown): boolean => isRecord(entry) && entry.inKeyring === true;
  /** A secret that nobody can find any more must not stay. */
  const unlocked = (sessions: Content, profile: string): void => {
    if (!vault || !Object.hasOwn(sessions, profile) || !isLocked(sessions[profile])) return;
    try {
      vault.keyring().forget(profile);
    } catch (error) {
      if (!isProblem(error, 'keyring-failed')) throw error;
      report(error);
    }
  };
  const read = (profile: string, secretOf: () => string | undefined): Entry | undefined => {
    const { value, damage } = storedValue(folder, profile);
    if (damage) report(new CliError('settings-unreadable', { file: store.file, reason: damage }));
    return entryOf(value, secretOf);
  };

  return {
    file: store.file,
    find: (profile) => read(profile, () => vault?.keyring().find(profile)),
    peek: (profile) => read(profile, () => '-'),
    isLocked: (profile) => isLocked(storedValue(folder, profile).value),
    async save(profile, entry) {
      const secret = 'uuid' in entry ? entry.uuid : 'accessKeySecret' in entry ? entry.accessKeySecret : undefined;
      if (vault?.isUsed && secret !== undefined) vault.keyring().keep(profile, secret);
      await change((sessions) => {
        const { [profile]: _, ...others } = sessions;
        if (!vault?.isUsed || secret === undefined) {
          unlocked(sessions, profile);
          return { ...others, [profile]: entry };
        }
        const name = 'uuid' in entry ? 'uuid' : 'accessKeySecret';
        return { ...others, [profile]: { ...entry, [name]: undefined, inKeyring: true } };
      });
    },
    forget: (profile) =>
      change((sessions) => {
        unlocked(sessions, profile);
        const { [profile]: _, ...others } = sessions;
        return others;
      }),
    rename: (from, to) =>
      change((sessions) => {
        if (!Object.hasOwn(sessions, from)) return sessions;
        const { [from]: entry, ...others } = sessions;
        const secret = vault && isLocked(entry) ? vault.keyring().find(from) : undefined;
        if (vault && secret !== undefined) vault.keyring().keep(to, secret);
        unlocked(sessions, from);
        return { ...others, [to]: entry };
      }),
  };
}

/** What is stored for a profile; reads one small file and tells why where it could not. */
export function storedSession(
  folder: string,
  profile: string,
): { readonly entry?: Entry | undefined; readonly damage?: string | undefined } {
  const { value, damage } = storedValue(folder, profile);
  // Whoever asks here wants to know whose it is; what it is stays in the keyring.
  return { entry: entryOf(value, () => '-'), damage };
}

function storedValue(
  folder: string,
  profile: string,
): { readonly value: unknown; readonly damage?: string | undefined } {
  const { content, damage } = readContent(fileIn(folder), fits);
  const sessions = sessionsIn(content);
  return { value: Object.hasOwn(sessions, profile) ? sessions[profile] : undefined, damage };
}

function fileIn(folder: string): string {
  return join(folder, 'sessions.json');
}

function fits({ sessions }: Content): boolean {
  return sessions === undefined || isRecord(sessions);
}

function sessionsIn({ sessions }: Content): Content {
  return isRecord(sessions) ? sessions : {};
}

function entryOf(stored: unknown, secretOf: () => string | undefined): Entry | undefined {
  if (!isRecord(stored)) return undefined;
  const value = stored.inKeyring === true ? withSecret(stored, secretOf()) : stored;
  if (value.loggedOut === true) return { loggedOut: true };
  const { account, url } = value;
  if (typeof account !== 'string' || typeof url !== 'string') return undefined;
  const loggedInAt = isTime(value.loggedInAt) ? value.loggedInAt : 0;
  const { uuid, accountUuid, user, expires, accessKeyId, accessKeySecret, zone } = value;
  if (isHeaderText(accessKeyId) && typeof accessKeySecret === 'string')
    return { accessKeyId, accessKeySecret, account, url, loggedInAt, ...(typeof zone === 'string' && { zone }) };
  if (!isHeaderText(uuid) || typeof accountUuid !== 'string') return undefined;
  const login = loginOf(value.login);
  return {
    uuid,
    account,
    accountUuid,
    ...(typeof user === 'string' && { user }),
    url,
    loggedInAt,
    ...(typeof expires === 'string' && { expires }),
    ...(login && { login }),
  };
}

/** The secret at its place: of a pair of keys, else of a session. */
function withSecret(stored: Content, secret: string | undefined): Content {
  return { ...stored, [stored.accessKeyId === undefined ? 'uuid' : 'accessKeySecret']: secret };
}

function loginOf(value: unknown): LoginWords | undefined {
  const first = callOf(value);
  const next = isRecord(value) ? callOf(value.next) : undefined;
  return first && { ...first, ...(next && { next }) };
}

function callOf(value: unknown): Omit<LoginWords, 'next'> | undefined {
  if (!isRecord(value) || typeof value.api !== 'string' || !isRecord(value.words)) return undefined;
  const texts = Object.entries(value.words).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { api: value.api, words: Object.fromEntries(texts) };
}

/** What goes into a header has to be fit for one. */
function isHeaderText(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
