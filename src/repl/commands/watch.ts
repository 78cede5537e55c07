import { type Io, writtenBy } from '../../context.ts';
import { CliError } from '../../errors.ts';
import { type ExitCode, exit } from '../../exits.ts';
import { type Expression, isTrue, readExpression } from '../../json/jmespath.ts';
import { type JsonObject, stringifyJson } from '../../json/json.ts';
import { type Line, readCompleteLine, type Word } from '../../language/words.ts';
import { inksOf } from '../../output/ink.ts';
import { visible } from '../../output/sanitize.ts';
import { errorObject, exitCodeFor, reportProblem } from '../../report.ts';
import { changedRow } from '../changes.ts';
import type { ReplCommand } from '../command.ts';
import { cutRow, type Frame, rowOf } from '../editor/frame.ts';
import { emptyFrame, erase, leave, paint } from '../editor/paint.ts';
import { lineRun } from '../line-run.ts';
import type { Shell } from '../shell.ts';

/**
 * `watch [-n seconds] [--until expression] line`: redraws in place and marks what changed; in a pipe one JSON line a time.
 * Once it has shown something it bears what may pass, and tells it.
 */
export const watch: ReplCommand = {
  takesRest: true,
  isFilled: true,
  isPaged: false,
  words: [{ kind: 'line' }],
  async run(line, context, shell) {
    const { io } = context;
    const { seconds, until, text } = readWatch(line);
    const expression = until && (await expressionOf(until));
    const show = io.stdout.isTerminal ? await openScreen(shell, context.text.repl.watching(seconds, text)) : undefined;
    let shown: string | undefined;
    try {
      for (;;) {
        const { output, answer, trouble } = await once(text, shell, io).catch((error: unknown): Once => {
          if (shown === undefined || !isBearable(error)) throw error;
          return { output: shown, trouble: error };
        });
        shown = output;
        if (show) show.draw(output, trouble === undefined ? '' : String(errorObject(trouble, context.text).message));
        else if (trouble !== undefined) await reportProblem(trouble, context);
        else await io.stdout.write(answer ? `${stringifyJson(answer)}\n` : output);
        if (expression && answer && isTrue(expression.search(answer))) return;
        await io.sleep(seconds * 1000, io.interrupted);
      }
    } catch (error) {
      // Ctrl-C is how it ends.
      if (!io.interrupted.aborted) throw error;
    } finally {
      show?.close();
    }
  },
};

/** What one run of the line wrote and had for an answer. */
interface Once {
  readonly output: string;
  readonly answer?: JsonObject | undefined;
  /** Why nothing came this time. */
  readonly trouble?: unknown;
}

/** What the server or the way to it is to blame for. */
function isBearable(error: unknown): boolean {
  const codes: readonly ExitCode[] = [exit.refused, exit.timeout, exit.connection];
  return codes.includes(exitCodeFor(error));
}

async function once(text: string, shell: Shell, io: Io): Promise<Once> {
  let output = '';
  const take = async (piece: string | Uint8Array): Promise<void> => {
    output += typeof piece === 'string' ? piece : Buffer.from(piece).toString();
  };
  const stdout = writtenBy(io.stdout, take, { colors: 0 });
  const stderr = writtenBy(io.stderr, async () => undefined, { isTerminal: false });
  const { perform, recording, verb } = lineRun(readCompleteLine(text), shell, { ...io, stdout, stderr });
  await perform();
  const answer = recording.answerTo(verb);
  return { output, answer: answer === 'too-large' ? undefined : answer };
}

interface Watch {
  readonly seconds: number;
  readonly until: Word | undefined;
  /** The line to repeat. */
  readonly text: string;
}

function readWatch({ text, words: [command, ...words] }: Line): Watch {
  let seconds = 2;
  let until: Word | undefined;
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] as Word;
    const [, name, attached] = /^(-n|--interval|--until)(?:=(.*))?$/s.exec(word.text) ?? [];
    if (name === undefined) break;
    const value = attached === undefined ? words[++at] : { ...word, text: attached };
    if (!value) throw new CliError('option-without-value', { option: name }, word);
    if (name === '--until') until = value;
    else if (/^\d{1,5}(?:\.\d+)?$/.test(value.text) && Number(value.text) >= shortest) seconds = Number(value.text);
    else throw new CliError('bad-option', { option: name, value: value.text, values: [] }, value);
  }
  const first = words[at];
  if (!first) throw new CliError('value-missing', { name: 'watch', place: '<line>' }, command);
  return { seconds, until, text: text.slice(first.start) };
}

/** Seconds. */
const shortest = 0.1;

async function expressionOf(word: Word): Promise<Expression> {
  try {
    return await readExpression(word.text);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new CliError('bad-expression', { expression: word.text, reason: error.message }, word);
    throw error;
  }
}

/** Draws in place what fits on the screen. */
async function openScreen({ terminal, context }: Shell, title: string) {
  const { io } = context;
  const inks = await inksOf(io.stdout.colors);
  let frame: Frame = emptyFrame;
  let before: readonly string[] | undefined;
  const show = (next: Frame): void => {
    terminal.paint(paint(frame, next, terminal.columns, inks));
    frame = next;
  };
  const stopResize = io.stdout.onResize?.(() => {
    terminal.paint(erase(frame, terminal.columns));
    frame = emptyFrame;
  });
  return {
    draw(output: string, trouble: string): void {
      const lines = output
        .replace(/\n$/, '')
        .split('\n')
        .slice(0, Math.max(1, terminal.rows - (trouble === '' ? 2 : 3)));
      const time = new Date(io.now()).toTimeString().slice(0, 8);
      const rows = lines.map((line) => cutRow(changedRow(line, before), terminal.columns));
      before = lines;
      const head = rowOf([{ text: `${time}  ${title}`, ink: 'grey' }], terminal.columns);
      const told = trouble === '' ? [] : [rowOf([{ text: visible(trouble), ink: 'danger' }], terminal.columns)];
      show({ rows: [head, ...told, ...rows], cursor: { row: told.length + rows.length, column: 0 } });
    },
    close(): void {
      stopResize?.();
      terminal.paint(leave(frame));
    },
  };
}
