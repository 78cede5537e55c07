import type { Problems } from '../../errors.ts';
import type { Phrase, Text } from '../text.ts';

/** What is refused because it takes something away. */
export const safetyProblems = {
  'needs-yes': ({ api }: Problems['needs-yes']): Phrase => ({
    text: `${api} 会造成删除或中断，而此处无法询问`,
    hint: '确认要执行请加 --yes；用 --explain-impact 查看影响范围',
  }),
  declined: ({ api }: Problems['declined']): Phrase => ({ text: `没有调用 ${api}` }),
};

/** What somebody is told before and after it. */
export const safety: Text['safety'] = {
  impact: (api, { targets, dependents }) => [
    targets.length === 0 ? `${api} 会造成删除或中断` : `${api} 将影响 ${targets.length} 个资源：`,
    ...targets.slice(0, 10).map(({ kind, uuid, name }) => `  ${[kind, uuid, name].filter(Boolean).join('  ')}`),
    ...(targets.length > 10 ? [`  以及另外 ${targets.length - 10} 个`] : []),
    ...(dependents.length > 0 ? ['依赖它们的资源：'] : []),
    ...dependents.map(({ kind, count }) => `  ${count} 个 ${kind}`),
  ],
  goOn: (api) => `调用 ${api}?`,
  undo: (line) => `撤销：${line}`,
};
