import type { Context } from '../context.ts';
import type { Line } from '../language/words.ts';
import type { Reporting } from '../report.ts';
import type { CommandName } from '../text/text.ts';

/** What is not an API. Each command is a file of its name, loaded when it is called. */
export interface Command {
  readonly run: (line: Line, context: Context, reporting: Reporting) => Promise<void>;
}

export const commandTable: Readonly<
  Record<CommandName, { readonly words: readonly string[]; readonly load: () => Promise<Command> }>
> = {
  help: { words: [], load: async () => (await import('./help.ts')).help },
  login: { words: [], load: async () => (await import('./login.ts')).login },
  logout: { words: [], load: async () => (await import('./logout.ts')).logout },
  sandbox: { words: ['start', 'stop', 'reset', 'status'], load: async () => (await import('./sandbox.ts')).sandbox },
};

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commandTable, name);
}

export async function runCommand(name: CommandName, line: Line, context: Context, reporting: Reporting): Promise<void> {
  const command = await commandTable[name].load();
  await command.run(line, context, reporting);
}
