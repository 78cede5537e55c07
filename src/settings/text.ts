import { readFileSync, statSync } from 'node:fs';

/** More bytes than this were not written by us. */
const most = 32 << 20;

/** The text of a file of ours. Throws what `refuseForeign` throws, and the system's error where it cannot be read. */
export function textOf(file: string): string {
  refuseForeign(file);
  return readFileSync(file, 'utf8');
}

/**
 * Throws an error with the code `not-a-file` or `too-large` where something stands that we did not write: a pipe or a device
 * would never end.
 */
export function refuseForeign(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isFile() && !stat.isDirectory()) throw refusal('not-a-file');
  if (stat.size > most) throw refusal('too-large');
}

/** Milliseconds since 1970 that are a date. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}
