import type { Ink } from '../../output/ink.ts';
import { pad } from '../../output/width.ts';
import { type Cell, cellsOf, cutRow, type Piece, type Row, rowOf, rowWidth } from './frame.ts';
import type { Choice, Hit, Menu, Search } from './state.ts';

/** What lists say beside their entries. */
export interface ListWords {
  /** Heading of a group of candidates. */
  readonly group: (group: string) => string;
  readonly of: (selected: number, total: number) => string;
  readonly note: Readonly<Record<'loading' | 'unreachable', string>>;
  readonly nothing: string;
  /** How long ago, for milliseconds. */
  readonly ago: (ms: number) => string;
}

/** The candidates of a menu in at most `height` rows: a heading for each group, and where one stands in long lists. */
export function menuRows(
  { choices, selected }: Menu,
  columns: number,
  height: number,
  words: ListWords,
): readonly Row[] {
  const { candidates, note } = choices;
  const foot = note ? [rowOf([{ text: `  ${words.note[note]}`, ink: 'grey' }], columns)] : [];
  const groups = new Set(candidates.map(({ group }) => group)).size;
  const entries = candidates.flatMap((choice, at): readonly Entry[] =>
    groups > 1 && choice.group !== candidates[at - 1]?.group
      ? [{ heading: words.group(choice.group) }, { choice, at }]
      : [{ choice, at }],
  );
  const room = Math.max(1, Math.min(height, mostRows) - foot.length);
  const { shown, position } = windowed(entries, selected, room, (entry) => entry.at, words, columns);
  const labels = shown.map(({ choice }) => (choice ? rowWidth(cellsOf({ text: labelOf(choice), ink: 'plain' })) : 0));
  const wide = Math.min(Math.max(...labels, 0), Math.max(8, Math.floor(columns * 0.6)));
  const rows = shown.map((entry) =>
    entry.choice
      ? choiceRow(entry.choice, entry.at === selected, wide, columns)
      : rowOf([{ text: entry.heading ?? '', ink: 'heading' }], columns),
  );
  return [...rows, ...position, ...foot];
}

/** Hits of a search through history, newest fits first, each with its age. */
export function hitRows(
  { hits, selected }: Search,
  now: number,
  columns: number,
  height: number,
  words: ListWords,
): readonly Row[] {
  if (hits.length === 0) return height > 0 ? [rowOf([{ text: `  ${words.nothing}`, ink: 'grey' }], columns)] : [];
  const entries = hits.map((hit, at) => ({ hit, at }));
  const { shown, position } = windowed(
    entries,
    selected,
    Math.max(1, Math.min(height, mostRows)),
    ({ at }) => at,
    words,
    columns,
  );
  return [...shown.map(({ hit, at }) => hitRow(hit, at === selected, now, columns, words)), ...position];
}

interface Entry {
  readonly heading?: string;
  readonly choice?: Choice;
  readonly at?: number;
}

const mostRows = 12;

function windowed<T>(
  entries: readonly T[],
  selected: number,
  room: number,
  indexOf: (entry: T) => number | undefined,
  words: ListWords,
  columns: number,
): { readonly shown: readonly T[]; readonly position: readonly Row[] } {
  if (entries.length <= room) return { shown: entries, position: [] };
  const height = Math.max(1, room - 1);
  const at = Math.max(
    0,
    entries.findIndex((entry) => indexOf(entry) === Math.max(0, selected)),
  );
  const first = Math.max(0, Math.min(at - Math.floor(height / 2), entries.length - height));
  const total = entries.reduce((count, entry) => (indexOf(entry) === undefined ? count : count + 1), 0);
  const position = rowOf([{ text: `  ${words.of(selected + 1, total)}`, ink: 'grey' }], columns);
  return { shown: entries.slice(first, first + height), position: room > 1 ? [position] : [] };
}

function choiceRow(choice: Choice, isChosen: boolean, wide: number, columns: number): Row {
  const label = lettered(labelOf(choice), choice.matched, isChosen);
  const named = cutRow(label, wide);
  const gap = ' '.repeat(wide - rowWidth(named) + 2);
  const detail = [choice.type, choice.what ?? (choice.label === undefined ? choice.origin : choice.text)]
    .filter(Boolean)
    .join('  ');
  return cutRow(
    [
      ...cellsOf({ text: isChosen ? '> ' : choice.required ? '* ' : '  ', ink: isChosen ? 'chosen' : 'hint' }),
      ...named,
      ...cellsOf({ text: detail === '' ? '' : gap + detail, ink: 'grey' }),
    ],
    columns,
  );
}

function hitRow({ line, at, matched }: Hit, isChosen: boolean, now: number, columns: number, words: ListWords): Row {
  const age = pad(words.ago(Math.max(0, now - at)), 8);
  return cutRow(
    [
      ...cellsOf({ text: isChosen ? '> ' : '  ', ink: isChosen ? 'chosen' : 'plain' }),
      ...cellsOf({ text: `${age} `, ink: 'grey' }),
      ...lettered(line, matched, isChosen),
    ],
    columns,
  );
}

function labelOf({ label, text }: Choice): string {
  return label ?? text;
}

/** A text with the letters marked that were looked for. */
function lettered(text: string, matched: readonly number[], isChosen: boolean): readonly Cell[] {
  const [rest, marked]: readonly [Ink, Ink] = isChosen ? ['chosen', 'chosen-match'] : ['plain', 'match'];
  const pieces: Piece[] = [];
  let at = 0;
  for (const place of matched) {
    if (place < at || place >= text.length) continue;
    pieces.push({ text: text.slice(at, place), ink: rest }, { text: text[place] as string, ink: marked });
    at = place + 1;
  }
  pieces.push({ text: text.slice(at), ink: rest });
  return pieces.filter((piece) => piece.text !== '').flatMap((piece) => cellsOf(piece));
}
