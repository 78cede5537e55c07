import { profileOf } from '../../context.ts';
import { CliError } from '../../errors.ts';
import type { Word } from '../../language/words.ts';
import { say } from '../../report.ts';
import { showRows } from '../../show.ts';
import type { ReplCommand } from '../command.ts';
import { checkedSetting, settingNames, settingOf, settingsFrom } from '../settings.ts';

/** `set name value`: kept for later sessions too. */
export const set: ReplCommand = {
  takesRest: true,
  isPaged: true,
  words: [{ kind: 'setting' }, { kind: 'value' }],
  async run(line, context, shell) {
    const [command, word, value, extra] = line.words;
    refuse(extra);
    if (!word) return show.run(line, context, shell);
    const name = settingOf(word.text, word);
    if (!value) throw new CliError('value-missing', { name: `set ${name}`, place: '<value>' }, command);
    const checked = checkedSetting(name, value.text, value);
    shell.preferences = await shell.store.change((before) => ({
      ...before,
      settings: { ...before.settings, [name]: checked },
    }));
    shell.settings = settingsFrom(shell.preferences.settings);
    await shell.apply();
  },
};

/** `show`: all settings, and what each does; `show name`: one of them. */
export const show: ReplCommand = {
  isPaged: true,
  words: [{ kind: 'setting' }],
  async run({ words: [, word, extra] }, context, { settings }) {
    refuse(extra);
    const names = word ? [settingOf(word.text, word)] : settingNames;
    const rows = names.map((name) => ({ name, value: settings[name], what: context.text.repl.setting[name] }));
    await showRows('settings', rows, ['name', 'value', 'what'], context);
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
