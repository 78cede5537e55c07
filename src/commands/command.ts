import type { Connect } from '../connection.ts';
import type { Context } from '../context.ts';
import type { Line } from '../language/words.ts';

/** Something to do that is no API. Its line begins with its own name; problems are thrown. */
export interface Command {
  run(line: Line, context: Context, connect: Connect): Promise<void>;
}
