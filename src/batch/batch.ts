import { createReadStream } from 'node:fs';
import type { Connect } from '../connection.ts';
import { type Context, type Io, PipeClosed } from '../context.ts';
import { CliError } from '../errors.ts';
import { type ExitCode, exit } from '../exits.ts';
import { stringifyJson } from '../json/json.ts';
import { say } from '../report.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { isBarrier, type LineResult, runScriptLine } from './perform.ts';
import { linesOf } from './script.ts';
import { openTurns } from './turns.ts';

/**
 * Runs the lines of a script, or of standard input for `-`, over one connection. Their output comes in their order, also
 * where several run at once. Gives the worst exit code.
 */
export async function runScript(file: string, context: Context, connect: Connect): Promise<ExitCode> {
  const { io, options } = context;
  const { checkpoint: path, resume = false, onError = 'stop', throttle = 0 } = options;
  const parallel = Math.max(1, options.parallel ?? 1);
  if (resume && path === undefined)
    throw new CliError('options-together', { option: '--resume', needs: '--checkpoint' });
  const checkpoint = path === undefined ? undefined : openCheckpoint(path, resume, io);
  const script: Script = {
    name: file === '-' ? 'stdin' : file,
    context: { ...context, unattended: true, ...(file === '-' && { io: withoutStdin(io) }) },
    connect,
    checkpoint,
    ordered: parallel > 1 || options.output === 'jsonl',
    jsonLines: options.output === 'jsonl',
  };
  const began = io.now();
  const tally = { succeeded: 0, failed: 0, before: 0, left: false, worst: exit.ok as ExitCode };
  let ended: unknown;
  let nextStart = began;

  const end = (error: unknown): undefined => {
    ended ??= error;
  };
  const count = (result: LineResult): LineResult => {
    tally[result.state]++;
    tally.worst = worse(tally.worst, result.code);
    return result;
  };
  const isOver = (): boolean =>
    ended !== undefined || io.interrupted.aborted || (tally.failed > 0 && onError === 'stop');
  const turns = openTurns<LineResult | undefined>(parallel, async (result) => {
    if (ended === undefined) await result?.flush().catch(end);
  });
  try {
    for await (const line of linesOf(textOf(file, io))) {
      if (isBarrier(line)) await turns.idle();
      await turns.room();
      if (throttle > 0 && nextStart > io.now())
        await io.sleep(nextStart - io.now(), io.interrupted).catch(() => undefined);
      if (isOver()) {
        tally.left = true;
        break;
      }
      nextStart = Math.max(io.now(), nextStart) + throttle;
      await turns.add(runScriptLine(line, script).then(count, end));
      if (isBarrier(line)) await turns.idle();
    }
  } finally {
    await turns.end();
    checkpoint?.close();
  }
  if (ended instanceof PipeClosed) return exit.ok;
  if (ended !== undefined) throw ended;
  await summarize(tally, (io.now() - began) / 1000, context);
  return io.interrupted.aborted ? exit.interrupted : tally.worst;
}

/** What all lines of a script share. */
export interface Script {
  readonly name: string;
  readonly context: Context;
  readonly connect: Connect;
  readonly checkpoint: Checkpoint | undefined;
  /** Output is kept until the lines before are through. */
  readonly ordered: boolean;
  /** One object a line of the script, whatever came of it. */
  readonly jsonLines: boolean;
}

/** The worst last. An interruption is no fault of a line, and yet the whole is not what was asked for. */
const severity: readonly ExitCode[] = [
  exit.ok,
  exit.nothingMatched,
  exit.refused,
  exit.timeout,
  exit.connection,
  exit.authentication,
  exit.usage,
  exit.interrupted,
];

export function worse(one: ExitCode, other: ExitCode): ExitCode {
  return severity.indexOf(other) > severity.indexOf(one) ? other : one;
}

async function summarize(
  { worst: _, ...counts }: { succeeded: number; failed: number; before: number; left: boolean; worst: ExitCode },
  seconds: number,
  context: Context,
): Promise<void> {
  const { io, text, errorFormat } = context;
  if (errorFormat === 'json') await io.stderr.write(`${stringifyJson({ summary: { ...counts, seconds } })}\n`);
  else await say(context, text.batch(counts, seconds));
}

async function* textOf(file: string, io: Io): AsyncGenerator<string> {
  const stream = file === '-' ? io.stdin : createReadStream(file);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'not-text' : code;
    throw new CliError('file-unreadable', { file, reason });
  }
}

/** The script itself is what comes from standard input: no line may read it as well. */
function withoutStdin(io: Io): Io {
  const next = (): Promise<never> => Promise.reject(new CliError('stdin-twice', {}));
  const stdin = { isTTY: false, setEncoding: () => undefined, [Symbol.asyncIterator]: () => ({ next }) };
  return { ...io, stdin: stdin as unknown as NodeJS.ReadStream, stdinIsTerminal: false };
}
