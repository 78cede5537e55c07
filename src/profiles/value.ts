import { proxyOf } from '../client/proxy.ts';
import { endpointOf } from '../client/wire.ts';
import { CliError, type Span } from '../errors.ts';
import { type Json, stringifyJson } from '../json/json.ts';
import { nearest } from '../registry/near.ts';
import type { SettingValue } from '../settings/config.ts';
import type { SettingKey } from '../text/accounts.ts';
import { type Setting, settingKeys, settings } from './table.ts';

/** `name` is how an error calls it. Throws the problem of the value. */
export function readSetting(key: SettingKey, text: string, name: string = key, span?: Span): SettingValue {
  const setting = settings[key];
  switch (setting.kind) {
    case 'switch':
      return oneOf(name, text, ['true', 'false'], span) === 'true';
    case 'seconds':
      if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
      throw new CliError('bad-setting', { name, value: text, expected: 'seconds' }, span);
    case 'count':
      return /^\d{1,6}$/.test(text) ? Number(text) : refuse(name, text, setting, span);
    case 'choice':
      return oneOf(name, alias(key, text), setting.values ?? [], span);
    case 'fingerprint':
      return fingerprintOf(text) ?? refuse(name, text, setting, span);
    case 'zone':
      return isZone(text) ? text : refuse(name, text, setting, span);
    case 'address':
      return legal(() => endpointOf(text), text, span);
    case 'proxy':
      return legal(() => proxyOf(text), text, span);
    case 'line':
      return /\p{Cc}/u.test(text) ? refuse(name, text, setting, span) : text;
    case 'text':
    case 'file':
      if (text !== '' && !/\p{Cc}/u.test(text)) return text;
      return refuse(name, text, setting, span);
  }
}

/** A value as it could have been typed; it may come from a file that somebody wrote. */
export function settingText(value: unknown): string {
  return typeof value === 'object' ? stringifyJson(value as Json) : String(value);
}

/** A SHA-256 fingerprint as `AB:CD:…`, however it was written; `undefined` where it is none. */
export function fingerprintOf(text: string): string | undefined {
  const hex = text.replace(/^sha-?256[:/ ]/i, '').replace(/[\s:]/g, '');
  return /^[\da-f]{64}$/i.test(hex) ? hex.toUpperCase().replace(/..(?=.)/g, '$&:') : undefined;
}

/** The key of that name; throws `unknown-setting`. */
export function settingOf(name: string, span?: Span): SettingKey {
  const key = settingKeys.find((each) => each === name);
  if (key !== undefined) return key;
  throw new CliError('unknown-setting', { name, nearest: nearest(name, settingKeys) }, span);
}

/** A locale names its language first. */
function alias(key: SettingKey, text: string): string {
  return key === 'language' ? (/^(zh|en)(?=[_.-])/i.exec(text)?.[1] ?? text).toLowerCase() : text;
}

function oneOf(name: string, value: string, values: readonly string[], span?: Span): string {
  if (values.includes(value)) return value;
  throw new CliError('not-one-of', { name, value, values, nearest: nearest(value, values) }, span);
}

function legal(check: () => unknown, text: string, span?: Span): string {
  try {
    check();
    return text;
  } catch (error) {
    throw error instanceof CliError ? new CliError(error.code, error.facts, span) : error;
  }
}

function refuse(name: string, value: string, { kind }: Setting, span?: Span): never {
  const expected = kind === 'fingerprint' || kind === 'zone' || kind === 'count' || kind === 'line' ? kind : 'text';
  throw new CliError('bad-setting', { name, value, expected }, span);
}

/** The zones that both the server and this machine know: `Asia/Shanghai`, `UTC`, `GMT+08:00`. */
function isZone(text: string): boolean {
  if (/^(?:UTC|GMT[+-](?:0\d|1[0-8]):[0-5]\d)$/.test(text)) return true;
  try {
    return /^\w+\/[\w/+-]+$/.test(text) && new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
}
