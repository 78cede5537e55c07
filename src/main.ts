import { Command, CommanderError, Option } from 'commander';
import { commands, isCommand } from './commands/commands.ts';
import { connectionsOf } from './connection.ts';
import { type Context, endWith, PipeClosed, processArguments, processIo, processPlace } from './context.ts';
import { CliError, CliErrors, exit } from './errors.ts';
import { lineOfWords } from './language/words.ts';
import { type Asked, durationOf, optionTable } from './options.ts';
import { resolve } from './profiles/resolve.ts';
import { nearest } from './registry/near.ts';
import { errorFormatOf, type Reporting, reportProblem } from './report.ts';
import { run } from './run.ts';
import { shownLine } from './secrets.ts';
import { noConfig, readConfig } from './settings/config.ts';
import { foldersOf } from './settings/folders.ts';
import { languageOf, textIn } from './text/text.ts';
import { createContext } from './world.ts';

/** Arguments to the end of the process; the exit code is left in the process. */
export async function main(): Promise<void> {
  const typed = processArguments();
  let asked: Asked = { validate: true, wait: true };
  let words: readonly string[] = [];
  let problem: unknown;
  try {
    ({ asked, words } = readArguments(typed));
  } catch (error) {
    problem = error;
  }
  const place = processPlace();
  const { config, problem: damage } =
    asked.config === false
      ? { config: noConfig, problem: undefined }
      : readConfig(foldersOf(place.env, place.platform, place.home).config);
  const sources = { asked, env: place.env, config, terminal: place.terminal };
  const resolution = resolve(sources);
  const { options, problems } = resolution;
  const io = processIo(options.color ?? 'auto');
  const text = textIn(languageOf(options.lang, io.env));
  const reporting: Reporting = {
    io,
    text,
    errorFormat: errorFormatOf(options),
  };
  if (problem !== undefined) return endWith(await reportProblem(problem, reporting));
  const report = (trouble: unknown) => reportProblem(trouble, reporting);
  if (damage) await report(damage);
  if (problems.length > 0 && !mends(words)) return endWith(await report(new CliErrors(problems)));
  const context = createContext(io, sources, resolution, text, (trouble) => void report(trouble));
  endWith(await perform(words, context, asked));
}

/** What is wrong with settings must not keep anybody from mending them. */
function mends([command]: readonly string[]): boolean {
  return command === undefined || ['config', 'profile', 'doctor', 'help'].includes(command);
}

async function perform(words: readonly string[], context: Context, asked: Asked): Promise<number> {
  const line = lineOfWords(words);
  const connections = connectionsOf(context);
  try {
    const [first] = words;
    if (asked.version) await context.io.stdout.write(`${context.version}\n`);
    else if (asked.help || first === undefined)
      await commands.help.run(lineOfWords(['help', ...words.slice(0, 1)]), context, connections.connect);
    else if (isCommand(first)) await commands[first].run(line, context, connections.connect);
    else await run(line, context, connections.connect);
    return exit.ok;
  } catch (error) {
    if (error instanceof PipeClosed) return exit.ok;
    return reportProblem(error, context, shownLine(line, context.registry()));
  } finally {
    await connections.close();
  }
}

/** Options may stand anywhere among the words; `--` ends them. Throws `CliError`. */
export function readArguments(typed: readonly string[]): { readonly asked: Asked; readonly words: readonly string[] } {
  const program = new Command('zstack-cli')
    .argument('[words...]')
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const { flags, values, number, duration } of optionTable) {
    const option = new Option(flags);
    const name = option.long ?? flags;
    if (values) option.argParser((value) => oneOf(name, value, values));
    if (number) option.argParser((value) => wholeNumber(name, value));
    if (duration) option.argParser((value) => milliseconds(name, value));
    program.addOption(option);
  }
  try {
    program.parse(
      typed.map((word) => renamed[word] ?? word),
      { from: 'user' },
    );
  } catch (error) {
    throw error instanceof CommanderError ? problemOf(error) : error;
  }
  return { asked: program.opts<Asked>(), words: program.args };
}

/** Names of options that the Python zstack-cli had. */
const renamed: Readonly<Record<string, string>> = { '--curl-example': '--curl' };

function oneOf(option: string, value: string, values: readonly string[]): string {
  if (values.includes(value)) return value;
  throw new CliError('bad-option', { option, value, values });
}

function wholeNumber(option: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new CliError('bad-option', { option, value, values: [] });
}

function milliseconds(option: string, value: string): number {
  const duration = durationOf(value);
  if (duration !== undefined) return duration;
  throw new CliError('bad-duration', { option, value });
}

/** Commander tells the option only in its sentence. */
function problemOf(error: CommanderError): CliError {
  const option = /'(-[^' ]*)/.exec(error.message)?.[1] ?? error.message;
  if (error.code === 'commander.optionMissingArgument')
    return new CliError('option-without-value', { option: longOf(option) });
  const known = optionTable.flatMap(({ flags }) => flags.match(/--?[\w-]+/g) ?? []);
  return new CliError('unknown-option', { option, nearest: nearest(option, known) });
}

function longOf(option: string): string {
  return option.replace(/,$/, '');
}
