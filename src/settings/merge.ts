import type { Config } from './config.ts';
import type { Content } from './store.ts';

/**
 * What somebody made of `base`, taken over into what there is now: what others changed meanwhile stays, but for settings
 * that were changed here as well.
 */
export function merged(base: Config, edited: Config, now: Config): Config {
  const profiles = merge(base.profiles, edited.profiles, now.profiles, (name) =>
    mergeContents(base.profiles[name] ?? {}, edited.profiles[name] ?? {}, now.profiles[name] ?? {}),
  );
  const current = edited.current === base.current ? now.current : edited.current;
  const settings = mergeContents(base.settings, edited.settings, now.settings);
  return { settings, profiles, ...(current !== undefined && { current }) };
}

function mergeContents(base: Content, edited: Content, now: Content): Content {
  return merge(base, edited, now, (name) => (edited[name] === base[name] ? now[name] : edited[name]));
}

/** A name is gone when either side took it away. */
function merge<T>(
  base: Readonly<Record<string, T>>,
  edited: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  of: (name: string) => T,
): Readonly<Record<string, T>> {
  const names = new Set([...Object.keys(edited), ...Object.keys(now)]);
  const stays = [...names].filter(
    (name) => !Object.hasOwn(base, name) || (Object.hasOwn(edited, name) && Object.hasOwn(now, name)),
  );
  return Object.fromEntries(stays.map((name) => [name, of(name)]));
}
