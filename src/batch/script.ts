import { CliError } from '../errors.ts';
import { type Line, readCompleteLine, readLine } from '../language/words.ts';

/** One statement of a script, or what cannot be read as one. */
export interface ScriptLine {
  /** Of the first line of its text, from 1. */
  readonly number: number;
  readonly line: Line;
  readonly problem?: CliError;
}

/**
 * Statements of a script, as they come: one a line, `#` lines are comments; a backslash at the end or an open quote goes
 * on in the next line.
 */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<ScriptLine> {
  let number = 0;
  let begun: { readonly number: number; readonly parts: string[] } | undefined;
  /** The quote that the text so far ends inside of: what is read once need not be read again with each line. */
  let quote = '';
  for await (const text of physicalLines(chunks)) {
    number++;
    if (!begun && /^\s*(?:#|$)/.test(text)) continue;
    begun ??= { number, parts: [] };
    const open = readLine(quote + text).open;
    quote = open && open.quote !== '\\' ? open.quote : '';
    if (open?.quote === '\\') begun.parts.push(text.slice(0, -1));
    else if (open) begun.parts.push(`${text}\n`);
    else {
      yield complete(begun.number, [...begun.parts, text].join(''));
      begun = undefined;
    }
  }
  if (begun) yield complete(begun.number, begun.parts.join(''));
}

function complete(number: number, text: string): ScriptLine {
  try {
    return { number, line: readCompleteLine(text) };
  } catch (problem) {
    if (!(problem instanceof CliError)) throw problem;
    return { number, line: readLine(text), problem };
  }
}

/** Without their ends and without a byte order mark. */
async function* physicalLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let isFirst = true;
  for await (const chunk of chunks) {
    const [first = '', ...lines] = (isFirst ? chunk.replace(/^\ufeff/, '') : chunk).split('\n');
    isFirst &&= chunk === '';
    rest += first;
    for (const next of lines) {
      yield rest.replace(/\r$/, '');
      rest = next;
    }
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}
