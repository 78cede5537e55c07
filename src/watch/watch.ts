import type { Connect } from '../connection.ts';
import { type Context, PipeClosed, writtenBy } from '../context.ts';
import { CliError } from '../errors.ts';
import { type ExitCode, exit } from '../exits.ts';
import { expressionFor } from '../jobs/wait.ts';
import { isTrue } from '../json/jmespath.ts';
import type { JsonObject } from '../json/json.ts';
import type { Line } from '../language/words.ts';
import { openRecording } from '../recording.ts';
import { exitCodeFor, reportProblem } from '../report.ts';
import { shownLine } from '../secrets.ts';
import { openScreen } from './screen.ts';

/** The line that is repeated, and the line that says so. */
export interface Watched {
  readonly whole: Line;
  readonly inner: Line;
}

/** One line to its end, a command or a statement. Problems are thrown. */
export type RunLine = (line: Line, context: Context, connect: Connect) => Promise<void>;

/**
 * Runs a line again and again until the expression is true of its answer. What fails is told, and the next time is
 * another try; what cannot become right by itself ends it. Throws that, and `interrupted`.
 */
export async function watchLine(
  { whole, inner }: Watched,
  context: Context,
  connect: Connect,
  runLine: RunLine,
): Promise<void> {
  const { io, options, text } = context;
  const { until, interval = usual } = options;
  const pause = Math.max(shortest, interval);
  const api = context.registry().api(inner.words[0]?.text ?? '');
  const inventory = api && context.registry().queried(api);
  const example = '--until "inventories[0].state==Running"';
  const expression = until === undefined ? undefined : await expressionFor(until, inventory, example);
  const words = inner.words.map(({ raw }) => raw).join(' ');
  const inPlace = io.stdout.isTerminal && io.env.TERM !== 'dumb';
  const screen = inPlace ? await openScreen(io, text.rows.watching(pause / 1000, words)) : undefined;
  try {
    for (;;) {
      const tick = await tickOf(inner, context, connect, runLine);
      if (tick.problem !== undefined && !mayPass(tick.problem)) throw tick.problem;
      if (screen) await screen.draw(tick.output, await told(tick.problem, whole, context));
      else {
        if (tick.problem !== undefined)
          await reportProblem(tick.problem, context, shownLine(whole, context.registry()));
        await io.stdout.write(tick.output);
      }
      if (expression && tick.answer && isTrue(expression.search(tick.answer))) return;
      await io.sleep(pause, io.interrupted);
    }
  } catch (error) {
    throw io.interrupted.aborted ? new CliError('interrupted', { isMeant: true }) : error;
  } finally {
    await screen?.close();
  }
}

/** Milliseconds between two runs. */
const usual = 2000;
const shortest = 100;

interface Tick {
  readonly output: string;
  /** What came back, where the line calls an API and the answer was not too large to be kept. */
  readonly answer?: JsonObject;
  readonly problem?: unknown;
}

/** One run of the line, with what it wrote. Rejects where nobody reads any more. */
async function tickOf(inner: Line, context: Context, connect: Connect, runLine: RunLine): Promise<Tick> {
  const { io, options } = context;
  const decoder = new TextDecoder();
  let output = '';
  const take = async (piece: string | Uint8Array): Promise<void> => {
    output += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
  };
  const stdout = writtenBy(io.stdout, take, { colors: 0 });
  const stderr = writtenBy(io.stderr, async () => undefined, { isTerminal: false });
  const own: Context = {
    ...context,
    io: { ...io, stdout, stderr },
    options: io.stdout.isTerminal ? options : { output: 'compact', ...options },
    unattended: true,
  };
  const recording = openRecording();
  try {
    await runLine(inner, own, async () => recording.watch(await connect()));
  } catch (problem) {
    if (problem instanceof PipeClosed || io.interrupted.aborted) throw problem;
    return { output: '', problem };
  }
  const api = context.registry().api(inner.words[0]?.text ?? '');
  const answer = api && recording.answerTo(api.name);
  return { output, ...(answer && answer !== 'too-large' && { answer }) };
}

/** A mistake stays one, and who is not logged in will not be. */
function mayPass(problem: unknown): boolean {
  const lasting: readonly ExitCode[] = [exit.usage, exit.authentication];
  return !lasting.includes(exitCodeFor(problem));
}

async function told(problem: unknown, whole: Line, context: Context): Promise<string> {
  if (problem === undefined) return '';
  const pieces: string[] = [];
  const keep = async (text: string | Uint8Array): Promise<void> => void pieces.push(String(text));
  const io = { ...context.io, stderr: writtenBy(context.io.stderr, keep, { colors: 0 }) };
  await reportProblem(problem, { ...context, io }, shownLine(whole, context.registry()));
  return pieces.join('');
}
