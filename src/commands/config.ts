import { type Context, profileOf } from '../context.ts';
import { absolutePath } from '../input/absolute.ts';
import { openSources } from '../input/sources.ts';
import type { Line, Word } from '../language/words.ts';
import { isSettingKey, settingKeys, settings } from '../profiles/table.ts';
import { readSetting, settingOf } from '../profiles/value.ts';
import { say } from '../report.ts';
import { ownOf, type SettingValue } from '../settings/config.ts';
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
  await showSettings(settingKeys, context);
}

/** How settings are, and what each does; with `--origin` also who said so. */
export async function showSettings(keys: readonly SettingKey[], context: Context): Promise<void> {
  const { options, text } = context;
  const rows = keys.map((name) => {
    const { value, origin } = context.setting(name);
    return {
      name,
      value: shownSetting(name, value) ?? null,
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
  if (context.options.output === 'json') return showJson(shownSetting(key, value) ?? null, context);
  await context.io.stdout.write(`${shownSetting(key, value) ?? ''}\n`);
}

/** A password within an address is for the proxy alone. */
export function shownSetting<T>(key: string, value: T): T | string {
  return key === 'proxy' && typeof value === 'string' ? value.replace(/\/\/[^@/]*@/, '//***@') : value;
}

async function set(line: Line, context: Context): Promise<void> {
  const [first, second] = line.words.slice(2);
  const together = first && assignmentIn(first, second);
  const [name, value] = together ?? (wordsAfter(line, ['setting', 'value']) as readonly [Word, Word]);
  await keepSetting(settingOf(name.text, name), value, context);
}

/** Keeps a setting for one profile, or for all. Throws what is wrong with its value. */
export async function keepSetting(key: SettingKey, word: Word, context: Context): Promise<void> {
  const value = await checkedSetting(key, word.text, context, word);
  const profile = homeOf(key, context);
  await changeOwn(context, profile, (own) => ({ ...own, [key]: value }));
  const { origin } = context.setting(key);
  const { overruled } = context.text.profiles;
  if (origin === 'environment') await say(context, overruled(key, { variable: settings[key].env }));
  else if (origin === 'profile' && profile === undefined)
    await say(context, overruled(key, { profile: profileOf(context.options) }));
}

/** The profile that a setting is changed in; undefined where it is changed for all. */
function homeOf(key: string, { named, within, config }: Context): string | undefined {
  if (named !== undefined || within === undefined) return named;
  const isOwn = Object.hasOwn(ownOf(config, within), key) || (isSettingKey(key) && settings[key].ofCloud);
  return isOwn ? within : undefined;
}

/** `name=value` as two words in their places, where no other word follows. */
export function assignmentIn(word: Word, second: Word | undefined): readonly [Word, Word] | undefined {
  const at = word.text.indexOf('=');
  if (second || at < 1) return undefined;
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
  const { config, text } = context;
  const profile = homeOf(word.text, context);
  const present = profile === undefined ? config.settings : ownOf(config, profile);
  const isPresent = Object.hasOwn(present, word.text);
  // What no version knows any more can be taken away as well.
  if (!isPresent) settingOf(word.text, word);
  if (!isPresent) return say(context, text.profiles.unchanged);
  await changeOwn(context, profile, ({ [word.text]: _, ...others }) => others);
}

async function changeOwn(
  { configStore }: Context,
  profile: string | undefined,
  act: (own: Content) => Content,
): Promise<void> {
  await configStore().change((before) => {
    if (profile === undefined) return { ...before, settings: act(before.settings) };
    const { [profile]: own = {}, ...others } = before.profiles;
    return { ...before, profiles: { ...others, [profile]: act(own) } };
  });
}
