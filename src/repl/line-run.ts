import { Readable } from 'node:stream';
import type { Context, Io } from '../context.ts';
import { CliError } from '../errors.ts';
import { type Line, lineOfWords } from '../language/words.ts';
import type { Asked } from '../options.ts';
import type { FormatName } from '../output/format.ts';
import { openRecording, type Recording } from './recording.ts';
import { connectionFor, type Shell } from './shell.ts';

/** A command or a statement of a line, ready to be done just as it would be alone. */
export interface LineRun {
  /** The line without its options. */
  readonly line: Line;
  readonly verb: string;
  readonly context: Context;
  readonly recording: Recording;
  perform(): Promise<void>;
}

/** `io`: where the line writes. `isOwn`: the words are left as they are, options among them. Throws `CliError`. */
export function lineRun(typed: Line, shell: Shell, io: Io, isOwn = false): LineRun {
  const { doors, asked: session, context: lasting } = shell;
  const given = typed.words.map(({ text }) => text);
  const { asked, words } = isOwn ? { asked: session, words: given } : doors.readArguments(given);
  const line = words.length === given.length ? typed : lineOfWords(words);
  const output = shell.settings.output as FormatName | 'auto';
  // Into a pipe goes JSON, whatever is usual on the screen.
  const usual = io.stdout.isTerminal && output !== 'auto' ? { output } : {};
  const options = { ...usual, ...over(session, asked) };
  const text = asked.lang === undefined ? lasting.text : doors.textIn(asked.lang);
  const context: Context = {
    ...doors.context({ ...io, piped: noInput() }, options, text),
    registry: lasting.registry,
    isPrivate: true,
  };
  const recording = openRecording(io.now);
  const open = connectionFor(shell, { ...context, io: lasting.io });
  return {
    line,
    verb: line.words[0]?.text ?? '',
    context,
    recording,
    perform: () => doors.perform(line, context, options, async () => recording.watch(await open())),
  };
}

/** What is said with a line counts before what the session was told. */
function over(session: Asked, line: Asked): Asked {
  const { validate, wait, ...given } = line;
  return { ...session, ...given, validate: session.validate && validate, wait: session.wait && wait };
}

/** The keyboard is no standard input. */
function noInput(): Readable {
  const input: Readable = new Readable({ read: () => void input.destroy(new CliError('stdin-in-repl', {})) });
  return input.on('error', () => undefined);
}
