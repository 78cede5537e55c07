import { CliError, type Span } from '../errors.ts';
import { scanned } from './scan.ts';
import { readCompleteLine, type Word } from './words.ts';

/** A line of the REPL: what is to be said, and where it goes. */
export interface Pipeline {
  /** The line up to the first `|` or `>`. */
  readonly text: string;
  /** Programs that read one from the other, each with its arguments. */
  readonly programs: readonly (readonly Word[])[];
  readonly file?: { readonly path: Word; readonly append: boolean };
}

/**
 * Splits at every `|` outside of quotes and at a `>` or `>>` that begins a word. Throws `CliError` for a pipe without a
 * program, a `>` without a file, words after the file and unfinished quotes.
 */
export function readPipeline(text: string): Pipeline {
  const marks = marksOf(text);
  const parts = marks.map(({ sign, at }, index) => {
    const start = at + sign.length;
    return { sign, at, ...rest(text, start, marks[index + 1]?.at ?? text.length) };
  });
  const programs: (readonly Word[])[] = [];
  let file: Pipeline['file'];
  for (const { sign, at, words } of parts) {
    const span = { start: at, end: at + sign.length };
    const [first, extra] = words;
    if (file) throw new CliError('after-file', { word: sign }, span);
    if (!first) throw new CliError('nothing-after', { sign }, span);
    if (sign === '|') programs.push(words);
    else if (extra) throw new CliError('after-file', { word: extra.text }, extra);
    else file = { path: first, append: sign === '>>' };
  }
  return { text: text.slice(0, marks[0]?.at ?? text.length), programs, ...(file && { file }) };
}

/** Where the part begins that says where the result goes; the end of the text where it goes nowhere. Never throws. */
export function pipelineStart(text: string): number {
  return marksOf(text)[0]?.at ?? text.length;
}

interface Mark {
  readonly sign: '|' | '>' | '>>';
  readonly at: number;
}

function marksOf(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { text: character, at, quote } of scanned(text)) {
    if (quote !== '') continue;
    const before = marks.at(-1);
    if (character === '|') marks.push({ sign: '|', at });
    else if (character === '>' && before?.at === at - 1 && before.sign === '>')
      marks[marks.length - 1] = { sign: '>>', at: before.at };
    else if (character === '>' && startsWord(text, at)) marks.push({ sign: '>', at });
  }
  return marks;
}

/** `size>5` is a condition, ` > 5` a file. */
function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s|]/.test(text[at - 1] as string);
}

function rest(text: string, start: number, end: number): { readonly words: readonly Word[] } {
  const part: Span = { start, end };
  // The blanks before it keep the places right.
  return { words: readCompleteLine(' '.repeat(part.start) + text.slice(part.start, part.end)).words };
}
