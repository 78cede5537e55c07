import { type Context, canAsk, profileOf } from '../context.ts';
import { CliError, problemsOf, type Span, throwAll } from '../errors.ts';
import { absolutePath } from '../input/absolute.ts';
import { openSources } from '../input/sources.ts';
import type { Argument } from '../language/statement.ts';
import { type Line, spanWithin, type Word } from '../language/words.ts';
import { isSettingKey, settingKeys, settings } from '../profiles/table.ts';
import { readSetting, settingOf } from '../profiles/value.ts';
import { reportProblem, say } from '../report.ts';
import { type Config, chosenColumns, columnsPrefix, configIn, type SettingValue } from '../settings/config.ts';
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
  const own = settingKeys.map((name) => {
    const { value, origin } = context.setting(name);
    return {
      name,
      value: shown(name, value) ?? null,
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
  const rows = [...own, ...chosen];
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
  if (isSettingKey(key)) return shown(key, context.setting(key).value);
  return chosenColumns(context.config, profileOf(context.options)).get(key)?.value;
}

/** A password within an address is for the proxy alone. */
function shown(key: SettingKey, value: SettingValue | undefined): SettingValue | undefined {
  return key === 'proxy' && typeof value === 'string' ? value.replace(/\/\/[^@/]*@/, '//***@') : value;
}

async function set(line: Line, context: Context): Promise<void> {
  const [first, second] = line.words.slice(2);
  const together = second === undefined ? assignmentIn(first) : undefined;
  const [key, value] = await checkedEntry(together ?? apart(line), context);
  await changeOwn(context, (own) => ({ ...own, [key]: value }));
}

/** A setting and its value in their places; the value is the end of its word. */
type Assigned = Pick<Argument, 'name' | 'nameSpan' | 'value' | 'valueSpan' | 'word'>;

function assignmentIn(word: Word | undefined): Assigned | undefined {
  const at = word?.text.indexOf('=') ?? -1;
  if (!word || at < 1) return undefined;
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
  return { name: name.text, nameSpan: name, value: value.text, valueSpan: value, word: value };
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
  const { config, named } = context;
  const present = named === undefined ? config.settings : (config.profiles[named] ?? {});
  // What no version knows any more can be taken away as well.
  const key = Object.hasOwn(present, word.text) ? word.text : await keyOf(word, context);
  await changeOwn(context, ({ [key]: _, ...others }) => others);
}

async function keyOf(word: Word, { registry }: Context): Promise<string> {
  if (!word.text.startsWith(columnsPrefix)) return settingOf(word.text, word);
  const { columnsKey } = await import('../profiles/columns.ts');
  return columnsKey(word.text, registry(), word);
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
        const edited = await checkedConfig(after, context);
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
async function checkedConfig(text: string, context: Context): Promise<Config> {
  const edited = configIn(text);
  if (!edited) throw new CliError('bad-config', { file: context.configStore().file });
  const { problemsIn } = await import('../profiles/written.ts');
  throwAll(problemsIn(edited, context.registry()).map(({ problem }) => problem));
  return edited;
}
