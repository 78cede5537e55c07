import type { Problems } from '../../errors.ts';
import type { Phrase, Text } from '../text.ts';
import { elapsed } from './listing.ts';

/** What goes wrong with scripts. */
export const batchProblems = {
  'option-of-run': ({ option }: Problems['option-of-run']): Phrase => ({
    text: `${option} 针对整个脚本，不能写在脚本的某一行里`,
    hint: '请与 -f 一起给出',
  }),
  'options-together': ({ option, needs }: Problems['options-together']): Phrase => ({
    text: `${option} 需要与 ${needs} 一起使用`,
  }),
  'checkpoint-exists': ({ file }: Problems['checkpoint-exists']): Phrase => ({
    text: `检查点 ${file} 已存在`,
    hint: '用 --resume 接着执行，或删除它重新开始',
  }),
  'checkpoint-unreadable': ({ file, reason }: Problems['checkpoint-unreadable']): Phrase => ({
    text: `无法使用检查点 ${file}：${reason}`,
  }),
  'checkpoint-in-use': ({ file, pid }: Problems['checkpoint-in-use']): Phrase => ({
    text: `进程 ${pid} 正在使用检查点 ${file}`,
  }),
  'checkpoint-mismatch': ({ file, line }: Problems['checkpoint-mismatch']): Phrase => ({
    text: `第 ${line} 行执行时的内容与现在不同：${file} 属于另一个脚本`,
    hint: '请恢复该行，或换一个检查点重新开始',
  }),
  'line-in-doubt': ({ api, jobUuid }: Problems['line-in-doubt']): Phrase => ({
    text: `脚本结束时 ${api} 正在发送，无法得知是否送达${jobUuid ? `（任务 ${jobUuid}）` : ''}`,
    hint: '请确认是否已执行：已执行则注释掉该行，否则再次 --resume 即会调用',
  }),
};

/** What came of the lines of a script. */
export const batch: Text['batch'] = ({ succeeded, failed, before, left }, seconds) =>
  [
    `完成 ${succeeded} 行`,
    failed > 0 && `失败 ${failed} 行`,
    before > 0 && `此前已完成 ${before} 行`,
    left && '其余未开始',
    elapsed(seconds),
  ]
    .filter(Boolean)
    .join('，');
