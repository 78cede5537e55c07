import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { type Owner, withLock } from './lock.ts';

/** What a person has made of the REPL: short names of lines and lines kept by name. None may hold a secret. */
export interface Preferences {
  readonly aliases: Readonly<Record<string, string>>;
  readonly queries: Readonly<Record<string, string>>;
}

export interface PreferenceStore {
  read(): Preferences;
  /** Settings that earlier versions kept here; gone after the next change. */
  earlierSettings(): Readonly<Record<string, string>>;
  /** Changes what is there now, whoever wrote it. Throws `settings-unwritable`. */
  change(act: (before: Preferences) => Preferences): Promise<Preferences>;
}

/** `repl.json` in the folder of settings; a damaged file counts as empty and is replaced at the next change. */
export function openPreferences(folder: string, owner: Owner): PreferenceStore {
  const file = join(folder, 'repl.json');
  const content = (): unknown => {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return undefined;
    }
  };
  const read = (): Preferences => {
    const json = content();
    return { aliases: textsIn(json, 'aliases'), queries: textsIn(json, 'queries') };
  };
  return {
    read,
    earlierSettings: () => textsIn(content(), 'settings'),
    async change(act) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        chmodSync(folder, 0o700);
        return await withLock(file, owner, () => {
          const after = act(read());
          const draft = `${file}.tmp-${owner.pid}`;
          writeFileSync(draft, `${JSON.stringify(after, undefined, 2)}\n`, { mode: 0o600 });
          renameSync(draft, file);
          return after;
        });
      } catch (error) {
        if (error instanceof CliError) throw error;
        const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        throw new CliError('settings-unwritable', { file, reason }, undefined, { cause: error });
      }
    },
  };
}

function textsIn(json: unknown, name: string): Readonly<Record<string, string>> {
  const group = isRecord(json) && Object.hasOwn(json, name) ? json[name] : undefined;
  if (!isRecord(group)) return {};
  return Object.fromEntries(
    Object.entries(group).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
