import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { isSettingKey } from '../profiles/table.ts';
import { readSetting } from '../profiles/value.ts';
import type { PreferenceStore } from '../settings/preferences.ts';

/**
 * Moves settings that an earlier version kept beside short names of lines to all the others. Nobody asked for it, so
 * nothing is said: what is set there stays, what is not legal any more is left behind, and what cannot be written waits.
 */
export async function takeOver(
  store: PreferenceStore,
  { configStore }: Pick<Context, 'configStore'>,
): Promise<boolean> {
  const kept = Object.entries(store.earlierSettings());
  if (kept.length === 0) return false;
  const taken = Object.fromEntries(kept.flatMap(([name, value]) => legal(name.replace('.', '-'), value)));
  try {
    await configStore().change((before) => ({ ...before, settings: { ...taken, ...before.settings } }));
    await store.change((before) => before);
    return true;
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
}

function legal(name: string, value: string): readonly (readonly [string, unknown])[] {
  try {
    return isSettingKey(name) ? [[name, readSetting(name, value)]] : [];
  } catch (error) {
    if (error instanceof CliError) return [];
    throw error;
  }
}
