import { CliError, CliErrors, problemsOf, type Span } from '../errors.ts';
import { type Line, readCompleteLine, spanWithin } from '../language/words.ts';

/** The line is one word, quoted, or all words after the command; `place` leads back to the whole. */
export function innerLine(line: Line): { readonly line: Line; readonly place: (span: Span) => Span } {
  const [, only, ...more] = line.words;
  if (only === undefined || more.length > 0)
    return { line: withoutProgram({ text: line.text, words: line.words.slice(1) }), place: (span) => span };
  const place = ({ start, end }: Span): Span => spanWithin(only, start, end);
  try {
    return { line: withoutProgram(readCompleteLine(only.text)), place };
  } catch (error) {
    throw moved(error, place);
  }
}

/** A line that was copied from a shell may begin with the program. */
function withoutProgram(line: Line): Line {
  return line.words[0]?.text === 'zstack-cli' ? { ...line, words: line.words.slice(1) } : line;
}

/** The problems with their places in the whole line. */
export function moved(error: unknown, place: (span: Span) => Span): unknown {
  const problems = problemsOf(error)?.map((problem) =>
    problem.span ? new CliError(problem.code, problem.facts, place(problem.span)) : problem,
  );
  if (!problems) return error;
  return problems.length > 1 ? new CliErrors(problems) : problems[0];
}
