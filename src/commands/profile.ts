import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { openSources } from '../input/sources.ts';
import type { JsonObject } from '../json/json.ts';
import { readArgument } from '../language/statement.ts';
import type { Line, Word } from '../language/words.ts';
import { isProfileName } from '../profiles/resolve.ts';
import { nearest } from '../registry/near.ts';
import { say } from '../report.ts';
import { ownOf, profileNames, type SettingValue, usualProfiles } from '../settings/config.ts';
import type { Content } from '../settings/store.ts';
import { showOwn, showRows } from '../show.ts';
import type { Command } from './command.ts';
import { checkedEntry, shownSetting } from './config.ts';
import { verbOf, wordsAfter } from './words.ts';

const verbs = ['list', 'show', 'add', 'use', 'remove', 'rename', 'import'] as const;

/** `profile list|show|add|use|remove|rename|import`: clouds by name, each with settings and a session of its own. */
export const profile: Command = {
  arguments: [
    { name: 'action', kind: 'action', choices: verbs, optional: true },
    { name: 'profile', kind: 'profile', optional: true },
    { name: 'setting', kind: 'assignment', optional: true, repeated: true },
  ],
  options: ['profile', 'output'],
  examples: ['profile add prod url=https://10.0.0.1:8443/zstack read-only=true', 'profile use prod', 'profile list'],
  async run(line, context) {
    await { list, show, add, use, remove, rename, import: importSession }[verbOf(line, verbs, 'list')](line, context);
  },
};

async function list(line: Line, context: Context): Promise<void> {
  wordsAfter(line, []);
  const { config } = context;
  const rows = profileNames(config).map((name) => ({
    ...factsOf(name, context),
    current: name === (config.current ?? 'default'),
  }));
  await showRows('profiles', rows, ['name', 'current', 'url', 'account', 'readOnly', 'production'], context);
}

async function show(line: Line, context: Context): Promise<void> {
  const [word] = wordsAfter(line, ['profile'], 0);
  const name = word ? known(word, context) : (context.options.profile ?? 'default');
  await showOwn({ profile: { ...factsOf(name, context), settings: shownOwn(ownOf(context.config, name)) } }, context);
}

function shownOwn(own: Content): JsonObject {
  return Object.fromEntries(Object.entries(own as JsonObject).map(([key, value]) => [key, shownSetting(key, value)]));
}

function factsOf(name: string, context: Context): JsonObject {
  const { config } = context;
  const own = ownOf(config, name);
  const entry = context.sessions().peek(name);
  const url = own.url ?? (entry && 'url' in entry ? entry.url : undefined);
  const account = entry && 'account' in entry ? entry.account : own.account;
  return {
    name,
    url: typeof url === 'string' ? url : null,
    account: typeof account === 'string' ? account : null,
    loggedIn: entry !== undefined && !('loggedOut' in entry),
    readOnly: own['read-only'] === true,
    production: own.production === true,
  };
}

async function add(line: Line, context: Context): Promise<void> {
  const [word, ...more] = wordsAfter(line, ['profile'], 1, Number.POSITIVE_INFINITY) as readonly [Word, ...Word[]];
  const name = fresh(word, context);
  const own: Record<string, SettingValue> = {};
  for (const each of more) {
    const argument = readArgument(each);
    if (argument instanceof Error) throw argument;
    const [key, value] = await checkedEntry(argument, context);
    if (Object.hasOwn(own, key)) throw new CliError('repeated-param', { name: key }, argument.nameSpan);
    own[key] = value;
  }
  await context.configStore().change((before) => {
    if (Object.hasOwn(before.profiles, name)) throw new CliError('profile-exists', { name }, word);
    return { ...before, profiles: { ...before.profiles, [name]: own } };
  });
  await say(context, context.text.profiles.added(name));
}

async function use(line: Line, context: Context): Promise<void> {
  const [word] = wordsAfter(line, ['profile']) as readonly [Word];
  const name = known(word, context);
  await context.configStore().change((before) => ({ ...before, current: name }));
  await say(context, context.text.profiles.inUse(name));
}

async function remove(line: Line, context: Context): Promise<void> {
  const [word] = wordsAfter(line, ['profile']) as readonly [Word];
  const name = known(word, context);
  await context.configStore().change(({ current, ...before }) => {
    const { [name]: _, ...profiles } = before.profiles;
    return { ...before, profiles, ...(current !== undefined && current !== name && { current }) };
  });
  await context.sessions().forget(name);
  const { removed, emptied } = context.text.profiles;
  await say(context, (usualProfiles.includes(name) ? emptied : removed)(name));
}

async function rename(line: Line, context: Context): Promise<void> {
  const [from, to] = wordsAfter(line, ['profile', 'name']) as readonly [Word, Word];
  const old = known(from, context);
  if (usualProfiles.includes(old)) throw new CliError('reserved-profile', { name: old }, from);
  const name = fresh(to, context);
  await context.configStore().change(({ current, ...before }) => {
    const { [old]: own = {}, ...others } = before.profiles;
    if (Object.hasOwn(others, name)) throw new CliError('profile-exists', { name }, to);
    return {
      ...before,
      profiles: { ...others, [name]: own },
      ...(current !== undefined && { current: current === old ? name : current }),
    };
  });
  await context.sessions().rename(old, name);
  await say(context, context.text.profiles.renamed(old, name));
}

/** The session of the Python zstack-cli: lines of uuid, account and user. Source: cli.py of zstack-utility, ZStack 5.2.1. */
async function importSession(line: Line, context: Context): Promise<void> {
  const [word] = wordsAfter(line, ['file'], 0);
  const { io, options, text } = context;
  const file = word?.text ?? '~/.zstack/cli/session';
  const content = await openSources(io).file(file, word);
  const [uuid = '', account = '', user] = content.split(/\r?\n/).map((each) => each.trim());
  if (!/^[\da-f]{32}$/.test(uuid)) throw new CliError('not-a-session-file', { file }, word);
  const profile = options.profile ?? 'default';
  const { addressOf } = await import('../client/wire.ts');
  await context.sessions().save(profile, {
    uuid,
    account: account || '-',
    accountUuid: '',
    ...(user && { user }),
    url: addressOf(context.endpoint()),
    loggedInAt: io.now(),
  });
  await say(context, text.profiles.imported(account || '-', profile));
}

function known(word: Word, { config }: Context): string {
  const names = profileNames(config);
  if (names.includes(word.text)) return word.text;
  throw new CliError('unknown-profile', { name: word.text, nearest: nearest(word.text, names) }, word);
}

/** A name that a new profile may have. */
function fresh(word: Word, { config }: Context): string {
  const { text: name } = word;
  const reserved = name === 'sandbox' || name === 'all';
  if (reserved || !isProfileName(name)) throw new CliError('bad-profile-name', { name, reserved }, word);
  if (Object.hasOwn(config.profiles, name)) throw new CliError('profile-exists', { name }, word);
  return name;
}
