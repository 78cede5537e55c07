import { CliError } from '../errors.ts';
import { namesNote, prepare } from '../prepare.ts';
import { reportNotes, say } from '../report.ts';
import type { Command } from './command.ts';

/** `validate <Api> …`: everything that is checked before a call, and no call. */
export const validate: Command = {
  arguments: [{ name: 'line', kind: 'line', repeated: true }],
  options: ['input', 'transport'],
  examples: ['validate CreateZone name=zone-1'],
  async run(line, context) {
    const prepared = await prepare({ ...line, words: line.words.slice(1) }, context);
    if (!prepared) throw new CliError('missing-words', { command: 'validate', words: ['<Api>'] }, line.words[0]);
    const { notes, names } = prepared.build(prepared.statement);
    await reportNotes([...notes, ...namesNote(names)], context);
    await say(context, context.text.valid(prepared.api.name));
  },
};
