import { join } from 'node:path';
import type { GivenOption } from '../completion/options.ts';
import type { LiveQuery, World } from '../completion/world.ts';
import { once } from '../once.ts';
import { type Config, ownOf, profileNames, readConfig, wishedProfile } from '../settings/config.ts';
import { foldersOf } from '../settings/folders.ts';
import { openJobs } from '../settings/jobs.ts';
import { storedSession } from '../settings/sessions.ts';
import { openUsage } from '../settings/usage.ts';
import { cloudName, isOff } from './cloud.ts';
import { isFresh, isPending, openValues, type Values } from './values.ts';

/** What a process that answers a Tab and ends can do. */
export interface Desk {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  /** Milliseconds since 1970, and since this process began. */
  now(): number;
  running(): number;
  pause(ms: number): void;
  /** Starts this program with these words, on its own. */
  start(words: readonly string[]): void;
}

/** What a Tab may know of a person and of their cloud. Nothing is read before it is asked for. */
export interface Tab extends Required<Pick<World, 'live' | 'profiles' | 'jobs' | 'usage'>> {
  /**
   * Has another process ask where nothing fresh is known, and waits a little for what was not known at all. `more`: there
   * is more to read now than before.
   */
  ask(query: LiveQuery): 'known' | 'more' | 'loading' | 'unreachable';
}

/** Milliseconds from the start of the process that a person waits at most, and between two looks. */
const longest = 330;
const step = 8;

/** The options of the line tell which profile and which cloud are meant. */
export function openTab(options: readonly GivenOption[], desk: Desk): Tab {
  const { env, pid } = desk;
  const folders = foldersOf(env, desk.platform, env.HOME ?? env.USERPROFILE ?? '/');
  const config = once(() => readConfig(folders.config).config);
  const profile = once(() => profileOf(options, config(), env));
  const values = once(() => valuesOf(options, profile(), config(), folders, desk));
  const usage = once(() => openUsage(folders.state, profile(), pid).counts());

  return {
    profiles: () => profileNames(config()),
    jobs: () => openJobs(folders.state, desk).all(),
    usage: (name) => usage().get(name) ?? 0,
    live: (query) => values()?.read(query)?.values,
    ask: (query) => {
      const kept = values();
      if (!kept) return 'known';
      const before = kept.read(query) ?? {};
      if (isFresh(before, desk.now())) return 'known';
      if (!isPending(before, desk.now())) {
        kept.write(query, { ...before, askedAt: desk.now() });
        const asked = options.flatMap(({ name, value }) => (value === undefined ? [name] : [name, value]));
        desk.start(['__live', JSON.stringify(query), ...asked]);
      } else if (before.failedAt !== undefined) return 'unreachable';
      if (before.values) return 'known';
      while (desk.running() < longest) {
        desk.pause(step);
        const { at, failedAt } = kept.read(query) ?? {};
        if (at !== undefined) return 'more';
        if (failedAt !== undefined && failedAt !== before.failedAt) return 'unreachable';
      }
      return 'loading';
    },
  };
}

type Options = readonly GivenOption[];

function profileOf(options: Options, config: Config, env: Desk['env']): string {
  const sandbox = options.some(({ name }) => name === '--sandbox') || undefined;
  return wishedProfile(config, { sandbox, profile: givenValue(options, '--profile') }, env);
}

/** Undefined where a person wants no values of the cloud. */
function valuesOf(
  options: Options,
  profile: string,
  config: Config,
  folders: ReturnType<typeof foldersOf>,
  { env, now, pid }: Desk,
): Values | undefined {
  const settingIn = (name: string): string | undefined => {
    const value = ownOf(config, profile)[name] ?? config.settings[name];
    return typeof value === 'string' ? value : undefined;
  };
  if (isOff(env.ZSTACK_COMPLETION_LIVE || settingIn('completion-live'))) return undefined;
  const { entry } = storedSession(folders.config, profile);
  const session = entry && 'url' in entry ? entry : undefined;
  const meant = {
    sandbox: profile === 'sandbox' || undefined,
    url: givenValue(options, '--url') ?? (env.ZSTACK_API_URL || settingIn('url')),
    host: givenValue(options, '--host'),
    port: givenValue(options, '--port'),
    data: givenValue(options, '--data'),
  };
  const folder = join(folders.cache, 'values', cloudName(profile, meant, env, session));
  return openValues(folder, now, () => String(pid));
}

function givenValue(options: Options, name: string): string | undefined {
  return options.find((option) => option.name === name)?.value;
}
