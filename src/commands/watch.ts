import { CliError } from '../errors.ts';
import { reads } from '../registry/reads.ts';
import type { Command } from './command.ts';
import { innerLine, moved } from './inner.ts';
import { textsOf } from './words.ts';

/** `watch [-n time] [--until expression] <line>`: redraws in place and marks what changed; in a pipe one JSON line a time. */
export const watch: Command = {
  arguments: [{ name: 'line', kind: 'line' }],
  options: ['output'],
  examples: [
    'watch -n 5 QueryVmInstance state=Starting fields=name,state',
    `watch --until "inventories[0].status=='Connected'" QueryHost name=host-1`,
  ],
  isPaged: false,
  async run(line, context, connect, runLine) {
    textsOf(line, 'line');
    const { line: inner, place } = innerLine(line);
    const [verb] = inner.words;
    const api = verb && context.registry().api(verb.text);
    if (verb?.text === 'watch') throw moved(new CliError('unexpected-word', { word: 'watch', legal: [] }, verb), place);
    if (api && !reads(api)) throw moved(new CliError('watch-changes', { api: api.name }, verb), place);
    const { watchLine } = await import('../watch/watch.ts');
    try {
      await watchLine({ whole: line, inner }, context, connect, runLine);
    } catch (error) {
      throw moved(error, place);
    }
  },
};
