import { visible } from './sanitize.ts';
import type { Style } from './shown.ts';
import { type Theme, themeOf } from './theme.ts';
import { widthOf, wrap } from './width.ts';

/** Something to read: a title and parts under headings. */
export interface Page {
  /** Empty for a mere list. */
  readonly title: string;
  /** What the title means, in a few words. */
  readonly summary?: string;
  readonly parts: readonly Part[];
}

export interface Part {
  /** Empty where the rows speak for themselves. */
  readonly heading: string;
  readonly rows: readonly Row[];
}

/** A sentence, a command line given by its words, or a term and what is said of it, `depth` levels in. */
export type Row =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly words: readonly string[] }
  | { readonly kind: 'term'; readonly term: string; readonly text: string; readonly depth?: number }
  /** Lines that are shown as they are, such as a typed line and the marks under it. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

/** A sentence. */
export const text = (text: string): Row => ({ kind: 'text', text });
/** A command line; its words are quoted already where a shell needs it. */
export const command = (...words: readonly string[]): Row => ({ kind: 'command', words });
/** A term and what is said of it, `depth` levels in. */
export const term = (term: string, text: string, depth = 0): Row => ({ kind: 'term', term, text, depth });

/** The page as lines, each ended. A terminal gets it fitted to its width; a pipe gets one line a row. */
export async function* writePage(page: Page, style: Style): AsyncGenerator<string> {
  const theme = await themeOf(style.colors);
  const lay = layoutOf(style, theme);
  if (page.title) yield* titleLines(page, lay);
  for (const [at, { heading, rows }] of page.parts.filter((part) => part.rows.length > 0).entries()) {
    if (at > 0 || page.title) yield '\n';
    if (heading) for (const piece of wrapped(heading, lay.columns, lay)) yield `${theme.header(piece)}\n`;
    const terms = termWidth(rows, lay);
    for (const row of rows) for (const line of linesOf(row, terms, lay)) yield `${line}\n`.replace(/ +\n$/, '\n');
  }
}

interface Layout {
  /** Columns of a line; unlimited in a pipe. */
  readonly columns: number;
  readonly ambiguousWide: boolean;
  readonly theme: Theme;
}

function layoutOf({ terminal, columns, ambiguousWide = false }: Style, theme: Theme): Layout {
  return { columns: terminal ? Math.max(20, columns) : Number.POSITIVE_INFINITY, ambiguousWide, theme };
}

/** Title and summary on one line where they fit, else the summary below. */
function* titleLines({ title, summary }: Page, lay: Layout): Generator<string> {
  const { columns, ambiguousWide, theme } = lay;
  const tail = summary === undefined ? '' : ` — ${visible(summary)}`;
  if (widthOf(visible(title) + tail, ambiguousWide) <= columns) return yield `${theme.header(visible(title))}${tail}\n`;
  for (const piece of wrapped(title, columns, lay)) yield `${theme.header(piece)}\n`;
  for (const piece of summary === undefined ? [] : wrapped(summary, columns - indent, lay)) yield `${margin}${piece}\n`;
}

function linesOf(row: Row, terms: number, lay: Layout): readonly string[] {
  const room = lay.columns - indent;
  if (row.kind === 'lines') return row.lines.map((line) => margin + line);
  if (row.kind === 'text') return wrapped(row.text, room, lay).map((line) => margin + line);
  if (row.kind === 'command') return commandLines(row.words.map(visible), room, lay);
  const { theme, ambiguousWide } = lay;
  const depth = (row.depth ?? 0) * indent;
  const term = visible(row.term);
  const inset = margin + ' '.repeat(depth);
  if (row.text === '') return [inset + theme.key(term)];
  const isStacked = room - terms - gap < leastText;
  const own = widthOf(term, ambiguousWide);
  if (isStacked || own + depth > terms) {
    const hanging = isStacked ? depth + 2 * indent : terms + gap;
    const pieces = wrapped(row.text, room - hanging, lay);
    return [inset + theme.key(term), ...pieces.map((piece) => margin + ' '.repeat(hanging) + piece)];
  }
  const pieces = wrapped(row.text, room - terms - gap, lay);
  return pieces.map((piece, at) =>
    at === 0
      ? `${inset}${theme.key(term)}${' '.repeat(terms - depth - own + gap)}${piece}`
      : margin + ' '.repeat(terms + gap) + piece,
  );
}

/** A command that does not fit is broken between its words, so that it can still be copied. */
function commandLines(words: readonly string[], room: number, { ambiguousWide }: Layout): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, ambiguousWide) > room - 2) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = longer;
  }
  return [...lines, line].map((each) => margin + each);
}

function wrapped(text: string, room: number, { ambiguousWide }: Layout): readonly string[] {
  const shown = visible(text);
  return Number.isFinite(room) ? wrap(shown, Math.max(8, room), ambiguousWide) : [shown];
}

/** Terms that are much longer than the others stand on a line of their own. */
function termWidth(rows: readonly Row[], { columns, ambiguousWide }: Layout): number {
  const widths = rows.flatMap((row) =>
    row.kind === 'term' ? [widthOf(visible(row.term), ambiguousWide) + (row.depth ?? 0) * indent] : [],
  );
  const most = Number.isFinite(columns) ? Math.min(longestTerm, Math.floor(columns * 0.4)) : 2 * longestTerm;
  return Math.max(0, ...widths.filter((width) => width <= most));
}

const indent = 2;
const margin = ' '.repeat(indent);
const gap = 2;
const longestTerm = 34;
/** Columns below which a text beside its term would be harder to read than under it. */
const leastText = 22;
