import { CliError, isProblem } from '../errors.ts';
import type { Clock } from './job.ts';

/** Whether the same may go well a little later: a connection that failed, or a gateway that has nobody to ask. */
export function mayPass(error: unknown): boolean {
  if (isProblem(error, 'unreachable')) return !lasting.has(error.facts.reason);
  if (isProblem(error, 'http-failed')) return isGateway(error.facts.status);
  return isProblem(error, 'connect-timeout') || isProblem(error, 'read-timeout');
}

/** Whether the request may have been taken although no answer came of it. */
export function leavesOpen(error: unknown): boolean {
  if (isProblem(error, 'http-failed')) return isGateway(error.facts.status);
  return isProblem(error, 'unreachable') || isProblem(error, 'read-timeout');
}

/** Whether an answer says nothing of the job that was asked after: a fault of whoever gave it, which may pass. */
export function saysNothing(error: unknown): boolean {
  if (isProblem(error, 'http-failed')) return error.facts.status >= 500;
  return isProblem(error, 'bad-reply') || isProblem(error, 'message-refused');
}

/** Whether nobody broke anything off: who was only slow may still come to the request. */
function isSlow(error: unknown): boolean {
  return isProblem(error, 'read-timeout') || (isProblem(error, 'http-failed') && error.facts.status === 504);
}

/** Tries again what only reads, for at most `readBudget` ms. Throws the last error of `act`. */
export async function retried<T>(
  act: () => Promise<T>,
  clock: Clock,
  mayRepeat: () => boolean,
  signal?: AbortSignal,
): Promise<T> {
  const deadline = clock.now() + readBudget;
  for (let wait = firstWait; ; wait *= 2) {
    try {
      return await act();
    } catch (error) {
      if (!mayPass(error) || !mayRepeat() || clock.now() + wait > deadline) throw error;
      await clock.sleep(wait, signal);
    }
  }
}

/**
 * Whether a job exists whose request was cut off, asked by its id: what `ask` says of it, `undefined` while it runs.
 * The request may still be on its way, so that "unknown" counts only when it was said for a while. Throws
 * `not-accepted` then, `broken` when that is too early to say or nobody can be asked, and what `ask` throws otherwise.
 */
export async function findOut<T>(
  job: { readonly uuid: string; readonly api: string },
  ask: () => Promise<T | undefined>,
  broken: unknown,
  clock: Clock,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const deadline = clock.now() + findBudget;
  let unknown = 0;
  for (let wait = firstWait; ; wait = Math.min(wait * 2, longestWait)) {
    await clock.sleep(wait, signal);
    try {
      return await ask();
    } catch (error) {
      if (isProblem(error, 'job-lost')) {
        if (++unknown === 1) wait = firstWait;
        if (unknown < enoughUnknown) continue;
        if (isSlow(broken)) throw broken;
        throw new CliError('not-accepted', { api: job.api, jobUuid: job.uuid }, undefined, { cause: broken });
      }
      if (!mayPass(error) && !saysNothing(error)) throw error;
      if (clock.now() >= deadline) throw broken;
    }
  }
}

/** Aborts when the time is over, or at once where `signal` does; `end` when nobody waits any more. */
export function timeLimit(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): { readonly signal: AbortSignal; end(): void } {
  const tooLate = new AbortController();
  const ended = new AbortController();
  void clock.sleep(ms, ended.signal).then(
    () => tooLate.abort(),
    () => undefined,
  );
  return { signal: AbortSignal.any([signal, tooLate.signal]), end: () => ended.abort() };
}

/** A refusal with no error object in it, so that it is not the API's own. */
function isGateway(status: number): boolean {
  return status >= 502 && status <= 504;
}

/** What no patience cures. */
const lasting = new Set(['ENOTFOUND', 'not-http', 'EACCES']);

/** Milliseconds. */
const firstWait = 200;
const longestWait = 5000;
const readBudget = 2000;
const findBudget = 60_000;
/** Within three seconds. */
const enoughUnknown = 4;
