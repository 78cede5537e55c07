import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { type Owner, withLock } from './lock.ts';
import { type Content, isRecord, makePrivate, putAside, readContent } from './store.ts';

/** What a person has made of the REPL: settings, short names of lines and lines kept by name. None may hold a secret. */
export interface Preferences {
  readonly settings: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly queries: Readonly<Record<string, string>>;
}

export interface PreferenceStore {
  read(): Preferences;
  /** Changes what is there now, whoever wrote it. Throws `settings-unwritable`. */
  change(act: (before: Preferences) => Preferences): Promise<Preferences>;
}

/** `repl.json` in the folder of settings; one that is damaged is reported, counts as empty and is put aside at the next change. */
export function openPreferences(folder: string, owner: Owner, report: (problem: CliError) => void): PreferenceStore {
  const file = join(folder, 'repl.json');
  const read = (): { readonly preferences: Preferences; readonly damage?: string | undefined } => {
    const { content, damage } = readContent(file, () => true);
    const texts = (name: string): Readonly<Record<string, string>> => textsIn(content, name);
    return {
      preferences: { settings: texts('settings'), aliases: texts('aliases'), queries: texts('queries') },
      damage,
    };
  };
  return {
    read() {
      const { preferences, damage } = read();
      if (damage !== undefined) report(new CliError('settings-unreadable', { file, reason: damage }));
      return preferences;
    },
    async change(act) {
      try {
        makePrivate(folder);
        return await withLock(file, owner, () => {
          const { preferences, damage } = read();
          const after = act(preferences);
          if (damage !== undefined) report(putAside(file, damage, owner.now()));
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

function textsIn(content: Content, name: string): Readonly<Record<string, string>> {
  const group = Object.hasOwn(content, name) ? content[name] : undefined;
  if (!isRecord(group)) return {};
  return Object.fromEntries(
    Object.entries(group).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
