import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Paths that begin with a text, folders with a slash behind them; `~/` is the home folder. Hidden ones only when asked for. */
export function filesBeginning(begun: string, folder: string, home: string): readonly string[] {
  const slash = begun.lastIndexOf('/') + 1;
  const shown = begun.slice(0, slash);
  const name = begun.slice(slash);
  const real = shown.startsWith('~/') ? join(home, shown.slice(2)) : resolve(folder, shown);
  try {
    return readdirSync(real, { withFileTypes: true })
      .filter((entry) => entry.name.startsWith(name) && (name !== '' || !entry.name.startsWith('.')))
      .map((entry) => `${shown}${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .filter((file) => !/\p{Cc}/u.test(file))
      .sort();
  } catch {
    return [];
  }
}
