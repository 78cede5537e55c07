import type { Problems } from '../../errors.ts';
import type { Phrase, Text } from '../text.ts';
import { count } from './listing.ts';

/** What is refused because it takes something away. */
export const safetyProblems = {
  'needs-yes': ({ api }: Problems['needs-yes']): Phrase => ({
    text: `${api} takes something away, and there is nobody to ask`,
    hint: 'add --yes if that is meant, or --explain-impact to see what it hits',
  }),
  declined: ({ api }: Problems['declined']): Phrase => ({ text: `${api} was not called` }),
};

/** What somebody is told before and after it. */
export const safety: Text['safety'] = {
  impact: (api, { targets, dependents }) => [
    targets.length === 0 ? `${api} takes something away` : `${api} hits ${count(targets.length, 'resource')}:`,
    ...targets.slice(0, 10).map(({ kind, uuid, name }) => `  ${[kind, uuid, name].filter(Boolean).join('  ')}`),
    ...(targets.length > 10 ? [`  and ${targets.length - 10} more`] : []),
    ...(dependents.length > 0 ? ['What hangs on it:'] : []),
    ...dependents.map(({ kind, count }) => `  ${count} ${kind}`),
  ],
  goOn: (api) => `Call ${api}?`,
  undo: (line) => `undo: ${line}`,
};
