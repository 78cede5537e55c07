import { type Context, profileOf } from '../context.ts';
import type { Span } from '../errors.ts';
import { absolutePath } from '../input/absolute.ts';
import { openSources } from '../input/sources.ts';
import type { Argument } from '../language/statement.ts';
import { type Line, spanWithin, type Word } from '../language/words.ts';
import { isSettingKey, settingKeys, settings } from '../profiles/table.ts';
import { readSetting, settingOf } from '../profiles/value.ts';
import { say } from '../report.ts';
import { chosenColumns, columnsPrefix, ownOf, type SettingValue } from '../settings/config.ts';
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
  await showSettings(context);
}

/** How settings are, or one of them, and what each does; with `--origin` also who said so. */
export async function showSettings(context: Context, only?: string): Promise<void> {
  const { options, text } = context;
  const own = settingKeys.map((name) => {
    const { value, origin } = context.setting(name);
    return {
      name,
      value: shownSetting(name, value) ?? null,
      ...(options.origin && { origin }),
      meaning: text.profiles.setting[name],
      variable: settings[name].env,
    };
  });
  const chosen = [...chosenColumns(context.config, profileOf(options))].map(([name, { value = null, origin }]) => ({
    name,
    value,
    ...(options.origin && { origin }),
    meaning: text.profiles.columns(name.slice(columnsPrefix.length)),
    variable: null,
  }));
  const rows = [...own, ...chosen].filter(({ name }) => only === undefined || name === only);
  await showRows('settings', rows, ['name', 'value', ...(options.origin ? ['origin'] : []), 'meaning'], context);
}

async function get(line: Line, context: Context): Promise<void> {
  const [word] = wordsAfter(line, ['setting']) as readonly [Word];
  const value = await presentValue(word, context);
  if (context.options.output === 'json') return showJson(value ?? null, context);
  await context.io.stdout.write(`${value ?? ''}\n`);
}

async function presentValue(word: Word, context: Context): Promise<SettingValue | undefined> {
  const key = await keyOf(word, context);
  if (isSettingKey(key)) return shownSetting(key, context.setting(key).value);
  return columnsOf(key, context)?.value;
}

/** A password within an address is for the proxy alone. */
export function shownSetting<T>(key: string, value: T): T | string {
  return key === 'proxy' && typeof value === 'string' ? value.replace(/\/\/[^@/]*@/, '//***@') : value;
}

async function set(line: Line, context: Context): Promise<void> {
  const [first, second] = line.words.slice(2);
  const together = first && !second ? assigning(first) : undefined;
  await keepSetting(together ?? apart(line), context);
}

/** A setting and its value in their places; the value is the end of its word. */
type Assigned = Pick<Argument, 'name' | 'nameSpan' | 'value' | 'valueSpan' | 'word'>;

/** `name value` as two words, or `name=value` as one. */
export function assigning(word: Word, second?: Word): Assigned | undefined {
  if (second) return { name: word.text, nameSpan: word, value: second.text, valueSpan: second, word: second };
  const at = word.text.indexOf('=');
  if (at < 1) return undefined;
  return {
    name: word.text.slice(0, at),
    nameSpan: spanWithin(word, 0, at),
    value: word.text.slice(at + 1),
    valueSpan: spanWithin(word, at + 1, word.text.length),
    word,
  };
}

function apart(line: Line): Assigned {
  const [name, value] = wordsAfter(line, ['setting', 'value']) as readonly [Word, Word];
  return assigning(name, value) as Assigned;
}

/** Keeps a setting for one profile, or for all, and gives its key. Throws what is wrong with it. */
export async function keepSetting(assigned: Assigned, context: Context): Promise<string> {
  const [key, value] = await checkedEntry(assigned, context);
  const profile = homeOf(key, context);
  await changeOwn(context, profile, (own) => ({ ...own, [key]: value }));
  await sayOverruled(key, profile, context);
  return key;
}

/** Something stronger than what was just kept may say how it is. */
async function sayOverruled(key: string, profile: string | undefined, context: Context): Promise<void> {
  const { overruled } = context.text.profiles;
  const origin = isSettingKey(key) ? context.setting(key).origin : columnsOf(key, context)?.origin;
  if (isSettingKey(key) && origin === 'environment')
    await say(context, overruled(key, { variable: settings[key].env }));
  else if (origin === 'profile' && profile === undefined)
    await say(context, overruled(key, { profile: profileOf(context.options) }));
}

/** The profile that a setting is changed in; undefined where it is changed for all. */
function homeOf(key: string, { named, within, config }: Context): string | undefined {
  if (named !== undefined || within === undefined) return named;
  const isOwn = Object.hasOwn(ownOf(config, within), key) || (isSettingKey(key) && settings[key].ofCloud);
  return isOwn ? within : undefined;
}

function columnsOf(key: string, { config, options }: Context) {
  return chosenColumns(config, profileOf(options)).get(key);
}

/** The setting and its value as they are stored. Throws what is wrong with them. */
export async function checkedEntry(
  { name, nameSpan, value, valueSpan, word }: Assigned,
  context: Context,
): Promise<readonly [key: string, value: SettingValue]> {
  if (name.startsWith(columnsPrefix)) {
    const { readColumnChoice } = await import('../profiles/columns.ts');
    const at = word.text.length - value.length;
    const place = (from: number, to: number) => spanWithin(word, at + from, at + to);
    const chosen = readColumnChoice(name, value, context.registry(), nameSpan, place);
    return [chosen.key, chosen.value];
  }
  const key = settingOf(name, nameSpan);
  return [key, await checkedSetting(key, value, context, valueSpan)];
}

/** The value as it is stored: files by their whole path, and only those that can be read. */
async function checkedSetting(key: SettingKey, text: string, context: Context, span?: Span): Promise<SettingValue> {
  const value = readSetting(key, text, key, span);
  if (settings[key].kind !== 'file') return value;
  const file = absolutePath(text, context.io.home);
  if (key !== 'log-file') await openSources(context.io).file(file, span);
  return file;
}

async function unset(line: Line, context: Context): Promise<void> {
  const [word] = wordsAfter(line, ['setting']) as readonly [Word];
  const { config, text } = context;
  const inHome = (key: string) => {
    const profile = homeOf(key, context);
    return { profile, isThere: Object.hasOwn(profile === undefined ? config.settings : ownOf(config, profile), key) };
  };
  // What no version knows any more can be taken away as well.
  const key = inHome(word.text).isThere ? word.text : await keyOf(word, context);
  const { profile, isThere } = inHome(key);
  if (!isThere) return say(context, text.profiles.unchanged);
  await changeOwn(context, profile, ({ [key]: _, ...others }) => others);
}

/** The key of a setting as it is kept. Throws `unknown-setting`. */
export async function keyOf(word: Word, { registry }: Context): Promise<string> {
  if (!word.text.startsWith(columnsPrefix)) return settingOf(word.text, word);
  const { columnsKey } = await import('../profiles/columns.ts');
  return columnsKey(word.text, registry(), word);
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
