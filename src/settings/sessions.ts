import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { type Content, isRecord, openStore, readContent, type Writer } from './store.ts';

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
  /** Reads one small file; a damaged file is reported and counts as empty. */
  find(profile: string): Entry | undefined;
  /** Throws `settings-unwritable`. A damaged file is put aside and reported. */
  save(profile: string, entry: Entry): Promise<void>;
  forget(profile: string): Promise<void>;
  /** Under another name; nothing happens where there is none. */
  rename(from: string, to: string): Promise<void>;
}

export function openSessions(folder: string, owner: Writer, report: (problem: CliError) => void): Sessions {
  const store = openStore(folder, 'sessions', owner, report, fits);
  const change = (act: (sessions: Content) => Content): Promise<void> =>
    store.change((before) => ({ ...before, sessions: act(sessionsIn(before)) }));

  return {
    file: store.file,
    find(profile) {
      const { entry, damage } = storedSession(folder, profile);
      if (damage) report(new CliError('settings-unreadable', { file: store.file, reason: damage }));
      return entry;
    },
    save: (profile, entry) => change(({ [profile]: _, ...others }) => ({ ...others, [profile]: entry })),
    forget: (profile) => change(({ [profile]: _, ...others }) => others),
    rename: (from, to) =>
      change((sessions) => {
        if (!Object.hasOwn(sessions, from)) return sessions;
        const { [from]: entry, ...others } = sessions;
        return { ...others, [to]: entry };
      }),
  };
}

/** What is stored for a profile; reads one small file and tells why where it could not. */
export function storedSession(
  folder: string,
  profile: string,
): { readonly entry?: Entry | undefined; readonly damage?: string | undefined } {
  const { content, damage } = readContent(fileIn(folder), fits);
  const sessions = sessionsIn(content);
  return { entry: Object.hasOwn(sessions, profile) ? entryOf(sessions[profile]) : undefined, damage };
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

function entryOf(value: unknown): Entry | undefined {
  if (!isRecord(value)) return undefined;
  if (value.loggedOut === true) return { loggedOut: true };
  const { account, url } = value;
  if (typeof account !== 'string' || typeof url !== 'string') return undefined;
  const loggedInAt = typeof value.loggedInAt === 'number' ? value.loggedInAt : 0;
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
