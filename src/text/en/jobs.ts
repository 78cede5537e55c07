import type { Problems } from '../../errors.ts';
import type { Phrase, Text } from '../text.ts';
import { didYouMean, elapsed, some } from './listing.ts';

/** What goes wrong with jobs and with waiting. */
export const jobProblems = {
  'job-timeout': ({ api, jobUuid, seconds }: Problems['job-timeout']): Phrase => ({
    text: `${api} is still not done after ${seconds} s`,
    hint: stillRunning(jobUuid),
  }),
  'job-lost': ({ api, jobUuid, state }: Problems['job-lost']): Phrase => ({
    text:
      api === jobUuid ? `the server knows no job ${jobUuid}` : `the server no longer knows job ${jobUuid} of ${api}`,
    hint: state === undefined ? 'query the resource to see whether it was done' : `it ${state}; its result is gone`,
  }),
  'not-accepted': ({ api, jobUuid }: Problems['not-accepted']): Phrase => ({
    text: `the connection broke and the server knows no job ${jobUuid}: ${api} was not accepted`,
    hint: 'nothing was done; it is safe to call it again',
  }),
  'long-job-failed': ({ api, canceled, error }: Problems['long-job-failed']): Phrase => {
    const detail = error.elaboration ?? error.details ?? error.rootCause ?? '';
    const told = [error.code, detail].filter(Boolean).join(' ');
    return { text: `${api} ${canceled ? 'was canceled' : 'failed'}${told && `: ${told}`}` };
  },
  'wait-timeout': ({ kind, uuid, expression, seconds, line }: Problems['wait-timeout']): Phrase => ({
    text: `${kind} ${uuid} is not yet as wanted after ${seconds} s: ${expression}`,
    hint: `wait on with: ${line}`,
  }),
  'bad-expression': ({ expression, reason, example }: Problems['bad-expression']): Phrase => ({
    text: `“${expression}” is no JMESPath: ${reason === 'single-equals' ? 'to compare, write == instead of =' : reason}`,
    hint: `write for instance ${example}`,
  }),
  'unknown-kind': ({ kind, nearest }: Problems['unknown-kind']): Phrase => ({
    text: `no kind of resource “${kind}”`,
    hint: didYouMean(nearest),
  }),
  'no-such-resource': ({ uuid }: Problems['no-such-resource']): Phrase => ({
    text: `neither a job nor a resource ${uuid} is known`,
    hint: 'name its kind: zstack-cli wait VmInstance <uuid> --for …',
  }),
  'not-a-resource': ({ api }: Problems['not-a-resource']): Phrase => ({
    text: `${api} leaves no resource that could be waited for`,
    hint: 'leave out --for',
  }),
  'no-open-job': (): Phrase => ({ text: 'no job is running', hint: 'see those that ended: zstack-cli jobs' }),
  'which-job': ({ jobs }: Problems['which-job']): Phrase => ({
    text: 'several jobs are running',
    hint: `name one of them: ${some(jobs)}`,
  }),
  'unknown-job': ({ job }: Problems['unknown-job']): Phrase => ({
    text: `no job “${job}”`,
    hint: 'see: zstack-cli jobs',
  }),
  'ambiguous-job': ({ job, jobs }: Problems['ambiguous-job']): Phrase => ({
    text: `“${job}” begins several jobs: ${some(jobs)}`,
    hint: 'write more of it',
  }),
};

/** What is told of a job while it runs. */
export const job: Text['job'] = {
  running: ({ api, uuid }, seconds, { percent, caption }) =>
    [`${api} ${elapsed(seconds)}`, percent !== undefined && `${percent}%`, caption, `job ${uuid}`]
      .filter(Boolean)
      .join(' · '),
  unanswered: 'the server gives no answer, asking on',
  which: 'Which job?',
  choice: (api, uuid, seconds) => `${uuid.slice(0, 8)}  ${api}  ${elapsed(seconds)}`,
  waiting: ({ kind, uuid, expression }, seconds, state) =>
    [`${kind} ${uuid} ${elapsed(seconds)}`, state, `until ${expression}`].filter(Boolean).join(' · '),
};

const attach = (job: string): string => `zstack-cli attach ${job}`;
/** What a person needs who goes away from a job. */
export const stillRunning = (job: string): string => `still running: ${attach(job)}`;
/** The same where nobody knows whether the job was begun. */
export const mayRun = (job: string): string => `the server may have taken the call; see: ${attach(job)}`;
