import { describe, expect, test } from 'vitest';
import { foldersOf } from '../../src/settings/folders.ts';

describe('folders', () => {
  test('of Linux, and of every other Unix', () => {
    const folders = {
      config: '/home/me/.config/zstack-cli',
      data: '/home/me/.local/share/zstack-cli',
      state: '/home/me/.local/state/zstack-cli',
      cache: '/home/me/.cache/zstack-cli',
    };
    expect(foldersOf({}, 'linux', '/home/me')).toEqual(folders);
    expect(foldersOf({ APPDATA: '/a' }, 'freebsd', '/home/me')).toEqual(folders);
  });

  test('of macOS', () => {
    expect(foldersOf({}, 'darwin', '/Users/me')).toEqual({
      config: '/Users/me/Library/Preferences/zstack-cli',
      data: '/Users/me/Library/Application Support/zstack-cli/data',
      state: '/Users/me/Library/Application Support/zstack-cli/state',
      cache: '/Users/me/Library/Caches/zstack-cli',
    });
  });

  test('of Windows', () => {
    const home = 'C:\\Users\\me';
    const usual = {
      config: 'C:\\Users\\me\\AppData\\Roaming\\zstack-cli',
      data: 'C:\\Users\\me\\AppData\\Local\\zstack-cli\\data',
      state: 'C:\\Users\\me\\AppData\\Local\\zstack-cli\\state',
      cache: 'C:\\Users\\me\\AppData\\Local\\zstack-cli\\cache',
    };
    expect(foldersOf({}, 'win32', home)).toEqual(usual);
    expect(foldersOf({ APPDATA: 'D:\\r', LOCALAPPDATA: 'D:\\l' }, 'win32', home)).toEqual({
      config: 'D:\\r\\zstack-cli',
      data: 'D:\\l\\zstack-cli\\data',
      state: 'D:\\l\\zstack-cli\\state',
      cache: 'D:\\l\\zstack-cli\\cache',
    });
    expect(foldersOf({ APPDATA: 'relative' }, 'win32', home)).toEqual(usual);
  });

  test.each(['linux', 'darwin', 'win32'] as const)('of %s follow XDG where it is set and absolute', (platform) => {
    const root = platform === 'win32' ? 'C:\\x' : '/x';
    const slash = platform === 'win32' ? '\\' : '/';
    const env = {
      XDG_CONFIG_HOME: root,
      XDG_STATE_HOME: 'relative',
      XDG_CACHE_HOME: '',
      XDG_DATA_HOME: `${root}${slash}d`,
    };
    const { state, cache } = foldersOf({}, platform, root);
    expect(foldersOf(env, platform, root)).toEqual({
      config: `${root}${slash}zstack-cli`,
      data: `${root}${slash}d${slash}zstack-cli`,
      state,
      cache,
    });
  });
});
