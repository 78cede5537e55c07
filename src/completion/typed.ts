import { type Dialect, type Quote, type Scanned, scan, write } from './dialect.ts';

/** What stands in a line around the cursor. */
export interface Typed {
  /** Texts of the words that are over before the cursor, and of those that begin after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Whether each word before, then the one at the cursor, begins with an unquoted character. */
  readonly bare: readonly boolean[];
  /** Text of the word at the cursor, empty between blanks, and the cursor's place in that text. */
  readonly word: string;
  readonly at: number;
  /** The raw text that stands for a piece of the word. */
  range(start: number, end: number): { readonly from: number; readonly to: number };
  /** A text in the place of that piece, quoted as needed; `ends` closes the word and puts a blank where there is none. */
  written(text: string, start: number, end: number, ends: boolean): string;
}

/** Reads a line of which any part may be unfinished. A cursor outside of it is brought to its nearer end. */
export function readTyped(line: string, cursor: number, dialect: Dialect): Typed {
  const place = Math.max(0, Math.min(line.length, Math.trunc(cursor) || 0));
  const words = scan(line, dialect);
  const index = words.findIndex((word) => word.start <= place && place <= word.end);
  const word = words[index] ?? { text: '', start: place, end: place, units: [], open: '' };
  const before = words.filter((each) => each.end < place && each !== word);
  return {
    before: before.map((each) => each.text),
    after: words.filter((each) => each.start > place).map((each) => each.text),
    bare: [...before, word].map(beginsBare),
    word: word.text,
    at: word.units.filter((unit) => unit.end <= place).length,
    range: (start, end) => ({ from: placeBefore(word, start), to: placeAfter(word, start, end) }),
    written: (text, start, end, ends) => {
      const from = quoteBefore(word, start);
      const last = end >= word.text.length;
      const closing = ends ? '' : from;
      const to = !last ? quoteBefore(word, end) : word.open === '' ? '' : closing;
      const blank = ends && last && !/^[ \t]/.test(line.slice(word.end)) ? ' ' : '';
      return write(text, from, to, dialect) + blank;
    },
  };
}

/** Right behind the unit before, so that a quote which opens here belongs to the piece. */
function placeBefore({ start, units }: Scanned, index: number): number {
  return index === 0 ? start : (units[index - 1]?.end ?? start);
}

function placeAfter(word: Scanned, start: number, end: number): number {
  return end >= word.text.length ? word.end : placeBefore(word, Math.max(start, end));
}

function quoteBefore({ units }: Scanned, index: number): Quote {
  return index === 0 ? '' : (units[index - 1]?.quote ?? '');
}

function beginsBare({ units, start }: Scanned): boolean {
  return units[0]?.start === start && units[0].quote === '' && units[0].end === start + 1;
}
