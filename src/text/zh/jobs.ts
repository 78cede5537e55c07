import type { Problems } from '../../errors.ts';
import type { Phrase, Text } from '../text.ts';
import { didYouMean, elapsed, some } from './listing.ts';

/** What goes wrong with jobs and with waiting. */
export const jobProblems = {
  'job-timeout': ({ api, jobUuid, seconds }: Problems['job-timeout']): Phrase => ({
    text: `${api} 在 ${seconds} 秒后仍未完成`,
    hint: stillRunning(jobUuid),
  }),
  'job-lost': ({ api, jobUuid, state }: Problems['job-lost']): Phrase => ({
    text: api === jobUuid ? `服务器上没有任务 ${jobUuid}` : `服务器上已没有 ${api} 的任务 ${jobUuid}`,
    hint:
      state === undefined
        ? '请查询资源，确认操作是否已完成'
        : `任务已${state === 'succeeded' ? '成功' : '失败'}，但结果已不再保留`,
  }),
  'not-accepted': ({ api, jobUuid }: Problems['not-accepted']): Phrase => ({
    text: `连接中断，而服务器没有任务 ${jobUuid}：${api} 未被接受`,
    hint: '没有执行任何操作，可以放心地重新调用',
  }),
  'long-job-failed': ({ api, canceled, error }: Problems['long-job-failed']): Phrase => {
    const detail = error.elaboration ?? error.details ?? error.rootCause ?? '';
    const told = [error.code, detail].filter(Boolean).join(' ');
    return { text: `${api} ${canceled ? '已被取消' : '失败'}${told && `：${told}`}` };
  },
  'wait-timeout': ({ kind, uuid, expression, seconds, line }: Problems['wait-timeout']): Phrase => ({
    text: `${seconds} 秒后 ${kind} ${uuid} 仍未满足条件：${expression}`,
    hint: `继续等待：${line}`,
  }),
  'bad-expression': ({ expression, reason, example }: Problems['bad-expression']): Phrase => ({
    text: `“${expression}”不是 JMESPath 表达式：${reason === 'single-equals' ? '比较请用 == 而不是 =' : reason}`,
    hint: `请写例如 ${example}`,
  }),
  'unknown-kind': ({ kind, nearest }: Problems['unknown-kind']): Phrase => ({
    text: `没有资源类型“${kind}”`,
    hint: didYouMean(nearest),
  }),
  'no-such-resource': ({ uuid }: Problems['no-such-resource']): Phrase => ({
    text: `没有 uuid 为 ${uuid} 的任务或资源`,
    hint: '请写出资源类型：zstack-cli wait VmInstance <uuid> --for …',
  }),
  'not-a-resource': ({ api }: Problems['not-a-resource']): Phrase => ({
    text: `${api} 的结果不是可以等待的资源`,
    hint: '请去掉 --for',
  }),
  'no-open-job': (): Phrase => ({ text: '没有正在运行的任务', hint: '已结束的任务请看：zstack-cli jobs' }),
  'which-job': ({ jobs }: Problems['which-job']): Phrase => ({
    text: '有多个任务正在运行',
    hint: `请指定其中一个：${some(jobs)}`,
  }),
  'unknown-job': ({ job }: Problems['unknown-job']): Phrase => ({
    text: `没有任务“${job}”`,
    hint: '参见：zstack-cli jobs',
  }),
  'ambiguous-job': ({ job, jobs }: Problems['ambiguous-job']): Phrase => ({
    text: `有多个任务以“${job}”开头：${some(jobs)}`,
    hint: '请多写几位',
  }),
};

/** What is told of a job while it runs. */
export const job: Text['job'] = {
  running: ({ api, uuid }, seconds, { percent, caption }) =>
    [`${api} ${elapsed(seconds)}`, percent !== undefined && `${percent}%`, caption, `任务 ${uuid}`]
      .filter(Boolean)
      .join(' · '),
  unanswered: '服务器没有应答，正在重试',
  which: '要查看哪个任务？',
  choice: (api, uuid, seconds) => `${uuid.slice(0, 8)}  ${api}  ${elapsed(seconds)}`,
  waiting: ({ kind, uuid, expression }, seconds, state) =>
    [`${kind} ${uuid} ${elapsed(seconds)}`, state, `直到 ${expression}`].filter(Boolean).join(' · '),
};

const attach = (job: string): string => `zstack-cli attach ${job}`;
/** What a person needs who goes away from a job. */
export const stillRunning = (job: string): string => `仍在运行：${attach(job)}`;
/** The same where nobody knows whether the job was begun. */
export const mayRun = (job: string): string => `服务器可能已经接受了调用，请查看：${attach(job)}`;
