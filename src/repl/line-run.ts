import { Readable } from 'node:stream';
import { readArguments } from '../arguments.ts';
import type { Connect } from '../connection.ts';
import type { Context, Io } from '../context.ts';
import { CliError } from '../errors.ts';
import { type Line, lineOfWords } from '../language/words.ts';
import { runLine } from '../line.ts';
import type { Asked } from '../options.ts';
import { openRecording, type Recording } from '../recording.ts';
import { type Clocked, openTiming } from '../timing.ts';
import { namedIn, openContext } from '../world.ts';
import { connectionFor, type Shell } from './shell.ts';

/** A command or a statement of a line, ready to be done just as it would be alone. */
export interface LineRun {
  /** The line without its options. */
  readonly line: Line;
  readonly verb: string;
  readonly context: Context;
  readonly recording: Recording;
  readonly timing: Clocked;
  perform(): Promise<void>;
}

/** `io`: where the line writes. `isOwn`: the words are left as they are, options among them. Throws `CliError`. */
export async function lineRun(typed: Line, shell: Shell, io: Io, isOwn = false): Promise<LineRun> {
  const { asked: session, context: lasting } = shell;
  const given = typed.words.map(({ text }) => text);
  const { asked, words } = isOwn ? { asked: {}, words: given } : onlyGiven(given);
  const line = words.length === given.length ? typed : lineOfWords(words);
  const options: Asked = { ...session, ...asked };
  const inner: Io = { ...io, piped: noInput() };
  const timing = openTiming(io.now);
  const context: Context = {
    ...withoutName(await openContext(inner, options, shell.said)),
    ...namedIn(asked),
    ...(lasting.named !== undefined && { within: lasting.named }),
    registry: lasting.registry,
    isPrivate: true,
    timing,
  };
  const recording = openRecording();
  const open = connectionFor(shell, { ...context, io: lasting.io });
  return {
    line,
    verb: line.words[0]?.text ?? '',
    context,
    recording,
    timing,
    perform: async () => {
      shell.running.timing = timing;
      if (await shell.showHelp(line, context)) return;
      await performed(
        line,
        context,
        options,
        shell.isCommand(line.words[0]?.text ?? '') ? open : async () => recording.watch(await open()),
      );
    },
  };
}

function withoutName({ named: _, ...context }: Context): Context {
  return context;
}

/** What is said with a line counts before what the session was told. */
function onlyGiven(words: readonly string[]): { readonly asked: Partial<Asked>; readonly words: readonly string[] } {
  const { asked, given, words: rest } = readArguments(words);
  return { asked: Object.fromEntries(given.map((name) => [name, asked[name]])), words: rest };
}

async function performed(
  line: Line,
  context: Context,
  { help, version, file }: Asked,
  connect: Connect,
): Promise<void> {
  if (version) await context.io.stdout.write(`${context.version}\n`);
  else if (help)
    await runLine(lineOfWords(['help', ...line.words.slice(0, 1).map(({ text }) => text)]), context, connect);
  else if (file !== undefined) await runFile(file, context, connect);
  else await runLine(line, context, connect);
}

async function runFile(file: string, context: Context, connect: Connect): Promise<void> {
  const { runScript } = await import('../batch/batch.ts');
  await runScript(file, context, connect);
}

/** The keyboard is no standard input. */
function noInput(): Readable {
  const input: Readable = new Readable({ read: () => void input.destroy(new CliError('stdin-in-repl', {})) });
  return input.on('error', () => undefined);
}
