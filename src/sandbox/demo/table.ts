import { createHash } from 'node:crypto';

/** Scalar columns of one inventory; a column left out is null. 64-bit values beyond 2^53 are bigints. */
export type Row = Readonly<Record<string, string | number | bigint | boolean | null>>;

/** Rows of one inventory, named as the registry names it. */
export interface SeedTable {
  readonly inventory: string;
  readonly rows: readonly Row[];
}

/** One table out of a list of facts. */
export function table<T>(inventory: string, facts: readonly T[], row: (fact: T, index: number) => Row): SeedTable {
  return { inventory, rows: facts.map((fact, index) => row(fact, index)) };
}

/** The fact of that name; throws when there is none, so that a misspelt reference cannot pass. */
export function named<T extends readonly [name: string, ...rest: unknown[]]>(facts: readonly T[], name: string): T {
  const fact = facts.find((each) => each[0] === name);
  if (!fact) throw new Error(`the demo data has no ${name}`);
  return fact;
}

/** One pair for each of the words: `bs-sftp` with `北京一区 上海二区` is two. */
export function pairs(name: string, words: string): readonly (readonly [name: string, word: string])[] {
  return words.split(' ').flatMap((word) => (word === '' ? [] : [[name, word] as const]));
}

/** Uuid of version 4 shape that follows from the kind and the name alone: other rows may come and go. */
export function uuid(kind: string, name: string): string {
  const hex = digest(`${kind}\n${name}`);
  return `${hex.slice(0, 12)}4${hex.slice(13, 16)}${'89ab'.charAt(part(kind, name, 4))}${hex.slice(17, 32)}`;
}

/** Whole number from 0 to `below` - 1 that follows from the kind and the name: the demo's only chance. */
export function part(kind: string, name: string, below: number): number {
  return Number.parseInt(digest(`${kind}\n${name}\nchance`).slice(0, 12), 16) % below;
}

/** The day the demo shows: a Thursday morning, after the nightly database backup. */
export const PRESENT = '2026-03-12 10:30:00';

/** createDate in office hours of a day from the first to before the last (`YYYY-MM-DD`), lastOpDate then or later. */
export function dates(name: string, first: string, last: string): { createDate: string; lastOpDate: string } {
  const morning = `${first} 09:00:00`;
  const day = part('day', name, daysBetween(morning, `${last} 09:00:00`));
  const createDate = later(morning, day * DAY + part('time', name, 9 * 3600));
  const untouched = part('touched', name, 2) === 0;
  const after = part('after', name, daysBetween(createDate, PRESENT)) * DAY + part('moment', name, 3600);
  return { createDate, lastOpDate: untouched ? createDate : later(createDate, after) };
}

/** `YYYY-MM-DD hh:mm:ss` so many seconds after another one. */
export function later(timestamp: string, seconds: number): string {
  return new Date(millis(timestamp) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Milliseconds since 1970 of a `YYYY-MM-DD hh:mm:ss` timestamp, read as UTC. */
export function millis(timestamp: string): number {
  return Date.parse(`${timestamp.replace(' ', 'T')}Z`);
}

/** Seconds of a day. */
export const DAY = 24 * 3600;
export const GiB = 1024 ** 3;
export const TiB = 1024 ** 4;

function daysBetween(from: string, to: string): number {
  return Math.floor((millis(to) - millis(from)) / 1000 / DAY);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
