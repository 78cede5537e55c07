import type { Notes, Problems } from '../../errors.ts';
import type { Phrase, Text } from '../text.ts';
import { didYouMean, some } from './listing.ts';

/** What is wrong with the options that shape a result. */
export const rowsProblems = {
  'bad-query': ({ expression, reason }: Problems['bad-query']): Phrase => ({
    text: `--query “${expression}” 无法使用：${reason}`,
  }),
  'unknown-column': ({ inventory, name, nearest }: Problems['unknown-column']): Phrase => ({
    text: `${inventory} 没有列“${name}”`,
    hint: didYouMean(nearest),
  }),
  'only-for-queries': ({ option, api }: Problems['only-for-queries']): Phrase => ({
    text: `${option} 只用于 Query API，不能用于 ${api}`,
  }),
  'watch-changes': ({ api }: Problems['watch-changes']): Phrase => ({
    text: `watch 会反复执行这一行，而 ${api} 会改变数据`,
  }),
  'nothing-matched': (): Phrase => ({ text: '没有匹配的结果' }),
};

/** Whether these are all rows, and why there are none. */
export const rowsNotes = {
  'maybe-more': ({ rows }: Notes['maybe-more']) =>
    `显示了 ${rows} 行，即默认上限；可能还有更多：请使用 --all 或 limit=`,
  'more-rows': ({ rows, total }: Notes['more-rows']) => `显示了 ${total} 行中的 ${rows} 行；请使用 --all 或 limit=`,
  'rows-cut': ({ shown, total, bytes }: Notes['rows-cut']) =>
    `显示了 ${total} 行中的 ${shown} 行：${bytes} 字节放不下更多`,
  'nothing-found': () => '没有结果',
  'why-nothing': ({ condition, rows }: Notes['why-nothing']) => `没有结果；去掉 ${condition} 会有 ${rows} 行`,
  'why-nothing-together': ({ rows }: Notes['why-nothing-together']) =>
    `没有结果；不是单个条件造成的：去掉全部条件会有 ${rows} 行`,
};

/** Rows on their way. */
export const rows: Text['rows'] = {
  ago: (number, unit) => `${number} ${{ day: '天', month: '个月', year: '年' }[unit]}前`,
  soFar: (rows, total) => (total === undefined ? `${rows} 行` : `${rows} / ${total} 行`),
  count: (rows) => `${rows} 行`,
  fetchAll: (rows) => `获取全部 ${rows} 行？`,
  columnsMissed: (names) => `后面的行还有未列出的字段：${some(names)}（用 --columns 选择列）`,
  watching: (seconds, line) => `每 ${seconds} 秒：${line}`,
  timing: (parts) => parts.map(([part, ms]) => `${timed[part]} ${Math.round(ms)} 毫秒`).join('，'),
};

const timed = { start: '启动', read: '命令行和注册表', connect: '连接', server: '服务器', poll: '任务', show: '输出' };
