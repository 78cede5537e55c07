import { commands, isCommand } from './commands/commands.ts';
import type { Connect } from './connection.ts';
import type { Context } from './context.ts';
import type { Line } from './language/words.ts';
import { run } from './run.ts';

/** One line to its end, a command or a statement. Problems are thrown. */
export async function runLine(line: Line, context: Context, connect: Connect): Promise<void> {
  const [first] = line.words;
  if (first && isCommand(first.text)) await commands[first.text].run(line, context, connect);
  else await run(line, context, connect);
}
