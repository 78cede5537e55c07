import { CliError, type Span } from '../errors.ts';
import { optionTable } from '../options.ts';
import { nearest } from '../registry/near.ts';
import type { SettingName } from '../text/repl.ts';

/** How the REPL behaves; `set` changes it and `show` tells it. */
export type ReplSettings = Readonly<Record<SettingName, string>>;

interface Setting {
  readonly initial: string;
  /** Legal values; absent for free text. */
  readonly values?: readonly string[];
  readonly number?: true;
}

const onOff = ['on', 'off'] as const;
const formats = optionTable.find(({ name }) => name === 'output')?.values ?? [];

export const settingTable: Readonly<Record<SettingName, Setting>> = {
  output: { initial: 'auto', values: ['auto', ...formats] },
  pager: { initial: 'on', values: onOff },
  timing: { initial: 'off', values: onOff },
  bell: { initial: '10', number: true },
  'completion.live': { initial: 'on', values: onOff },
  'editing-mode': { initial: 'emacs', values: ['emacs', 'vi'] },
  accessible: { initial: 'off', values: onOff },
  language: { initial: 'auto', values: ['auto', 'en', 'zh'] },
  prompt: { initial: '' },
  danger: { initial: '*prod*,*生产*' },
};

export const settingNames = Object.keys(settingTable) as readonly SettingName[];

/** What was kept, as far as it is legal, over what is usual. */
export function settingsFrom(kept: Readonly<Record<string, unknown>>): ReplSettings {
  const entries = settingNames.map((name) => {
    const value = Object.hasOwn(kept, name) ? kept[name] : undefined;
    return [name, typeof value === 'string' && isLegal(name, value) ? value : settingTable[name].initial] as const;
  });
  return Object.fromEntries(entries) as Record<SettingName, string>;
}

/** The setting of that name; throws `unknown-setting`. */
export function settingOf(name: string, span?: Span): SettingName {
  const found = settingNames.find((each) => each === name);
  if (found) return found;
  throw new CliError('unknown-setting', { name, nearest: nearest(name, settingNames) }, span);
}

/** The value where it is legal; throws `not-one-of` and `bad-value`. */
export function checkedSetting(name: SettingName, value: string, span?: Span): string {
  if (isLegal(name, value)) return value;
  const { values, number } = settingTable[name];
  if (number) throw new CliError('bad-value', { name, value, expected: 'count' }, span);
  throw new CliError('not-one-of', { name, value, values: values ?? [], nearest: nearest(value, values ?? []) }, span);
}

function isLegal(name: SettingName, value: string): boolean {
  const { values, number } = settingTable[name];
  return number ? /^\d{1,6}$/.test(value) : (values?.includes(value) ?? true);
}
