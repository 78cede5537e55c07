import type { Command } from './command.ts';
import { choiceOf } from './words.ts';

/** `man`: the manual page as troff, from the tables that also make the help. */
export const man: Command = {
  arguments: [],
  options: [],
  examples: ['man | man -l -'],
  async run(line, context) {
    choiceOf(line, []);
    const { manualPage } = await import('./manual.ts');
    await context.io.stdout.write(await manualPage(context.text, await context.text.pages(), context.version));
  },
};
