import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LiveQuery, type LiveValue, mostValues } from '../completion/world.ts';
import { textOf } from '../settings/text.ts';
import { hashOf } from './cloud.ts';

/** What is known of the answer to one question. */
export interface Known {
  readonly values?: readonly LiveValue[];
  /** Milliseconds since 1970 when the values were had; when they were last asked for; when that failed, and why. */
  readonly at?: number;
  readonly askedAt?: number;
  readonly failedAt?: number;
  readonly reason?: string;
}

/** Values of one cloud on disk, a file for each question, shared by all processes of a person. */
export interface Values {
  read(query: LiveQuery): Known | undefined;
  /** Never fails: what cannot be kept is asked for again. */
  write(query: LiveQuery, known: Known): void;
  /** Forgets all that is known of these inventories. */
  forget(inventories: readonly string[]): void;
  forgetAll(): void;
}

/** Milliseconds that values are as good as new, that older ones are still shown, that nobody asks a second time. */
export const fresh = 60_000;
const useful = 24 * 3_600_000;
export const patience = 15_000;
/** Of one cloud. */
const mostFiles = 200;

export function isFresh({ at = 0 }: Known, now: number): boolean {
  return now - at < fresh && at <= now;
}

/** Whether somebody asks already, or has failed to just now. */
export function isPending({ askedAt = 0, failedAt = 0 }: Known, now: number): boolean {
  return now - Math.max(askedAt, failedAt) < patience;
}

export function openValues(folder: string, now: () => number, token: () => string): Values {
  const fileOf = (query: LiveQuery): string => join(folder, `${query.inventory}.${hashOf(keyOf(query))}.json`);
  return {
    read: (query) => {
      const known = parsed(fileOf(query), keyOf(query));
      return known?.at !== undefined && now() - known.at > useful ? undefined : known;
    },
    write: (query, known) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const file = fileOf(query);
        const made = `${file}.${token()}`;
        const kept = { key: keyOf(query), ...known, values: known.values?.slice(0, mostValues) };
        writeFileSync(made, JSON.stringify(kept), { mode: 0o600 });
        renameSync(made, file);
        clear(folder, now());
      } catch {
        // A full disk or a folder of somebody else: there is no cache then.
      }
    },
    forget: (inventories) => {
      for (const name of namesIn(folder))
        if (inventories.includes(name.replace(/\..*/, ''))) rmSync(join(folder, name), { force: true });
    },
    forgetAll: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function keyOf(query: LiveQuery): string {
  const { part } = query;
  const asked = query.kind === 'resources' ? ['resources'] : [query.field, ...query.conditions];
  return JSON.stringify(part === undefined ? asked : { asked, part });
}

function parsed(file: string, key: string): Known | undefined {
  try {
    const { key: of, ...known } = JSON.parse(textOf(file)) as Known & { readonly key: unknown };
    return of === key && isKnown(known) ? known : undefined;
  } catch {
    return undefined;
  }
}

function isKnown({ values, at, askedAt, failedAt, reason }: { readonly [name in keyof Known]: unknown }): boolean {
  const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
  const isNumber = (value: unknown): boolean => value === undefined || typeof value === 'number';
  const isValue = (value: Partial<Record<keyof LiveValue, unknown>> | null): boolean =>
    typeof value?.value === 'string' && isText(value.name) && isText(value.state) && isNumber(value.count);
  return (
    (values === undefined || (Array.isArray(values) && values.every((value) => isValue(value)))) &&
    [at, askedAt, failedAt].every(isNumber) &&
    isText(reason)
  );
}

/** The oldest go where there are too many, and what writers that were killed have left. */
function clear(folder: string, now: number): void {
  const names = namesIn(folder);
  const aged = (some: readonly string[]) =>
    some.flatMap((name) => {
      const at = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
      return at === undefined ? [] : [{ name, at }];
    });
  const left = aged(names.filter((name) => !name.endsWith('.json'))).filter(({ at }) => now - at > useful / 24);
  const tooMany = names.length - mostFiles;
  const oldest =
    tooMany > 0
      ? aged(names)
          .sort((one, other) => one.at - other.at)
          .slice(0, tooMany)
      : [];
  for (const { name } of [...left, ...oldest]) rmSync(join(folder, name), { force: true });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
