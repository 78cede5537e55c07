import { type Context, canAsk } from '../context.ts';
import { CliError, problemsOf, throwAll } from '../errors.ts';
import { absolutePath } from '../input/absolute.ts';
import { openSources } from '../input/sources.ts';
import type { Line, Word } from '../language/words.ts';
import { isSettingKey, settingKeys, settings } from '../profiles/table.ts';
import { readSetting, settingOf } from '../profiles/value.ts';
import { nearest } from '../registry/near.ts';
import { reportProblem, say } from '../report.ts';
import { type Config, configIn, type SettingValue } from '../settings/config.ts';
import { openDraft } from '../settings/draft.ts';
import type { Content } from '../settings/store.ts';
import { showRows } from '../show.ts';
import type { SettingKey } from '../text/accounts.ts';
import type { Command } from './command.ts';
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

/** The whole file in an editor; what is not legal is told and changes nothing. */
async function edit(line: Line, context: Context): Promise<void> {
  wordsAfter(line, []);
  const { io, text, folders } = context;
  if (!canAsk(context)) throw new CliError('needs-terminal', { what: 'config edit' });
  const before = `${JSON.stringify(context.config, undefined, 2)}\n`;
  const draft = openDraft(folders.config, `config-${io.pid}.json`, before);
  try {
    for (;;) {
      await runEditor(draft.file, context);
      const after = draft.read();
      if (after === before) return await say(context, text.profiles.unchanged);
      try {
        const edited = checkedConfig(after, context.configStore().file);
        await context.configStore().change(() => edited);
        return await say(context, text.profiles.edited(context.configStore().file));
      } catch (error) {
        if (!problemsOf(error)) throw error;
        await reportProblem(error, context);
        const { confirm } = await import('../ask/ask.ts');
        if (!(await confirm(io, text.profiles.editAgain))) return await say(context, text.profiles.unchanged);
      }
    }
  } finally {
    draft.remove();
  }
}

async function runEditor(file: string, { io }: Context): Promise<void> {
  const editor = io.env.VISUAL || io.env.EDITOR || 'vi';
  const [program = 'vi', ...words] = editor.trim().split(/\s+/);
  const ended = await io.runHere(program, [...words, file]);
  if (ended !== 0) throw new CliError('editor-failed', { editor, reason: String(ended) });
}

/** The settings of a text that somebody wrote. Throws all that is wrong with it. */
export function checkedConfig(text: string, file: string): Config {
  const edited = configIn(text);
  if (!edited) throw new CliError('bad-config', { file });
  const groups = [
    ['', edited.settings] as const,
    ...Object.entries(edited.profiles).map(([name, own]) => [`${name}.`, own] as const),
  ];
  const problems = groups.flatMap(([prefix, own]) =>
    Object.entries(own).flatMap(([name, value]) => {
      try {
        readSetting(settingOf(name), typeof value === 'object' ? JSON.stringify(value) : String(value), prefix + name);
        return [];
      } catch (error) {
        if (error instanceof CliError) return [error];
        throw error;
      }
    }),
  );
  throwAll(problems);
  return edited;
}
