import { CliError, type Span } from '../errors.ts';

/** One word of a line: what it means, how it was typed, and where. */
export interface Word extends Span {
  readonly text: string;
  readonly raw: string;
}

export interface Line {
  readonly text: string;
  readonly words: readonly Word[];
  /** What the line ends inside of, and where that began; absent when it is complete. */
  readonly open?: { readonly quote: '"' | "'" | '\\'; readonly at: number };
}

/**
 * Splits as a POSIX shell does, without expansions: white space separates, a backslash makes the next character
 * literal, `'…'` is literal, in `"…"` a backslash is special before `"` and `\` only, adjacent pieces are one word.
 * Never fails: what is unfinished is told by `open`.
 */
export function readLine(text: string): Line {
  const words: Word[] = [];
  let at = 0;
  let open: Line['open'];
  while (at < text.length) {
    if (isSpace(text[at])) {
      at++;
      continue;
    }
    const start = at;
    const scanned = scanWord(text, start);
    at = scanned.end;
    open = scanned.open;
    words.push({ text: scanned.characters.join(''), raw: text.slice(start, at), start, end: at });
  }
  return open ? { text, words, open } : { text, words };
}

/** As `readLine`; an open quote or a last backslash is an error that points at it. */
export function readCompleteLine(text: string): Line {
  const line = readLine(text);
  if (!line.open) return line;
  const span = { start: line.open.at, end: line.open.at + 1 };
  if (line.open.quote === '\\') throw new CliError('dangling-backslash', {}, span);
  throw new CliError('unclosed-quote', { quote: line.open.quote }, span);
}

/** Words that a shell has split already, as the line that would have given them. */
export function lineOfWords(texts: readonly string[]): Line {
  const words: Word[] = [];
  let start = 0;
  for (const text of texts) {
    const raw = quoteWord(text);
    words.push({ text, raw, start, end: start + raw.length });
    start += raw.length + 1;
  }
  return { text: words.map((word) => word.raw).join(' '), words };
}

/** The word as it can be typed, here and in a POSIX shell; bare where nothing in it is special. */
export function quoteWord(text: string): string {
  if (/^[\w@%+=:,./^\u00a1-\uffff-][\w@%+=:,./~^\u00a1-\uffff-]*$/.test(text) && !/[\s\u0080-\u009f]/.test(text))
    return text;
  // Nothing is special between double quotes but these.
  if (text.includes("'") && !/["$`\\!\n]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Where a part of the word's text, `from` to `to`, stands in the line. */
export function spanWithin(word: Word, from: number, to: number): Span {
  const { places } = scanWord(word.raw, 0);
  const place = (index: number): number => word.start + (places[index] ?? word.raw.length);
  const end = to > from && to > 0 ? Math.max(place(to - 1) + 1, place(from)) : place(from);
  return { start: place(from), end, ...(word.of && { of: word.of }) };
}

interface Scanned {
  readonly end: number;
  /** One entry a UTF-16 unit of the word's text, and where in the raw text it stands. */
  readonly characters: readonly string[];
  readonly places: readonly number[];
  readonly open?: Line['open'];
}

function scanWord(text: string, start: number): Scanned {
  const characters: string[] = [];
  const places: number[] = [];
  let quote: '"' | "'" | undefined;
  let quoteAt = start;
  let at = start;
  const take = (place: number): void => {
    characters.push(text[place] as string);
    places.push(place);
  };
  for (; at < text.length; at++) {
    const character = text[at] as string;
    if (quote === undefined) {
      if (isSpace(character)) break;
      if (character === '"' || character === "'") {
        quote = character;
        quoteAt = at;
      } else if (character === '\\') {
        if (at + 1 >= text.length) return { end: text.length, characters, places, open: { quote: '\\', at } };
        take(++at);
      } else take(at);
    } else if (character === quote) quote = undefined;
    else if (quote === '"' && character === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) take(++at);
    else take(at);
  }
  return quote === undefined
    ? { end: at, characters, places }
    : { end: at, characters, places, open: { quote, at: quoteAt } };
}

/** What separates words in Python's shlex, which the old shell used. */
function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}
