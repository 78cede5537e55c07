import path from 'node:path';
import type { GivenOption } from '../completion/options.ts';
import type { LiveQuery, LiveValue } from '../completion/world.ts';
import { ownOf, readConfig, wishedProfile } from '../settings/config.ts';
import { foldersOf } from '../settings/folders.ts';
import { storedSession } from '../settings/sessions.ts';
import { cloudName, isOff } from './cloud.ts';
import { isFresh, isPending, openValues } from './values.ts';

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

export interface TabLive {
  read(query: LiveQuery): readonly LiveValue[] | undefined;
  /**
   * Has another process ask where nothing fresh is known, and waits a little for what was not known at all. `more`: there
   * is more to read now than before.
   */
  ask(query: LiveQuery): 'known' | 'more' | 'loading' | 'unreachable';
}

/** Milliseconds from the start of the process that a person waits at most, and between two looks. */
const longest = 330;
const step = 8;

/** Undefined where it is off. The options of the line tell which cloud is meant. */
export function tabLive(options: readonly GivenOption[], desk: Desk): TabLive | undefined {
  const { env } = desk;
  if (isOff(env)) return undefined;
  const folders = foldersOf(env, desk.platform, env.HOME ?? env.USERPROFILE ?? '/');
  const valueAfter = (name: string) => options.find((option) => option.name === name)?.value;
  const sandbox = options.some(({ name }) => name === '--sandbox') || undefined;
  const { config } = readConfig(folders.config);
  const profile = wishedProfile(config, { sandbox, profile: valueAfter('--profile') }, env);
  const { entry } = storedSession(folders.config, profile);
  const settingIn = (name: string): string | undefined => {
    const value = ownOf(config, profile)[name] ?? config.settings[name];
    return typeof value === 'string' ? value : undefined;
  };
  const session = entry && 'url' in entry ? entry : undefined;
  const meant = {
    sandbox,
    url: valueAfter('--url') ?? (env.ZSTACK_API_URL || settingIn('url')),
    host: valueAfter('--host'),
    port: valueAfter('--port'),
    data: valueAfter('--data'),
  };
  const folder = path.join(folders.cache, 'values', cloudName(profile, meant, env, session));
  const values = openValues(folder, desk.now, () => String(desk.pid));

  return {
    read: (query) => values.read(query)?.values,
    ask: (query) => {
      const before = values.read(query) ?? {};
      if (isFresh(before, desk.now())) return 'known';
      if (!isPending(before, desk.now())) {
        values.write(query, { ...before, askedAt: desk.now() });
        const asked = options.flatMap(({ name, value }) => (value === undefined ? [name] : [name, value]));
        desk.start(['__live', JSON.stringify(query), ...asked]);
      } else if (before.failedAt !== undefined) return 'unreachable';
      if (before.values) return 'known';
      while (desk.running() < longest) {
        desk.pause(step);
        const { at, failedAt } = values.read(query) ?? {};
        if (at !== undefined) return 'more';
        if (failedAt !== undefined && failedAt !== before.failedAt) return 'unreachable';
      }
      return 'loading';
    },
  };
}
