import type { Io, Options } from './context.ts';
import { CliError, isProblem, type Note, type Problems, problemsOf, type Span } from './errors.ts';
import { type ExitCode, exit, exitCodeOf } from './exits.ts';
import type { JsonObject } from './json/json.ts';
import { caretLines } from './output/caret.ts';
import { jsonFor } from './output/json-text.ts';
import { visible } from './output/sanitize.ts';
import { themeOf } from './output/theme.ts';
import type { Phrase, Text } from './text/text.ts';

/** Where and how problems are told. */
export interface Reporting {
  readonly io: Io;
  readonly text: Text;
  readonly errorFormat: 'text' | 'json';
}

/** JSON for errors goes with JSON for results. */
export function errorFormatOf({ errorFormat, output }: Pick<Options, 'errorFormat' | 'output'>): 'text' | 'json' {
  return errorFormat ?? (output === 'json' || output === 'jsonl' ? 'json' : 'text');
}

/** The line that was typed, with what must not be shown already masked, so that errors can point into it. */
export interface ShownLine {
  readonly text: string;
  /** Where a place of the typed line stands in the shown one. */
  readonly span: (span: Span) => Span;
  /** Where the line stands, if in a script. */
  readonly place?: Place;
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Tells every problem on stderr and gives the exit code; what is no `CliError` is a fault of the program. */
export async function reportProblem(
  thrown: unknown,
  { io, text, errorFormat }: Reporting,
  line?: ShownLine,
): Promise<ExitCode> {
  if (isProblem(thrown, 'interrupted') && thrown.facts.isMeant) return exitCodeFor(thrown);
  const problems = problemsIn(thrown);
  const lines =
    errorFormat === 'json'
      ? [jsonFor(io.stderr, errorObject(thrown, text, line?.place))]
      : await errorText(problems, text, io, line);
  await io.stderr.write(`${lines.join('\n')}\n`);
  return exitCodeFor(thrown);
}

export async function reportNotes(notes: readonly Note[], { io, text, errorFormat }: Reporting): Promise<void> {
  if (notes.length === 0 || errorFormat === 'json') return;
  const theme = await themeOf(io.stderr.colors);
  const told = notes.map((note) => `${labelled(theme.note, text.note)}${visible(noteText(note, text))}\n`);
  await io.stderr.write([...new Set(told)].join(''));
}

/** Notes that somebody asked for: as JSON where errors are, instead of not at all. */
export async function reportAsked(notes: readonly Note[], reporting: Reporting): Promise<void> {
  const { io, text, errorFormat } = reporting;
  if (errorFormat === 'text') return reportNotes(notes, reporting);
  const told = notes.map(
    (note) => `${jsonFor(io.stderr, { note: note.code, message: noteText(note, text), ...note.facts })}\n`,
  );
  await io.stderr.write(told.join(''));
}

/** A full-width colon brings its own space. */
function labelled(paint: (text: string) => string, label: string): string {
  return label.endsWith('：') ? paint(label) : `${paint(label)} `;
}

/** One quiet line on stderr. */
export async function say({ io }: { readonly io: Io }, sentence: string): Promise<void> {
  const theme = await themeOf(io.stderr.colors);
  await io.stderr.write(`${theme.dim(visible(sentence))}\n`);
}

/** Where the time went, as JSON where errors are. */
export async function sayTimes(times: Parameters<Text['rows']['timing']>[0], reporting: Reporting): Promise<void> {
  const { io, text, errorFormat } = reporting;
  if (errorFormat === 'text') return say(reporting, text.rows.timing(times));
  const timing = Object.fromEntries(times.map(([part, ms]) => [part, Math.round(ms)]));
  await io.stderr.write(`${jsonFor(io.stderr, { timing })}\n`);
}

async function errorText(
  problems: readonly CliError[],
  text: Text,
  io: Io,
  line?: ShownLine,
): Promise<readonly string[]> {
  const theme = await themeOf(io.stderr.colors);
  return problems.flatMap((problem) => {
    const { text: sentence, facts = [], hint } = phraseOf(problem, text);
    const place = problem.span && placeIn(problem.span);
    const pointed =
      line && problem.span && !problem.span.of ? caretLines(line.text, line.span(problem.span), io.stderr.columns) : [];
    const [typed, carets] = pointed;
    return [
      `${line?.place ? visible(`${line.place.file}:${line.place.line}: `) : ''}${labelled(theme.error, text.error)}${visible(sentence)}`,
      ...facts.map((fact) => `  ${visible(fact)}`),
      ...(place === undefined ? [] : [`  ${visible(place)}`]),
      ...(typed === undefined || carets === undefined ? [] : [typed, theme.error(carets)]),
      ...(hint ? [`  ${theme.hint(visible(hint))}`] : []),
    ];
  });
}

/** One object for everything that went wrong: the first problem; the others stand in `others`. */
export function errorObject(thrown: unknown, text: Text, place?: Place): JsonObject {
  const [first, ...others] = problemsIn(thrown).map((problem) => {
    const { text: message, facts: beside, hint } = phraseOf(problem, text);
    const inner = isProblem(problem, 'cloud-failed') ? problem.facts : undefined;
    const { code, facts: found } = inner?.problem ?? problem;
    const facts = found as Partial<Problems['api-failed']>;
    return {
      ...(inner && { profile: inner.profile }),
      code: facts.error?.code ?? code,
      message,
      ...(facts.error?.details && { details: facts.error.details }),
      ...(beside && beside.length > 0 && { facts: beside }),
      ...(facts.api && { api: facts.api }),
      ...(facts.jobUuid && { jobUuid: facts.jobUuid }),
      ...(hint && { hint }),
    };
  });
  return { ...place, ...first, ...(others.length > 0 && { others }) };
}

export function exitCodeFor(thrown: unknown): ExitCode {
  const [first] = problemsIn(thrown);
  return first ? exitCodeOf(first) : exit.refused;
}

/** What is no `CliError` is a fault of the program. */
function problemsIn(thrown: unknown): readonly CliError[] {
  return problemsOf(thrown) ?? [new CliError('internal', { message: messageOf(thrown) })];
}

function phraseOf<K extends keyof Problems>(problem: CliError<K>, text: Text): Phrase {
  const phrase = (text.problems[problem.code] as (facts: Problems[K]) => Phrase)(problem.facts);
  if (!isProblem(problem, 'cloud-failed')) return phrase;
  const told = phraseOf(problem.facts.problem, text);
  return { ...told, text: phrase.text + told.text };
}

/** A note as a sentence. */
export function noteText(note: Note, text: Text): string {
  return (text.notes[note.code] as (facts: Note['facts']) => string)(note.facts);
}

/** `machine.yaml:12:3` for a place in a document. */
function placeIn({ start, of }: Span): string | undefined {
  if (!of) return undefined;
  const lines = of.text.slice(0, start).split('\n');
  return `${of.name}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
