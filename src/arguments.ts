import { Command, CommanderError, Option } from 'commander';
import { CliError } from './errors.ts';
import { type Asked, durationOf, intervalOf, optionTable } from './options.ts';
import { nearest } from './registry/near.ts';

export interface Arguments {
  readonly asked: Asked;
  /** Names of the options that were typed; the others have what they always have. */
  readonly given: readonly (keyof Asked)[];
  readonly words: readonly string[];
}

/** Options may stand anywhere among the words; `--` ends them. Throws `CliError`. */
export function readArguments(typed: readonly string[]): Arguments {
  const program = new Command('zstack-cli')
    .argument('[words...]')
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const { flags, values, number, duration, rate } of optionTable) {
    const option = new Option(flags);
    const name = option.long ?? flags;
    if (values) option.argParser((value) => oneOf(name, value, values));
    if (number) option.argParser((value) => wholeNumber(name, value));
    if (rate) option.argParser((value) => interval(name, value));
    if (duration) option.argParser((value) => milliseconds(name, value));
    program.addOption(option);
  }
  try {
    program.parse(
      typed.map((word) => renamed.get(word) ?? word),
      { from: 'user' },
    );
  } catch (error) {
    throw error instanceof CommanderError ? problemOf(error) : error;
  }
  const asked = program.opts<Asked>();
  const names = Object.keys(asked) as (keyof Asked)[];
  const given = names.filter((name) => program.getOptionValueSource(name) === 'cli');
  return { asked, given, words: program.args };
}

/** Names of options that the Python zstack-cli had. */
const renamed: ReadonlyMap<string, string> = new Map([['--curl-example', '--curl']]);

function oneOf(option: string, value: string, values: readonly string[]): string {
  if (values.includes(value)) return value;
  throw new CliError('bad-option', { option, value, values, nearest: nearest(value, values) });
}

function wholeNumber(option: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new CliError('bad-option', { option, value, values: [], nearest: [] });
}

function milliseconds(option: string, value: string): number {
  const duration = durationOf(value);
  if (duration !== undefined) return duration;
  throw new CliError('bad-duration', { option, value });
}

function interval(option: string, value: string): number {
  const between = intervalOf(value);
  if (between !== undefined) return between;
  throw new CliError('bad-option', { option, value, values: ['5/s', '100/m', '200ms'], nearest: [] });
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
