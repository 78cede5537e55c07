import type { FaultKind } from '../../src/sandbox/faults.ts';
import type { JobState } from '../../src/settings/jobs.ts';

/** What goes wrong while a line runs, and what is promised for it whichever way the line was given. */
export interface Row {
  /** `latency=3`, `refuse`. */
  readonly fault: FaultKind | `${FaultKind}=${number}`;
  /** Where it strikes, and how often; a read is tried four times within two seconds. */
  readonly on: string;
  readonly times: number;
  /** Options beside the line. */
  readonly words?: readonly string[];
  /** The password is at hand for a new log-in. */
  readonly knowsPassword?: true;
  readonly exit: number;
  /** The code of the problem, and what a person reads. */
  readonly code?: string;
  readonly says?: RegExp;
}

export interface Read extends Row {
  /** What another process that asks for values of the cloud keeps as the reason that there are none. */
  readonly live?: string;
  /** A watch that has shown something bears it. */
  readonly watch: 'goes on' | 'ends';
  /** What has to be done before it works again. */
  readonly first?: 'login';
}

export interface Change extends Row {
  readonly job: JobState;
  /** How many there are after the line. */
  readonly done: 0 | 1;
  /** What a person does then so that there is one: nothing, the same line again, attach to its job, or a new log-in first. */
  readonly next: 'nothing' | 'again' | 'attach' | 'login';
}

const zones = 'GET /v1/zones';
const create = 'POST /v1/zones';
const poll = 'GET /v1/api-jobs';
const impatient = ['--read-timeout', '1'];
const well = { exit: 0, watch: 'goes on' } as const;

export const reads: readonly Read[] = [
  { fault: 'latency=2', on: zones, times: 1, words: impatient, ...well },
  {
    ...{ fault: 'latency=2', on: zones, times: 4, words: impatient },
    ...{ exit: 5, code: 'read-timeout', says: /gave no answer within 1 s/, live: 'read-timeout', watch: 'goes on' },
  },
  ...(['reset-before', 'reset-after'] as const).flatMap((fault): readonly Read[] => [
    { fault, on: zones, times: 3, ...well },
    {
      ...{ fault, on: zones, times: 4, exit: 6, code: 'unreachable', says: /the connection broke/ },
      ...{ live: 'unreachable', watch: 'goes on' },
    },
  ]),
  // Some rows were shown already, so that asking again would show them twice.
  {
    fault: 'truncate',
    on: zones,
    times: 1,
    exit: 6,
    code: 'unreachable',
    says: /the connection broke/,
    watch: 'goes on',
  },
  {
    ...{ fault: 'malformed', on: zones, times: 1, exit: 1, code: 'bad-reply', says: /cannot be read/ },
    ...{ live: 'bad-reply', watch: 'goes on' },
  },
  {
    ...{ fault: 'error-500', on: zones, times: 1, exit: 1, code: 'http-failed', says: /HTTP 500: java.lang.Null/ },
    ...{ live: 'http-failed', watch: 'goes on' },
  },
  { fault: 'error-503', on: zones, times: 3, ...well },
  {
    ...{ fault: 'error-503', on: zones, times: 4, exit: 1, code: 'http-failed', says: /HTTP 503: the management node/ },
    ...{ live: 'http-failed', watch: 'goes on' },
  },
  { fault: 'html', on: zones, times: 3, ...well },
  {
    ...{ fault: 'html', on: zones, times: 4, exit: 1, code: 'http-failed', says: /HTTP 502: 502 Bad Gateway/ },
    ...{ live: 'http-failed', watch: 'goes on' },
  },
  { fault: 'trickle=0.01', on: zones, times: 1, ...well },
  { fault: 'lost-job', on: zones, times: 1, ...well },
  { fault: 'skew=60', on: zones, times: 1, ...well },
  ...(['expired-session', 'skew=7200'] as const).flatMap((fault): readonly Read[] => [
    { fault, on: zones, times: 1, knowsPassword: true, ...well },
    {
      ...{ fault, on: zones, times: 1, exit: 3, code: 'ID.1001', says: /log in again: zstack-cli login/ },
      ...{ live: 'api-failed', watch: 'ends', first: 'login' },
    },
  ]),
  {
    ...{ fault: 'refuse=3', on: '', times: 1, exit: 6, code: 'unreachable', says: /nothing listens there/ },
    ...{ live: 'unreachable', watch: 'goes on' },
  },
];

