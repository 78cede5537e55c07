import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { isTime, textOf } from './text.ts';

/** How a job is known to stand. `sent`: on its way, so that it may exist; `lost`: the server does not know it. */
export type JobState = 'sent' | 'running' | 'succeeded' | 'failed' | 'lost';

/** A job that was begun from here. No parameter of the call is kept: any may be a secret. */
export interface JobRecord {
  /** 32 hex digits, `X-Job-UUID`; of a long job its own uuid. */
  readonly uuid: string;
  readonly api: string;
  /** A long job outlives the job that submitted it and is asked after in another way. */
  readonly long?: true;
  /** Class of the message, where it was begun at the message endpoint. */
  readonly message?: string;
  readonly profile: string;
  /** The management node. */
  readonly url: string;
  readonly state: JobState;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** The jobs of one person, a file each in `jobs` of the folder of state: processes never wait for each other. */
export interface Jobs {
  /** On disk when it returns, so that not even a killed process loses it. Throws `settings-unwritable`. */
  begin(record: JobRecord): void;
  /** What became of it; that the server forgot it is no news of one that ended. Throws `settings-unwritable`. */
  settle(uuid: string, state: JobState): void;
  /** The latest first. What cannot be read is left out. */
  all(): readonly JobRecord[];
}

export interface Scribe {
  now(): number;
  readonly pid: number;
}

/** Old jobs are forgotten while new ones begin: those that ended before those that may still run. */
export function openJobs(stateFolder: string, { now, pid }: Scribe): Jobs {
  const folder = join(stateFolder, 'jobs');
  let begun = 0;
  const fileOf = (uuid: string): string => join(folder, `${uuid}.json`);
  const writing = (act: () => void): void => {
    try {
      act();
    } catch (cause) {
      const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new CliError('settings-unwritable', { file: folder, reason }, undefined, { cause });
    }
  };
  /** Whole or not at all, also for who reads meanwhile. */
  const write = (record: JobRecord): void => {
    const draft = join(folder, `.${record.uuid}-${pid}`);
    writeFileSync(draft, `${JSON.stringify(record)}\n`, { mode: 0o600 });
    renameSync(draft, fileOf(record.uuid));
  };

  return {
    begin: (record) =>
      writing(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (begun++ % 50 === 0) {
          chmodSync(folder, 0o700);
          prune(folder, now());
        }
        write(record);
      }),
    settle(uuid, state) {
      const record = readRecord(fileOf(uuid));
      if (!record || record.state === state || (state === 'lost' && !isOpen(record))) return;
      const { endedAt: _, ...rest } = record;
      const ended = state === 'sent' || state === 'running' ? {} : { endedAt: now() };
      writing(() => write({ ...rest, state, ...ended }));
    },
    all: () =>
      namesIn(folder)
        .flatMap((name) => (name.endsWith('.json') ? (readRecord(join(folder, name)) ?? []) : []))
        .toSorted((one, other) => other.startedAt - one.startedAt),
  };
}

/** Jobs kept, and what each beginning may add before the next clearing. */
const kept = 200;
const forgetAfter = 30 * 24 * 3600 * 1000;
const draftAge = 60_000;

function prune(folder: string, now: number): void {
  const names = namesIn(folder);
  for (const name of names) {
    const file = join(folder, name);
    if (name.startsWith('.') && now - (modified(file) ?? now) > draftAge) rmSync(file, { force: true });
  }
  const records = names.flatMap((name) => {
    const record = name.endsWith('.json') ? readRecord(join(folder, name)) : undefined;
    return record ? [record] : [];
  });
  const [open, ended] = [records.filter(isOpen), records.filter((record) => !isOpen(record))];
  const latest = [open, ended].flatMap((some) => some.toSorted((one, other) => other.startedAt - one.startedAt));
  for (const [at, { uuid, startedAt }] of latest.entries())
    if (at >= kept || now - startedAt > forgetAfter) rmSync(join(folder, `${uuid}.json`), { force: true });
}

/** Whether it may still run. */
export function isOpen({ state }: JobRecord): boolean {
  return state === 'sent' || state === 'running';
}

function readRecord(file: string): JobRecord | undefined {
  try {
    const record: unknown = JSON.parse(textOf(file));
    return isRecord(record) && file.endsWith(`${record.uuid}.json`) ? record : undefined;
  } catch {
    // Somebody forgot it meanwhile, or it was damaged: the others are no worse for it.
    return undefined;
  }
}

function isRecord(value: unknown): value is JobRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { uuid, api, profile, url, state, startedAt, endedAt, long, message } = value as Record<string, unknown>;
  return (
    typeof uuid === 'string' &&
    /^[\w-]{1,64}$/.test(uuid) &&
    [api, profile, url].every((text) => typeof text === 'string') &&
    typeof state === 'string' &&
    Object.hasOwn(states, state) &&
    isTime(startedAt) &&
    (endedAt === undefined || isTime(endedAt)) &&
    (long === undefined || long === true) &&
    (message === undefined || typeof message === 'string')
  );
}

const states: Readonly<Record<JobState, true>> = {
  sent: true,
  running: true,
  succeeded: true,
  failed: true,
  lost: true,
};

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function modified(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
