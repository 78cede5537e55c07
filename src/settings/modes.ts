import { statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder and those of its files that others than their owner may read or write. */
export function openToOthers(folder: string, names: readonly string[]): readonly string[] {
  return [folder, ...names.map((name) => join(folder, name))].filter((path) => {
    try {
      return (statSync(path).mode & 0o077) !== 0;
    } catch {
      // It is not there, or a link that leads nowhere.
      return false;
    }
  });
}
