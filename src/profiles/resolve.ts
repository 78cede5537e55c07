import { endpointOf, originOf } from '../client/wire.ts';
import { CliError } from '../errors.ts';
import type { Asked } from '../options.ts';
import { nearest } from '../registry/near.ts';
import { type Config, ownOf, profileNames, type Resolved, wishedProfile } from '../settings/config.ts';
import type { Content } from '../settings/store.ts';
import type { SettingKey } from '../text/accounts.ts';
import { settingKeys, settings } from './table.ts';
import { readSetting, settingText } from './value.ts';

/** What holds for one profile, and what is wrong with what was written. */
export interface Resolution {
  readonly profile: string;
  /** More than one where a read is to run in each. */
  readonly profiles: readonly string[];
  readonly settings: Readonly<Record<SettingKey, Resolved>>;
  /** The command line with everything beneath it. */
  readonly options: Asked;
  readonly problems: readonly CliError[];
}

/** Where settings come from, the strongest first; then come the defaults. */
export interface Sources {
  readonly asked: Asked;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  /** Whether a person reads the output: only then a set format counts, so that scripts always get JSON. */
  readonly terminal: boolean;
}

/** The option comes before the environment, that before the profile, that before what is set for all, then the default. */
export function resolve(sources: Sources): Resolution {
  const problems: CliError[] = [];
  const [profile, ...others] = profilesOf(sources, problems);
  const own = ownOf(sources.config, profile);
  const entries = settingKeys.map((key) => [key, resolveOne(key, sources, profile, own, problems)] as const);
  const found = Object.fromEntries(entries) as Record<SettingKey, Resolved>;
  const pinned = pinOf(found.pin, own, sources.config.settings);
  return {
    profile,
    profiles: [profile, ...others],
    settings: found,
    options: { ...optionsOf(sources, profile, found), ...(pinned && { pinned }) },
    problems,
  };
}

/** Letters, digits and `_ . @ -`; `all` means each of them. */
export function isProfileName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.@-]{0,63}$/u.test(name) && name !== 'all';
}

type Profiles = readonly [string, ...string[]];

function profilesOf({ asked, env, config }: Sources, problems: CliError[]): Profiles {
  const wish = wishedProfile(config, asked, env);
  const known = profileNames(config);
  const [first, ...more] = wish === 'all' ? Object.keys(config.profiles) : new Set(wish.split(','));
  if (first === undefined) {
    problems.push(new CliError('no-profiles', {}));
    return ['default'];
  }
  const names: Profiles = [first, ...more];
  const unknown = names.filter((name) => !known.includes(name));
  for (const name of unknown) problems.push(new CliError('unknown-profile', { name, nearest: nearest(name, known) }));
  return unknown.length > 0 ? ['default'] : names;
}

function resolveOne(
  key: SettingKey,
  { asked, env, config }: Sources,
  profile: string,
  own: Content,
  problems: CliError[],
): Resolved {
  const { env: variable, option, initial } = settings[key];
  const flag = option && asked[option as keyof Asked];
  const sources = [
    [flag, option ?? key, 'flag'],
    [env[variable] || undefined, variable, 'environment'],
    [own[key], `${profile}.${key}`, 'profile'],
    [config.settings[key], key, 'config'],
  ] as const;
  const [value, name, origin] = sources.find(([each]) => each !== undefined) ?? [initial, key, 'default'];
  try {
    return { value: value === undefined ? undefined : readSetting(key, settingText(value), name), origin };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    problems.push(error);
    // Whoever wrote something there wanted to be safe.
    return { value: key === 'read-only' ? true : undefined, origin };
  }
}

/** Settings as options; what is `auto` or nobody's choice is left to what decides then. */
function optionsOf({ asked, terminal }: Sources, profile: string, found: Resolution['settings']): Asked {
  const given = settingKeys.flatMap((key) => {
    const { option } = settings[key];
    const { value, origin } = found[key];
    if (option === undefined || value === undefined || value === 'auto' || origin === 'default') return [];
    return key === 'output' && origin !== 'flag' && !terminal ? [] : [[option, value] as const];
  });
  const { url, pin: _, ...others } = { ...asked, ...(Object.fromEntries(given) as Partial<Asked>) };
  // A host that is given alone stands for itself.
  const isPlaced = asked.host !== undefined && asked.url === undefined;
  return {
    ...others,
    profile,
    ...(url !== undefined && !isPlaced && { url }),
    ...(profile === 'sandbox' && { sandbox: true }),
  };
}

/** A fingerprint that is kept belongs to the address that is kept beside it. */
function pinOf({ value, origin }: Resolved, own: Content, general: Content): Asked['pinned'] {
  if (typeof value !== 'string') return undefined;
  const beside = { profile: own.url, config: general.url, flag: undefined, environment: undefined, default: undefined };
  const url = beside[origin];
  try {
    return typeof url === 'string' ? { fingerprint: value, origin: originOf(endpointOf(url)) } : { fingerprint: value };
  } catch {
    return { fingerprint: value };
  }
}
