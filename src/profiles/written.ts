import { CliError, problemsOf } from '../errors.ts';
import type { Registry } from '../registry/registry.ts';
import { type Config, columnsPrefix } from '../settings/config.ts';
import { columnsKey, readColumnChoice } from './columns.ts';
import { readSetting, settingOf } from './value.ts';

/** What is not legal in a config, under the name by which errors call it: `read-timeout`, `prod.read-timeout`. */
export interface Wrong {
  readonly name: string;
  readonly problem: CliError;
}

/** All that is wrong with what somebody wrote, for all profiles and for each. */
export function problemsIn(config: Config, registry: Registry): readonly Wrong[] {
  const groups = [
    ['', config.settings] as const,
    ...Object.entries(config.profiles).map(([profile, own]) => [`${profile}.`, own] as const),
  ];
  return groups.flatMap(([prefix, own]) =>
    Object.entries(own).flatMap(([name, value]) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      const problems = caught(() => check(name, text, prefix + name, registry));
      return problems.map((problem) => ({ name: prefix + name, problem }));
    }),
  );
}

function check(name: string, text: string, called: string, registry: Registry): void {
  if (!name.startsWith(columnsPrefix)) return void readSetting(settingOf(name), text, called);
  const key = columnsKey(name, registry);
  // Other spellings of the kind are not found when a table is drawn.
  if (key !== name) throw new CliError('unknown-setting', { name: called, nearest: [key] });
  readColumnChoice(name, text, registry);
}

function caught(act: () => void): readonly CliError[] {
  try {
    act();
    return [];
  } catch (error) {
    const problems = problemsOf(error);
    if (problems) return problems;
    throw error;
  }
}
