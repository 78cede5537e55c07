import { assigning, keepSetting, keyOf, showSettings } from '../../commands/config.ts';
import { profileOf } from '../../context.ts';
import { CliError } from '../../errors.ts';
import type { Word } from '../../language/words.ts';
import type { Asked } from '../../options.ts';
import { isSettingKey, settings } from '../../profiles/table.ts';
import { say } from '../../report.ts';
import type { ReplCommand } from '../command.ts';

/** `set name value`, `set name=value`: kept for later sessions too. */
export const set: ReplCommand = {
  takesRest: true,
  isPaged: true,
  words: [{ kind: 'setting' }, { kind: 'text' }],
  async run(line, context, shell) {
    const [command, word, second, extra] = line.words;
    refuse(extra);
    if (!word) return show.run(line, context, shell);
    const assigned = assigning(word, second);
    if (!assigned) {
      await keyOf(word, context);
      throw new CliError('value-missing', { name: `set ${word.text}`, place: '<value>' }, command);
    }
    const key = await keepSetting(assigned, context);
    await shell.apply(isSettingKey(key) ? (settings[key].option as keyof Asked | undefined) : undefined);
  },
};

/** `show`: all settings, and what each does; `show name`: one of them. */
export const show: ReplCommand = {
  isPaged: true,
  words: [{ kind: 'setting' }],
  async run({ words: [, word, extra] }, context) {
    refuse(extra);
    await showSettings(context, word && (await keyOf(word, context)));
  },
};

/** `use profile`: another session, history and results from now on. */
export const use: ReplCommand = {
  isPaged: false,
  words: [{ kind: 'profile' }],
  async run({ words: [command, word, extra] }, context, shell) {
    refuse(extra);
    if (!word) throw new CliError('value-missing', { name: 'use', place: '<profile>' }, command);
    await shell.use(word);
    await say(context, context.text.repl.using(profileOf(shell.context.options)));
  },
};

export const clear: ReplCommand = {
  isPaged: false,
  words: [],
  async run({ words: [, extra] }, context) {
    refuse(extra);
    if (context.io.stdout.isTerminal) await context.io.stdout.write('\u001b[H\u001b[2J');
  },
};

/** Forgets what was fetched so that it can be offered. */
export const refresh: ReplCommand = {
  isPaged: false,
  words: [],
  async run({ words: [, extra] }, context, shell) {
    refuse(extra);
    const { forgetValues } = await import('../../live/live.ts');
    forgetValues(shell.context);
    await say(context, context.text.repl.refreshed);
  },
};

export const leave: ReplCommand = {
  isPaged: false,
  words: [],
  async run({ words: [, extra] }, _context, shell) {
    refuse(extra);
    shell.isLeaving = true;
  },
};

function refuse(word: Word | undefined): void {
  if (word) throw new CliError('unexpected-word', { word: word.text, legal: [] }, word);
}
