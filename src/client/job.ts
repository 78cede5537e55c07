import { CliError } from '../errors.ts';
import { mayPass, saysNothing } from './patience.ts';

/** How a job is asked after. */
export interface JobName {
  readonly uuid: string;
  readonly api: string;
  /** Class of the message, where it was begun at the message endpoint. */
  readonly message?: string;
}

/** A call that the server goes on with after it has answered. */
export interface Job extends JobName {
  /** Time it may take. */
  readonly seconds: number;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What the vendor's SDK allows a job when nobody says more: ZSConfig.java, ZStack 5.2.1. */
export const longest = 3 * 3600 * 1000;

/** The server speaks of a time-out itself, a little later than it was due. */
const grace = 3000;
const [firstWait, lastWait, longestBackOff] = [200, 1000, 10_000];
/** Answers in a row. */
const mostSenseless = 10;

export interface Following {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  /** Told when an answer fails to come, and again when one came after all. */
  readonly onTrouble?: ((isLasting: boolean) => void) | undefined;
}

/**
 * Asks `poll` until it has an answer. What may pass, a lost connection or a gateway's refusal, is borne until the
 * deadline, that of the job or after `timeout` ms; an answer that says nothing only for about a minute. Throws
 * `job-timeout`, what `poll` or the sleep throws otherwise.
 */
export async function follow<T>(
  job: Job,
  clock: Clock,
  poll: () => Promise<T | undefined>,
  { signal, timeout, onTrouble }: Following = {},
): Promise<T> {
  const { api, uuid: jobUuid } = job;
  const seconds = timeout === undefined ? job.seconds : timeout / 1000;
  const deadline = clock.now() + (timeout ?? seconds * 1000 + grace);
  let wait = firstWait;
  let trouble: unknown;
  let senseless = 0;
  for (;;) {
    const left = deadline - clock.now();
    if (left <= 0) throw new CliError('job-timeout', { api, jobUuid, seconds }, undefined, { cause: trouble });
    await clock.sleep(Math.min(wait, left), signal);
    try {
      const answer = await poll();
      if (answer !== undefined) return answer;
      if (trouble !== undefined) onTrouble?.(false);
      trouble = undefined;
      senseless = 0;
      wait = Math.min(wait * 1.5, lastWait);
    } catch (error) {
      if (!mayPass(error) && !(saysNothing(error) && ++senseless < mostSenseless)) throw error;
      onTrouble?.(true);
      trouble = error;
      wait = Math.min(wait * 2, longestBackOff);
    }
  }
}

/** An interruption is told as one, with the job that goes on. */
export async function interruptible<T>(
  { api, uuid }: JobName,
  signal: AbortSignal | undefined,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw signal?.aborted ? new CliError('interrupted', { api, jobUuid: uuid }) : error;
  }
}