const found = { exit: 0, job: 'succeeded', done: 1, next: 'nothing' } as const;
const nothingDone = {
  code: 'not-accepted',
  says: /was not accepted\s+nothing was done/,
  job: 'lost',
  done: 0,
} as const;

export const changes: readonly Change[] = [
  {
    // The node may still come to it, whatever it says of the job now.
    ...{ fault: 'latency=3', on: create, times: 1, words: impatient, exit: 5, code: 'read-timeout' },
    ...{ says: /gave no answer within 1 s\s+the server may have taken the call/, job: 'sent', done: 0, next: 'attach' },
  },
  {
    ...{ fault: 'refuse=3', on: '', times: 1, exit: 6, code: 'unreachable', says: /nothing listens there\s+check/ },
    ...{ job: 'failed', done: 0, next: 'again' },
  },
  { fault: 'reset-before', on: create, times: 1, exit: 6, ...nothingDone, next: 'again' },
  { fault: 'reset-after', on: create, times: 1, ...found },
  { fault: 'truncate', on: create, times: 1, ...found },
  { fault: 'malformed', on: create, times: 1, ...found },
  { fault: 'trickle=0.01', on: create, times: 1, ...found },
  { fault: 'refuse=1', on: create, times: 1, ...found },
  {
    ...{ fault: 'error-500', on: create, times: 1, exit: 1, code: 'http-failed', says: /HTTP 500/ },
    ...{ job: 'failed', done: 0, next: 'again' },
  },
  { fault: 'error-503', on: create, times: 1, exit: 6, ...nothingDone, next: 'again' },
  { fault: 'html', on: create, times: 1, exit: 6, ...nothingDone, next: 'again' },
  {
    ...{ fault: 'lost-job', on: create, times: 1, exit: 1, code: 'job-lost' },
    ...{ says: /no longer knows job .+\s+query the resource/, job: 'lost', done: 1, next: 'nothing' },
  },
  ...(['expired-session', 'skew=7200'] as const).flatMap((fault): readonly Change[] => [
    {
      ...{ fault, on: create, times: 1, exit: 3, code: 'ID.1001', says: /log in again: zstack-cli login/ },
      ...{ job: 'failed', done: 0, next: 'login' },
    },
    {
      ...{ fault, on: create, times: 1, knowsPassword: true, exit: 3, code: 'not-repeated', says: /CreateZone/ },
      ...{ job: 'failed', done: 0, next: 'again' },
    },
  ]),
  // While it is asked after.
  { fault: 'latency=2', on: poll, times: 1, words: impatient, ...found },
  ...(['reset-before', 'reset-after', 'truncate', 'malformed', 'error-500', 'error-503', 'html'] as const).map(
    (fault): Change => ({ fault, on: poll, times: 3, ...found }),
  ),
  { fault: 'trickle=0.01', on: poll, times: 1, ...found },
  { fault: 'skew=60', on: poll, times: 1, ...found },
  {
    ...{ fault: 'reset-before', on: poll, times: 1000, words: ['--timeout', '5s'], exit: 5, code: 'job-timeout' },
    ...{ says: /still not done after 5 s\s+still running: zstack-cli attach/, job: 'running', done: 1, next: 'attach' },
  },
  ...(['malformed', 'error-500'] as const).map(
    (fault): Change => ({
      ...{ fault, on: poll, times: 1000, exit: 1, code: fault === 'malformed' ? 'bad-reply' : 'http-failed' },
      ...{
        says: /the server may have taken the call; see: zstack-cli attach/,
        job: 'running',
        done: 1,
        next: 'attach',
      },
    }),
  ),
];
