import { posix, win32 } from 'node:path';

/** The folders of one person, all absolute and all our own. */
export interface Folders {
  /** What a person chose, and their sessions. */
  readonly config: string;
  /** What cannot be made again. */
  readonly data: string;
  /** What is kept from one run to the next: history, jobs. */
  readonly state: string;
  /** What can be made again. */
  readonly cache: string;
}

/** XDG folders where set and absolute, else what is usual on the platform. */
export function foldersOf(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): Folders {
  const path = platform === 'win32' ? win32 : posix;
  const set = (name: string): string | undefined => {
    const value = env[name];
    return value && path.isAbsolute(value) ? value : undefined;
  };
  const usual = usualFolders(platform, (...names) => path.join(home, ...names), set);
  const own = (name: string, otherwise: string): string => {
    const base = set(name);
    return base === undefined ? otherwise : path.join(base, program);
  };
  return {
    config: own('XDG_CONFIG_HOME', usual.config),
    data: own('XDG_DATA_HOME', usual.data),
    state: own('XDG_STATE_HOME', usual.state),
    cache: own('XDG_CACHE_HOME', usual.cache),
  };
}

const program = 'zstack-cli';

function usualFolders(
  platform: NodeJS.Platform,
  below: (...names: readonly string[]) => string,
  set: (name: string) => string | undefined,
): Folders {
  if (platform === 'darwin')
    return {
      config: below('Library', 'Preferences', program),
      data: below('Library', 'Application Support', program, 'data'),
      state: below('Library', 'Application Support', program, 'state'),
      cache: below('Library', 'Caches', program),
    };
  if (platform === 'win32') {
    const local = set('LOCALAPPDATA') ?? below('AppData', 'Local');
    return {
      config: win32.join(set('APPDATA') ?? below('AppData', 'Roaming'), program),
      data: win32.join(local, program, 'data'),
      state: win32.join(local, program, 'state'),
      cache: win32.join(local, program, 'cache'),
    };
  }
  return {
    config: below('.config', program),
    data: below('.local', 'share', program),
    state: below('.local', 'state', program),
    cache: below('.cache', program),
  };
}
