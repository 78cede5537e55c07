import type { Problems } from '../../errors.ts';
import type { Phrase, Text } from '../text.ts';
import { count, elapsed } from './listing.ts';

/** What goes wrong with scripts. */
export const batchProblems = {
  'option-of-run': ({ option }: Problems['option-of-run']): Phrase => ({
    text: `${option} is for the whole script, not for one of its lines`,
    hint: 'give it beside -f',
  }),
  'options-together': ({ option, needs }: Problems['options-together']): Phrase => ({
    text: `${option} needs ${needs}`,
  }),
  'checkpoint-exists': ({ file }: Problems['checkpoint-exists']): Phrase => ({
    text: `the checkpoint ${file} is there already`,
    hint: 'go on with it by --resume, or remove it to begin anew',
  }),
  'checkpoint-unreadable': ({ file, reason }: Problems['checkpoint-unreadable']): Phrase => ({
    text: `cannot use the checkpoint ${file}: ${reason}`,
  }),
  'checkpoint-in-use': ({ file, pid }: Problems['checkpoint-in-use']): Phrase => ({
    text: `process ${pid} runs with the checkpoint ${file} now`,
  }),
  'checkpoint-mismatch': ({ file, line }: Problems['checkpoint-mismatch']): Phrase => ({
    text: `line ${line} was done as another text: ${file} belongs to another script`,
    hint: 'restore the line, or begin anew with another checkpoint',
  }),
  'line-in-doubt': ({ api, jobUuid }: Problems['line-in-doubt']): Phrase => ({
    text: `${api} was on its way when the script ended, and nobody knows whether it arrived${jobUuid ? ` (job ${jobUuid})` : ''}`,
    hint: 'look whether it was done: comment the line out if it was, else --resume once more calls it',
  }),
};

/** What came of the lines of a script. */
export const batch: Text['batch'] = ({ succeeded, failed, before, left }, seconds) =>
  [
    `${count(succeeded, 'line')} done`,
    failed > 0 && `${failed} failed`,
    before > 0 && `${before} done before`,
    left && 'the rest was not begun',
    elapsed(seconds),
  ]
    .filter(Boolean)
    .join(', ');
