import { CliError, type Span } from '../errors.ts';
import { nearest } from '../registry/near.ts';
import { type Config, profileNames, usualProfiles } from '../settings/config.ts';
import type { Content } from '../settings/store.ts';
import { isProfileName } from './resolve.ts';
import { readSetting, settingOf, settingText } from './value.ts';

/** What somebody wrote that is not legal, by its name: `prod.output`. */
export interface Illegal {
  readonly name: string;
  readonly problem: CliError;
}

/** A whole config with every value as it is meant, and all that is not legal in it; `place`: where a part stands. */
export function judged(
  { settings, profiles, current }: Config,
  place: (path: readonly string[]) => Span | undefined = () => undefined,
): { readonly config: Config; readonly wrong: readonly Illegal[] } {
  const wrong: Illegal[] = [];
  const attempt = <T>(name: string, path: readonly string[], act: (span: Span | undefined) => T): T | undefined => {
    try {
      return act(place(path));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      wrong.push({ name, problem: error });
      return undefined;
    }
  };
  const read = (content: Content, prefix: string, path: readonly string[]): Content =>
    Object.fromEntries(
      Object.entries(content).map(([name, value]) => {
        const whole = prefix + name;
        const act = (span?: Span) => readSetting(settingOf(name, span), settingText(value), whole, span);
        return [name, attempt(whole, [...path, name], act)];
      }),
    );
  const general = read(settings, '', ['settings']);
  const named = Object.entries(profiles).map(([name, own]) => {
    const path = ['profiles', name];
    if (!usualProfiles.includes(name)) attempt(name, path, (span) => legalName(name, span));
    return [name, read(own, `${name}.`, path)] as const;
  });
  const known = profileNames({ settings, profiles });
  if (current !== undefined) attempt('current', ['current'], (span) => knownName(current, known, span));
  const config = { settings: general, profiles: Object.fromEntries(named), ...(current !== undefined && { current }) };
  return { config, wrong };
}

function legalName(name: string, span?: Span): void {
  if (!isProfileName(name)) throw new CliError('bad-profile-name', { name, reserved: name === 'all' }, span);
}

function knownName(name: string, known: readonly string[], span?: Span): void {
  if (!known.includes(name)) throw new CliError('unknown-profile', { name, nearest: nearest(name, known) }, span);
}
