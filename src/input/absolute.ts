import { resolve } from 'node:path';

/** A path that means the same wherever the program is started; `~/` is the home folder. */
export function absolutePath(path: string, home: string): string {
  return path.startsWith('~/') ? home + path.slice(1) : resolve(path);
}
