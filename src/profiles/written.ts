import { CliError, problemsOf, type Span } from '../errors.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import { type Config, columnsPrefix, profileNames, type SettingValue, usualProfiles } from '../settings/config.ts';
import type { Content } from '../settings/store.ts';
import { columnsKey, readColumnChoice } from './columns.ts';
import { isProfileName } from './resolve.ts';
import { readSetting, settingOf, settingText } from './value.ts';

/** What is not legal in a config, under the name by which errors call it: `read-timeout`, `prod.read-timeout`. */
export interface Wrong {
  readonly name: string;
  readonly problem: CliError;
}

/** Where the part of a config stands that a path of names leads to. */
export type PlaceOf = (path: readonly string[]) => Span | undefined;

/** A whole config that somebody wrote, with every value as it is meant, and all that is wrong with it. */
export function judged(
  { settings, profiles, current }: Config,
  registry: Registry,
  place: PlaceOf = () => undefined,
): { readonly config: Config; readonly wrong: readonly Wrong[] } {
  const wrong: Wrong[] = [];
  const attempt = <T>(name: string, path: readonly string[], act: (span: Span | undefined) => T): T | undefined => {
    try {
      return act(place(path));
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      for (const problem of problems) wrong.push({ name, problem });
      return undefined;
    }
  };
  const read = (content: Content, prefix: string, path: readonly string[]): Content =>
    Object.fromEntries(
      Object.entries(content).map(([name, value]) => {
        const called = prefix + name;
        const act = (span?: Span) => settingIn(name, settingText(value), called, registry, span);
        return [name, attempt(called, [...path, name], act)];
      }),
    );
  const general = read(settings, '', ['settings']);
  const named = Object.entries(profiles).map(([name, own]) => {
    const path = ['profiles', name];
    if (!usualProfiles.includes(name)) attempt(name, path, (span) => checkName(name, span));
    return [name, read(own, `${name}.`, path)] as const;
  });
  const known = profileNames({ settings, profiles });
  if (current !== undefined) attempt('current', ['current'], (span) => checkKnown(current, known, span));
  const config = { settings: general, profiles: Object.fromEntries(named), ...(current !== undefined && { current }) };
  return { config, wrong };
}

function settingIn(name: string, text: string, called: string, registry: Registry, span?: Span): SettingValue {
  if (!name.startsWith(columnsPrefix)) return readSetting(settingOf(name, span), text, called, span);
  const key = columnsKey(name, registry, span);
  // Other spellings of the kind are not found when a table is drawn.
  if (key !== name) throw new CliError('unknown-setting', { name: called, nearest: [key] }, span);
  return readColumnChoice(name, text, registry, span, () => span).value;
}

function checkName(name: string, span?: Span): void {
  if (!isProfileName(name)) throw new CliError('bad-profile-name', { name, reserved: name === 'all' }, span);
}

function checkKnown(name: string, known: readonly string[], span?: Span): void {
  if (!known.includes(name)) throw new CliError('unknown-profile', { name, nearest: nearest(name, known) }, span);
}
