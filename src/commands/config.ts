import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { absolutePath } from '../input/absolute.ts';
import { openSources } from '../input/sources.ts';
import type { Line, Word } from '../language/words.ts';
import { isSettingKey, settingKeys, settings } from '../profiles/table.ts';
import { readSetting, settingOf } from '../profiles/value.ts';
import { nearest } from '../registry/near.ts';
import type { SettingValue } from '../settings/config.ts';
import type { Content } from '../settings/store.ts';
import { showRows } from '../show.ts';
import type { SettingKey } from '../text/accounts.ts';
import type { Command } from './command.ts';
import { edit } from './config-edit.ts';
import { verbOf, wordsAfter } from './words.ts';
import { showJson } from './write.ts';

const verbs = ['list', 'get', 'set', 'unset', 'edit'] as const;

/** `config list|get|set|unset|edit`: the settings of one profile where `--profile` names it, else those of all. */
export const config: Command = {
  arguments: [
    { name: 'action', kind: 'action', choices: verbs, optional: true },
    { name: 'setting', kind: 'setting', optional: true },
    { name: 'value', kind: 'text', optional: true, after: 'set' },
  ],
  options: ['profile', 'output'],
  examples: ['config list --origin', 'config set output json', 'config get output', 'config unset output'],
  async run(line, context) {
    await { list, get, set, unset, edit }[verbOf(line, verbs, 'list')](line, context);
  },
};

async function list(line: Line, context: Context): Promise<void> {
  wordsAfter(line, []);
  const { options, text } = context;
  const rows = settingKeys.map((name) => {
    const { value, origin } = context.setting(name);
    return {
      name,
      value: shown(name, value) ?? null,
      ...(options.origin && { origin }),
      meaning: text.profiles.setting[name],
      variable: settings[name].env,
    };
  });
  await showRows('settings', rows, ['name', 'value', ...(options.origin ? ['origin'] : []), 'meaning'], context);
}

async function get(line: Line, context: Context): Promise<void> {
  const [word] = wordsAfter(line, ['setting']) as readonly [Word];
  const key = settingOf(word.text, word);
  const { value } = context.setting(key);
  if (context.options.output === 'json') return showJson(shown(key, value) ?? null, context);
  await context.io.stdout.write(`${shown(key, value) ?? ''}\n`);
}

/** A password within an address is for the proxy alone. */
function shown(key: SettingKey, value: SettingValue | undefined): SettingValue | undefined {
  return key === 'proxy' && typeof value === 'string' ? value.replace(/\/\/[^@/]*@/, '//***@') : value;
}

async function set(line: Line, context: Context): Promise<void> {
  const [first, second] = line.words.slice(2);
  const together = second === undefined ? assignmentIn(first) : undefined;
  const [name, value] = together ?? (wordsAfter(line, ['setting', 'value']) as readonly [Word, Word]);
  const key = settingOf(name.text, name);
  const checked = await checkedSetting(key, value.text, context, value);
  await changeOwn(context, (own) => ({ ...own, [key]: checked }));
}

/** `name=value` as two words in their places. */
function assignmentIn(word: Word | undefined): readonly [Word, Word] | undefined {
  const at = word?.text.indexOf('=') ?? -1;
  if (!word || at < 1) return undefined;
  return [
    { ...word, text: word.text.slice(0, at) },
    { ...word, text: word.text.slice(at + 1) },
  ];
}

/** The value as it is stored: files by their whole path, and only those that can be read. */
export async function checkedSetting(
  key: SettingKey,
  text: string,
  context: Context,
  word?: Word,
): Promise<SettingValue> {
  const value = readSetting(key, text, key, word);
  if (settings[key].kind !== 'file') return value;
  const file = absolutePath(text, context.io.home);
  if (key !== 'log-file') await openSources(context.io).file(file, word);
  return file;
}

async function unset(line: Line, context: Context): Promise<void> {
  const [word] = wordsAfter(line, ['setting']) as readonly [Word];
  const { config, named } = context;
  const present = named === undefined ? config.settings : (config.profiles[named] ?? {});
  // What no version knows any more can be taken away as well.
  if (!isSettingKey(word.text) && !Object.hasOwn(present, word.text))
    throw new CliError('unknown-setting', { name: word.text, nearest: nearest(word.text, settingKeys) }, word);
  await changeOwn(context, ({ [word.text]: _, ...others }) => others);
}

async function changeOwn({ named, configStore }: Context, act: (own: Content) => Content): Promise<void> {
  await configStore().change((before) => {
    if (named === undefined) return { ...before, settings: act(before.settings) };
    const { [named]: own = {}, ...others } = before.profiles;
    return { ...before, profiles: { ...others, [named]: act(own) } };
  });
}
