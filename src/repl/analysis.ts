import { type CliError, isProblem, problemsOf, type Span } from '../errors.ts';
import { pipelineStart } from '../language/pipeline.ts';
import { type Argument, readArgument } from '../language/statement.ts';
import { type Line, readLine, type Word } from '../language/words.ts';
import type { Ink } from '../output/ink.ts';
import type { Registry } from '../registry/registry.ts';
import { buildRequest } from '../request/build.ts';
import { secretSpans } from '../secrets.ts';
import type { Mark } from './editor/layout.ts';
import { zqlMarks } from './zql-marks.ts';

/** What can be seen of a line while it is typed. */
export interface Analysis {
  readonly marks: readonly Mark[];
  readonly secrets: readonly Span[];
  /** Parameters that the call cannot do without. */
  readonly needs: readonly string[];
}

export interface Known {
  readonly registry: Registry;
  /** Commands and aliases. */
  isCommand(name: string): boolean;
  /** Whether an option, as it is typed, has its value in the next word. */
  takesValue(option: string): boolean;
}

/** Reads a line that may be wrong and incomplete; the word at the cursor is not held against anybody. */
export function analyse(text: string, cursor: number, known: Known): Analysis {
  if (/^\s*[!#]/.test(text)) return { marks: [], secrets: secretSpans(readLine(text), known.registry), needs: [] };
  const end = pipelineStart(text);
  const line = readLine(text.slice(0, end));
  const [verb, ...rest] = line.words;
  const secrets = secretSpans(readLine(text), known.registry);
  if (!verb) return { marks: [], secrets, needs: [] };
  const { options, others } = parted(rest, known);
  const read = others.map((word) => ({ word, argument: readArgument(word) }));
  const { mistakes, needs } = check(verb, read, line, cursor, known);
  const inks = [
    ...verbMarks(verb, cursor, text, known),
    ...options.map((word) => markOf(word, 'hint')),
    ...read.flatMap(({ word, argument }) => (argument instanceof Error ? [] : argumentMarks(word, argument))),
    ...(end < text.length ? [markOf({ start: end, end: text.length }, 'grey')] : []),
  ];
  return { marks: overlaid(inks, mistakes), secrets, needs };
}

function verbMarks(verb: Word, cursor: number, text: string, { registry, isCommand }: Known): readonly Mark[] {
  if (registry.api(verb.text) || isCommand(verb.text)) return [markOf(verb, 'verb')];
  const isTyped = cursor >= verb.start && cursor <= verb.end && text.slice(verb.end).trim() === '';
  return isTyped ? [] : [markOf(verb, 'mistake')];
}

function parted(words: readonly Word[], { takesValue }: Known) {
  const options: Word[] = [];
  const others: Word[] = [];
  let pending = false;
  for (const word of words) {
    const isOption: boolean = !pending && /^--?\w/.test(word.text);
    (isOption || pending ? options : others).push(word);
    pending = isOption && !word.text.includes('=') && takesValue(word.text);
  }
  return { options, others };
}

function argumentMarks(word: Word, argument: Argument): readonly Mark[] {
  const { name, nameSpan, operatorSpan, valueSpan } = argument;
  const isQuoted = /['"]/.test(word.raw);
  const marks = [markOf(nameSpan, 'name'), markOf(operatorSpan, 'operator')];
  if (name === 'zql') return [...marks, ...zqlMarks(argument)];
  return [
    ...marks,
    markOf({ start: operatorSpan.end, end: Math.max(word.end, valueSpan.end) }, isQuoted ? 'quoted' : 'value'),
  ];
}

/** What is wrong so far, but for the word at the cursor, and what is missing. */
function check(
  verb: Word,
  read: readonly { readonly word: Word; readonly argument: Argument | CliError }[],
  line: Line,
  cursor: number,
  { registry, isCommand }: Known,
): { readonly mistakes: readonly Span[]; readonly needs: readonly string[] } {
  const api = isCommand(verb.text) ? undefined : registry.api(verb.text);
  if (!api) return { mistakes: [], needs: [] };
  const whole = read.flatMap(({ argument }) => (argument instanceof Error ? [] : [argument]));
  const problems: CliError[] = read.flatMap(({ argument }) => (argument instanceof Error ? [argument] : []));
  let needs: readonly string[] = [];
  try {
    buildRequest(api, { verb, arguments: whole }, registry, { validate: true, byUuid: false });
  } catch (error) {
    for (const problem of problemsOf(error) ?? []) {
      if (isProblem(problem, 'missing-params')) needs = problem.facts.names;
      else problems.push(problem);
    }
  }
  const words = line.words.filter(({ start, end }) => cursor < start || cursor > end);
  const mistakes = problems.flatMap(({ span }) => {
    const word = span && words.find(({ start, end }) => span.start >= start && span.end <= end);
    // What begins with @ is read when the line is entered.
    return span && word && !/[=]@/.test(word.text)
      ? [span.end > span.start ? span : { ...span, end: span.end + 1 }]
      : [];
  });
  // A session is not typed: it is brought by who logs out.
  return { mistakes, needs: needs.filter((name) => name !== 'sessionUuid') };
}

function markOf({ start, end }: Span, ink: Ink): Mark {
  return { start, end, ink };
}

/** Mistakes over everything else. */
function overlaid(marks: readonly Mark[], mistakes: readonly Span[]): readonly Mark[] {
  const wrong = mistakes.toSorted((one, other) => one.start - other.start);
  const rest = wrong.reduce<readonly Mark[]>(
    (left, { start, end }) =>
      left.flatMap((mark) => [
        ...(mark.start < Math.min(mark.end, start) ? [{ ...mark, end: Math.min(mark.end, start) }] : []),
        ...(Math.max(mark.start, end) < mark.end ? [{ ...mark, start: Math.max(mark.start, end) }] : []),
      ]),
    marks.filter(({ start, end }) => start < end),
  );
  return [...rest, ...wrong.map((span) => markOf(span, 'mistake'))].sort((one, other) => one.start - other.start);
}
