import { CliError } from '../errors.ts';
import type { Word } from '../language/words.ts';
import type { JobRecord } from '../settings/jobs.ts';

/** The job that a word names by its uuid or the beginning of it; a whole uuid may be of a job begun elsewhere. */
export function recordOf(word: Word, records: readonly JobRecord[]): JobRecord | undefined {
  const job = word.text.toLowerCase();
  const found = records.filter(({ uuid }) => uuid.startsWith(job));
  const [first, second] = found;
  if (first && (!second || first.uuid === job)) return first;
  if (second) {
    const jobs = found.map(({ uuid, api }) => `${uuid} ${api}`);
    throw new CliError('ambiguous-job', { job: word.text, jobs }, word);
  }
  if (!isUuid(job)) throw new CliError('unknown-job', { job: word.text }, word);
  return undefined;
}

/** 32 hex digits. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{32}$/i.test(text);
}
