import { commandNames, commands, isCommand } from './commands/commands.ts';
import type { Connect } from './connection.ts';
import { type Context, profileOf } from './context.ts';
import { CliError } from './errors.ts';
import type { Line, Word } from './language/words.ts';
import { nearest } from './registry/near.ts';
import { apisNear } from './registry/verbs.ts';
import { run } from './run.ts';

/** Commands that are the same whatever the profile. */
const alike: ReadonlySet<string> = new Set([
  'help',
  'apropos',
  'apis',
  'schema',
  'explain',
  'man',
  'validate',
  'completion',
]);

/** One line to its end, a command or a statement. Problems are thrown. */
export async function runLine(line: Line, context: Context, connect: Connect): Promise<void> {
  const [first] = line.words;
  if (first && isCommand(first.text) && context.profiles.length > 1 && !alike.has(first.text))
    throw new CliError('one-profile', { what: first.text }, first);
  if (first && isCommand(first.text)) {
    const { run } = await commands[first.text]();
    await run(line, context, connect, runLine);
  } else {
    if (first) refuseMistyped(first, context);
    await run(line, context, connect);
    await noteUse(line, context);
  }
}

/** A word that comes near a command, and nearer than to any API, is told before anything else of the line is. */
function refuseMistyped(word: Word, { registry }: Context): void {
  const name = word.text;
  const near = nearest(name, commandNames);
  if (near.length === 0 || /^[A-Z]/.test(name) || registry().api(name)) return;
  throw new CliError('unknown-command', { name, nearest: [...near, ...apisNear(name, registry())].slice(0, 3) }, word);
}

/** Names alone are kept, and never a value; the lines of a script are nobody's habit, and unchecked names may be anything. */
async function noteUse({ words }: Line, context: Context): Promise<void> {
  const { unattended, options, registry, folders, io } = context;
  const [verb, ...others] = words.map(({ text }) => text);
  const api = registry().api(verb ?? '');
  if (unattended || !options.validate || !api) return;
  const { openUsage } = await import('./settings/usage.ts');
  const names = others.flatMap((word) => (/^[\w.[\]]+/.exec(word)?.[0] ?? '').split(/[^\w]+/));
  openUsage(folders.state, profileOf(options), io.pid).note([api.name, ...new Set(names)]);
}
