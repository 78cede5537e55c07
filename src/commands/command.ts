import type { Connect } from '../connection.ts';
import type { Context } from '../context.ts';
import type { Line } from '../language/words.ts';
import type { ArgumentAbout, ArgumentKind, OptionName } from '../text/text.ts';
import type { RunLine } from '../watch/watch.ts';

/** Something to do that is no API, as data: help, completion and the manual page read what it takes. */
export interface Command {
  readonly arguments: readonly CommandArgument[];
  /** Options that mean something to it, beside those that are its alone (`of` in the table of options). */
  readonly options: readonly OptionName[];
  /** Lines without the program's name. */
  readonly examples?: readonly string[];
  /** Off where it draws on the whole screen, so that no pager may come between. */
  readonly isPaged?: false;
  /** Its line begins with its own name; `runLine` runs a line within it. Problems are thrown. */
  run(line: Line, context: Context, connect: Connect, runLine: RunLine): Promise<void>;
}

/** One word after the name of a command. */
export interface CommandArgument {
  /** Shown as `<name>`. */
  readonly name: string;
  readonly kind: ArgumentKind;
  /** What its help says, where that is not what is said of the kind. */
  readonly about?: ArgumentAbout;
  /** The only words it may be. */
  readonly choices?: readonly string[];
  readonly optional?: true;
  /** Only where this is the first word after the command. */
  readonly after?: string;
  readonly repeated?: true;
}
