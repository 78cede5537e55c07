import { matcher, type Place, written, writtenLike } from './pattern.ts';

/** A conversation with a shell, as a text that people read and tests repeat. */
export interface Session {
  /** Comments before the first command, with their line ends. */
  readonly head: string;
  readonly steps: readonly Step[];
}

export interface Step {
  /** One command for bash; more lines where it goes on. */
  readonly command: string;
  /** Lines as an expectation writes them. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** Everything else that is to be told, as `[exit 2]`. */
  readonly marks: readonly string[];
  /** Empty lines before the next command; they are layout. */
  readonly gap: number;
}

/** What a command really did. */
export interface Happened {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | 'timed out';
}

/**
 * Reads `$ command` (with `> ` lines where it goes on), then the lines of stdout, `! ` and a line of stderr, and
 * `[exit 2]`. `#` lines may stand at the top. Throws where a text has no command.
 */
export function parseSession(text: string): Session {
  const lines = text.replace(/\n$/, '').split('\n');
  const first = lines.findIndex((line) => line.startsWith('$ '));
  const stray = lines.slice(0, first).find((line) => line !== '' && !line.startsWith('#'));
  if (first < 0 || stray !== undefined)
    throw new Error(`a session begins with a line \`$ command\`, not with: ${stray ?? text}`);
  const starts = lines.flatMap((line, at) => (line.startsWith('$ ') ? [at] : []));
  return {
    head: lines
      .slice(0, first)
      .map((line) => `${line}\n`)
      .join(''),
    steps: starts.map((start, at) => parseStep(lines.slice(start, starts[at + 1]))),
  };
}

export function printSession({ head, steps }: Session): string {
  return `${head}${steps.map((step) => printStep(step)).join('')}`;
}

/** The step with what happened in place of what was expected; where both agree, the expectation stays as it is. */
export function settle(expected: Step, { stdout, stderr, exit }: Happened, place: Place): Step {
  const marks = [
    ...(stdout === '' || stdout.endsWith('\n') ? [] : [marksOf.noNewline]),
    ...(stderr === '' || stderr.endsWith('\n') ? [] : [marksOf.noNewlineOnStderr]),
    ...(exit === 0 ? [] : [exit === 'timed out' ? marksOf.timedOut : `[exit ${exit}]`]),
  ];
  return {
    ...expected,
    stdout: settleLines(expected.stdout, linesOf(stdout), place),
    stderr: settleLines(expected.stderr, linesOf(stderr), place),
    marks,
  };
}

/** What differs, command by command, `-` expected and `+` happened; empty where nothing does. */
export function difference(expected: Session, happened: Session): string {
  return expected.steps
    .map((step, at) => [linesOf(printStep(step)), linesOf(printStep(happened.steps[at] ?? step))] as const)
    .filter(([before, after]) => before.join('\n') !== after.join('\n'))
    .map(([before, after]) =>
      align(before, after, (left, right) => left === right)
        .map(([left, right]) => (left === undefined ? `+ ${right}` : right === undefined ? `- ${left}` : `  ${left}`))
        .join('\n'),
    )
    .join('\n\n');
}

const marksOf = {
  noNewline: '[no newline]',
  noNewlineOnStderr: '[stderr without newline]',
  timedOut: '[timed out]',
};

const mark = /^\[(?:exit \d+|timed out|no newline|stderr without newline)\]$/;

function parseStep([first = '', ...lines]: readonly string[]): Step {
  const more = lines.findIndex((line) => !line.startsWith('> '));
  const end = more < 0 ? lines.length : more;
  const rest = lines.slice(end);
  const gap = rest.length - (rest.findLastIndex((line) => line !== '') + 1);
  const told = rest.slice(0, rest.length - gap).map((line) => (line === '\\' ? '' : line));
  return {
    command: [first, ...lines.slice(0, end)].map((line) => line.slice(2)).join('\n'),
    stdout: told.filter((line) => !line.startsWith('! ') && line !== '!' && !mark.test(line)),
    stderr: told.filter((line) => line.startsWith('! ') || line === '!').map((line) => line.slice(2)),
    marks: told.filter((line) => mark.test(line)),
    gap,
  };
}

function printStep({ command, stdout, stderr, marks, gap }: Step): string {
  const told = [...stdout, ...stderr.map((line) => (line === '' ? '!' : `! ${line}`)), ...marks];
  // An empty line at the end would be taken for layout.
  if (told.at(-1) === '') told[told.length - 1] = '\\';
  const lines = [`$ ${command.replaceAll('\n', '\n> ')}`, ...told, ...Array<string>(gap).fill('')];
  return lines.map((line) => `${line}\n`).join('');
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Lines that match stay as expected; the others are written, with the patterns of the lines that they replace. */
function settleLines(expected: readonly string[], actual: readonly string[], place: Place): readonly string[] {
  const lines = expected.map((line) => ({ line, fits: matcher(line, place) }));
  let replaced: string[] = [];
  return align(lines, actual, ({ fits }, text) => fits(text)).flatMap(([left, text]) => {
    if (left && text !== undefined) {
      replaced = [];
      return [left.line];
    }
    if (left) replaced.push(left.line);
    if (text === undefined) return [];
    const plain = written(text, place);
    const like = replaced.findIndex((line) => writtenLike(line, text, place) !== plain);
    return [like < 0 ? plain : writtenLike(replaced.splice(like, 1)[0] as string, text, place)];
  });
}

type Pair<A, B> = readonly [A, B] | readonly [A, undefined] | readonly [undefined, B];

/** The longest common sequence; in each stretch that differs the left comes before the right. */
function align<A, B>(
  left: readonly A[],
  right: readonly B[],
  same: (left: A, right: B) => boolean,
): readonly Pair<A, B>[] {
  const common = left.map(() => new Array<number>(right.length + 1).fill(0));
  const length = (at: number, on: number): number => common[at]?.[on] ?? 0;
  for (let at = left.length - 1; at >= 0; at -= 1) {
    for (let on = right.length - 1; on >= 0; on -= 1) {
      (common[at] as number[])[on] = same(left[at] as A, right[on] as B)
        ? 1 + length(at + 1, on + 1)
        : Math.max(length(at + 1, on), length(at, on + 1));
    }
  }
  const pairs: Pair<A, B>[] = [];
  let [at, on] = [0, 0];
  while (at < left.length || on < right.length) {
    if (at < left.length && on < right.length && same(left[at] as A, right[on] as B))
      pairs.push([left[at++] as A, right[on++] as B]);
    else if (on === right.length || (at < left.length && length(at + 1, on) >= length(at, on + 1)))
      pairs.push([left[at++] as A, undefined]);
    else pairs.push([undefined, right[on++] as B]);
  }
  return pairs;
}
