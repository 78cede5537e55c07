import { readArguments } from './arguments.ts';
import { commands, isCommand } from './commands/commands.ts';
import type { Connect } from './connection.ts';
import { connectionsOf } from './connections.ts';
import { type Context, type Io, PipeClosed } from './context.ts';
import { CliError, CliErrors, problemsOf } from './errors.ts';
import { exit } from './exits.ts';
import { type Line, lineOfWords } from './language/words.ts';
import { runLine } from './line.ts';
import type { Asked } from './options.ts';
import { endWith, processAge, processArguments, processIo, processPlace } from './process.ts';
import { resolve } from './profiles/resolve.ts';
import { errorFormatOf, exitCodeFor, type Reporting, reportProblem, type ShownLine, sayTimes } from './report.ts';
import { shownLine } from './secrets.ts';
import { configAsked } from './settings/config.ts';
import { foldersOf } from './settings/folders.ts';
import { languageOf } from './text/language.ts';
import { textIn } from './text/text.ts';
import { openTiming } from './timing.ts';
import { createContext } from './world.ts';

/** What kind of run this is: each runs functions of its own, which V8 compiles then. */
export let kind = 'start';

/** Arguments to the end of the process; the exit code is left in the process. */
export async function main(): Promise<void> {
  endWith(await runProgram(processArguments(), processPlace(), processIo));
}

/** Arguments to their end in a world that is opened once its colours are known. Gives the exit code. */
export async function runProgram(
  typed: readonly string[],
  place: ReturnType<typeof processPlace>,
  openIo: (color: Color) => Io,
): Promise<number> {
  let asked: Asked = { validate: true, wait: true };
  let words: readonly string[] = [];
  let problem: unknown;
  try {
    ({ asked, words } = readArguments(typed));
  } catch (error) {
    problem = error;
  }
  kind = kindOf(asked, words, problem);
  const folders = foldersOf(place.env, place.platform, place.home);
  const { config, problem: damage } = configAsked(asked, folders.config);
  const sources = { asked, env: place.env, config, terminal: place.terminal };
  const resolution = resolve(sources);
  const { options, problems } = resolution;
  const io = openIo(options.color ?? 'auto');
  const text = await textIn(languageOf(options.lang, io.env));
  const reporting: Reporting = {
    io,
    text,
    errorFormat: errorFormatOf(options),
  };
  if (problem !== undefined) return reportProblem(problem, reporting);
  const report = (trouble: unknown) => reportProblem(trouble, reporting);
  if (damage) await report(damage);
  if (problems.length > 0 && !mends(words)) return report(new CliErrors(problems));
  if (words.length === 0 && opensRepl(asked, io)) {
    const { openRepl } = await import('./repl/repl.ts');
    return openRepl(io, asked).catch(report);
  }
  const timing = options.timing ? openTiming(io.now, processAge()) : undefined;
  const context = createContext(io, sources, resolution, text, (trouble) => void report(trouble), timing);
  const code = await perform(words, context, asked);
  if (timing) await sayTimes(timing.times(), context);
  return code;
}

type Color = Parameters<typeof processIo>[0];

function kindOf({ help, file, dryRun, curl, output }: Asked, [word = '']: readonly string[], problem: unknown): string {
  if (problem !== undefined) return 'refused';
  if (help || isCommand(word)) return help ? 'help' : word;
  if (file !== undefined) return 'script';
  if (dryRun || curl) return dryRun ? 'dry-run' : 'curl';
  return `${/^[A-Z][a-z]+/.exec(word)?.[0] ?? ''} ${output ?? ''}`;
}

/** What is wrong with settings must not keep anybody from mending them. */
function mends([command]: readonly string[]): boolean {
  return command === undefined || ['config', 'profile', 'doctor', 'help'].includes(command);
}

/** Where there is a person, and nothing else was asked for. */
function opensRepl({ help, version, file }: Asked, { stdinIsTerminal, stdout }: Io): boolean {
  return !help && !version && file === undefined && stdinIsTerminal && stdout.isTerminal;
}

async function perform(words: readonly string[], context: Context, asked: Asked): Promise<number> {
  const line = lineOfWords(words);
  const connections = connectionsOf(context);
  const help = async (topic: readonly string[]): Promise<void> => {
    const { run } = await commands.help();
    await run(lineOfWords(['help', ...topic]), context, connections.connect, runLine);
  };
  try {
    if (words[0] === '__live') await refreshFor(words[1], context, connections.connect);
    else if (asked.version) await context.io.stdout.write(`${context.version}\n`);
    else if (asked.help) await help(words.slice(0, 1));
    else if (asked.file !== undefined || (words.length === 0 && !context.io.stdinIsTerminal)) {
      const [extra] = line.words;
      if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
      const { runScript } = await import('./batch/batch.ts');
      return await runScript(asked.file ?? '-', context, connections.connect);
    } else if (words.length === 0) await help([]);
    else await runLine(line, context, connections.connect);
    return exit.ok;
  } catch (error) {
    if (error instanceof PipeClosed) return exit.ok;
    kind += '!';
    return reportProblem(withDamage(error, context), context, shownOf(line, context));
  } finally {
    await connections.close();
  }
}

/** What looks like a mistake may come of facts that are not as they were: then that is told first. */
function withDamage(error: unknown, { registry }: Context): unknown {
  const problems = problemsOf(error) ?? [];
  const isKnown = problems.some(({ code }) => code === 'program-damaged');
  if (isKnown || (problems.length > 0 && exitCodeFor(error) !== exit.usage)) return error;
  try {
    if (registry().isWhole()) return error;
    return new CliErrors([new CliError('program-damaged', { reason: '' }), ...problems]);
  } catch (damage) {
    return new CliErrors([...(problemsOf(damage) ?? []), ...problems]);
  }
}

/** Without the registry nobody knows what of a line is secret. */
function shownOf(line: Line, { registry }: Context): ShownLine | undefined {
  try {
    return shownLine(line, registry());
  } catch {
    return undefined;
  }
}

/** A shell that must not wait has started this process to ask in its place. */
async function refreshFor(query: string | undefined, context: Context, connect: Connect): Promise<void> {
  const { liveOf } = await import('./live/live.ts');
  await liveOf(context, connect)?.refresh(JSON.parse(query ?? ''));
}
