import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { type Owner, withLock } from './lock.ts';
import { type Content, isRecord, makePrivate, putAside, readContent } from './store.ts';

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

/** `repl.json` in the folder of settings; one that is damaged is reported, counts as empty and is put aside at the next change. */
export function openPreferences(folder: string, owner: Owner, report: (problem: CliError) => void): PreferenceStore {
  const file = join(folder, 'repl.json');
  const content = () => readContent(file, () => true);
  const preferencesIn = (json: Content): Preferences => ({
    aliases: textsIn(json, 'aliases'),
    queries: textsIn(json, 'queries'),
  });
  return {
    read() {
      const { content: json, damage } = content();
      if (damage !== undefined) report(new CliError('settings-unreadable', { file, reason: damage }));
      return preferencesIn(json);
    },
    earlierSettings: () => textsIn(content().content, 'settings'),
    async change(act) {
      try {
        makePrivate(folder);
        return await withLock(file, owner, () => {
          const { content: json, damage } = content();
          const after = act(preferencesIn(json));
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

function textsIn(json: Content, name: string): Readonly<Record<string, string>> {
  const group = Object.hasOwn(json, name) ? json[name] : undefined;
  if (!isRecord(group)) return {};
  return Object.fromEntries(
    Object.entries(group).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
