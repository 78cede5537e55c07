import type { Command } from './command.ts';
import { oneWordOf } from './words.ts';

/** `help [topic]`: what the program is; or a page on an API, a resource, a path along joins, an error code, a command. */
export const help: Command = {
  arguments: [{ name: 'topic', kind: 'topic', optional: true }],
  options: ['output'],
  examples: ['help QueryVmInstance', 'help VmInstance.vmNics', 'help SYS.1006', 'help apropos'],
  async run(line, context) {
    const word = oneWordOf(line);
    const { showOverview, showTopic } = await import('./topics.ts');
    await (word ? showTopic(word, context) : showOverview(context));
  },
};
