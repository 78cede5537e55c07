import { type Context, type Io, PipeClosed } from '../context.ts';
import { CliError, isProblem } from '../errors.ts';
import { type ExitCode, exit } from '../exits.ts';
import { endOfJob } from '../jobs/attach.ts';
import { stateAfter } from '../jobs/call.ts';
import { type Json, parseJson } from '../json/json.ts';
import type { Line } from '../language/words.ts';
import { runLine } from '../line.ts';
import { jsonFor } from '../output/json-text.ts';
import type { Api } from '../registry/types.ts';
import { errorObject, exitCodeFor, reportProblem } from '../report.ts';
import { shownLine } from '../secrets.ts';
import { showEnded } from '../show.ts';
import type { Script } from './batch.ts';
import { capture } from './capture.ts';
import type { Past } from './checkpoint.ts';
import { withLineOptions } from './options.ts';
import type { ScriptLine } from './script.ts';

/** What came of one line; its output may still wait for its turn. */
export interface LineResult {
  /** `before`: it was done in an earlier run. */
  readonly state: 'succeeded' | 'failed' | 'before';
  readonly code: ExitCode;
  flush(): Promise<void>;
}

/** Whether a line changes what the others go by, so that none may run beside it. */
export function isBarrier({ line }: ScriptLine): boolean {
  return /^(?:log|(?:sandbox|use|profile|config)$)/i.test(line.words[0]?.text ?? '');
}

/** One line to its end. Rejects only for what is no affair of the line: a pipe that closed, a disk that is full. */
export async function runScriptLine(scriptLine: ScriptLine, script: Script): Promise<LineResult> {
  const { number, line, problem } = scriptLine;
  const { checkpoint, context } = script;
  const shown = { ...shownLine(line, context.registry()), place: { file: script.name, line: number } };
  const outlet = outletOf(script);
  try {
    if (problem) throw problem;
    const past = checkpoint?.past(number, shown.text);
    if (past?.state === 'done') return { state: 'before', code: exit.ok, flush: async () => undefined };
    const own = withLineOptions(line, context.options);
    const options = script.jsonLines ? { ...own.options, output: 'json' as const } : own.options;
    // What is known of a line that was on its way must not be lost when this run is killed as well.
    if (past?.state !== 'begun') checkpoint?.begin(number, shown.text);
    await perform(own.line, past, { ...context, io: outlet.io, options }, number, script);
    checkpoint?.end(number, 'done');
    return { state: 'succeeded', code: exit.ok, flush: () => outlet.flush() };
  } catch (error) {
    if (error instanceof PipeClosed) throw error;
    // A job that may still run is found again when the script is resumed.
    if (isProblem(error, 'line-in-doubt') || stateAfter(error) !== undefined) checkpoint?.end(number, 'failed');
    const object = errorObject(error, context.text, shown.place);
    if (!script.jsonLines) await reportProblem(error, { ...context, io: outlet.io }, shown);
    return { state: 'failed', code: exitCodeFor(error), flush: () => outlet.flush(object) };
  }
}

/** Where a line writes, and what comes out of that in its turn. */
interface Outlet {
  readonly io: Io;
  flush(error?: Json): Promise<void>;
}

/** Straight through; or kept for its turn; or, for JSON lines, one object in one line whatever happened. */
function outletOf({ context: { io }, ordered, jsonLines }: Script): Outlet {
  if (!ordered) return { io, flush: async () => undefined };
  const kept = capture(io);
  if (!jsonLines) return { io: kept.io, flush: () => kept.flush() };
  const stdout = { ...kept.io.stdout, isTerminal: false, colors: 0 } as const;
  return {
    io: { ...kept.io, stdout },
    flush: async (error) => {
      const object = error ?? answerIn(kept.stdout());
      kept.dropStdout();
      await kept.flush();
      await io.stdout.write(`${jsonFor(io.stdout, object)}\n`);
    },
  };
}

/** What a line answered, as one value: text that is no JSON is one, and nothing is an empty object. */
function answerIn(stdout: string): Json {
  try {
    return stdout.trim() === '' ? {} : parseJson(stdout);
  } catch {
    return { text: stdout };
  }
}

/** Runs a line; one that was on its way when an earlier run ended is found again, and never sent twice on doubt. */
async function perform(
  line: Line,
  past: Past | undefined,
  context: Context,
  number: number,
  { checkpoint, connect }: Script,
): Promise<void> {
  const begun = checkpoint && { begun: (job: Parameters<typeof checkpoint.job>[1]) => checkpoint.job(number, job) };
  const run = (uuid?: string): Promise<void> =>
    runLine(line, begun ? { ...context, job: { ...begun, ...(uuid !== undefined && { uuid }) } } : context, connect);
  if (past?.state !== 'begun') return run();
  const { job } = past;
  if (!job) {
    const api = context.registry().api(line.words[0]?.text ?? '');
    if (api && leavesNoTrace(api)) throw new CliError('line-in-doubt', { api: api.name });
    return run();
  }
  try {
    const { api, envelope } = await endOfJob(job.uuid, job, await connect(), context);
    return await showEnded(api, envelope, context);
  } catch (error) {
    if (!isProblem(error, 'job-lost')) throw error;
    if (context.io.now() - past.at > remembered)
      throw new CliError('line-in-doubt', { api: job.api, jobUuid: job.uuid });
    // Under the same id: should it arrive after all, the server refuses the second.
    return run(job.uuid);
  }
}

/** A change that the server makes at once has no job by which it could be found again. */
function leavesNoTrace({ name, kind, method, needPoll, needSession }: Api): boolean {
  const reads = kind === 'query' || kind === 'get' || method === 'GET' || onlyRead.test(name);
  return !reads && needPoll === false && needSession !== false;
}

/** They ask, although by POST or PUT. */
const onlyRead = /^(?:Calculate|Check|Decode|Get|List|Parse|Preview|Validate)(?=[A-Z])/;

/** Milliseconds that the server surely remembers a job: it forgets it after three hours (`rest.xml`, ZStack 5.2.1). */
const remembered = 10_000_000;
