import type { Notes, Problems } from '../../errors.ts';
import type { Phrase, Text } from '../text.ts';
import { count, didYouMean, some } from './listing.ts';

/** What is wrong with the options that shape a result. */
export const rowsProblems = {
  'bad-query': ({ expression, reason }: Problems['bad-query']): Phrase => ({
    text: `--query “${expression}” does not work: ${reason}`,
  }),
  'unknown-column': ({ inventory, name, nearest }: Problems['unknown-column']): Phrase => ({
    text: `${inventory} has no column “${name}”`,
    hint: didYouMean(nearest),
  }),
  'only-for-queries': ({ option, api }: Problems['only-for-queries']): Phrase => ({
    text: `${option} is for Query APIs, not for ${api}`,
  }),
  'watch-changes': ({ api }: Problems['watch-changes']): Phrase => ({
    text: `watch repeats its line, and ${api} changes something`,
  }),
  'nothing-matched': (): Phrase => ({ text: 'nothing matched' }),
};

/** Whether these are all rows, and why there are none. */
export const rowsNotes = {
  'maybe-more': ({ rows }: Notes['maybe-more']) =>
    `showing ${count(rows, 'row')}, the default limit; there may be more: use --all or limit=`,
  'more-rows': ({ rows, total }: Notes['more-rows']) => `showing ${rows} of ${total}; use --all or limit=`,
  'rows-cut': ({ shown, total, bytes }: Notes['rows-cut']) =>
    `showing ${shown} of ${count(total, 'row')}: more would not fit into ${bytes} bytes`,
  'nothing-found': () => 'nothing found',
  'why-nothing': ({ condition, rows }: Notes['why-nothing']) =>
    `nothing found; without ${condition} there would be ${count(Number(rows), 'row')}`,
  'why-nothing-together': ({ rows }: Notes['why-nothing-together']) =>
    `nothing found; no condition alone is the reason: without all of them there would be ${count(Number(rows), 'row')}`,
};

/** Rows on their way. */
export const rows: Text['rows'] = {
  ago: (number, unit) => `${count(number, unit)} ago`,
  soFar: (rows, total) => (total === undefined ? count(rows, 'row') : `${rows} of ${count(total, 'row')}`),
  count: (rows) => count(rows, 'row'),
  fetchAll: (rows) => `Fetch all ${rows} rows?`,
  columnsMissed: (names) => `fields of later rows that have no column: ${some(names)} (--columns chooses columns)`,
  watching: (seconds, line) => `every ${seconds} s: ${line}`,
  timing: (parts) => parts.map(([part, ms]) => `${timed[part]} ${Math.round(ms)} ms`).join(', '),
};

const timed = {
  start: 'start',
  read: 'line and registry',
  connect: 'connect',
  server: 'server',
  poll: 'job',
  show: 'output',
};
