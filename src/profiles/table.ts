import { formatNames } from '../output/format.ts';
import { columnsPrefix } from '../settings/config.ts';
import type { ProfileText, SettingKey } from '../text/accounts.ts';
import type { OptionName } from '../text/text.ts';

/** One setting as data: what reads, checks, lists and documents settings reads this table. */
export interface Setting {
  readonly kind: SettingKind;
  /** The variable of the environment that sets it. */
  readonly env: string;
  /** The option that sets it for one command. */
  readonly option?: OptionName;
  /** Absent where it is not set by itself. */
  readonly initial?: string;
  /** Legal values of a choice. */
  readonly values?: readonly string[];
}

export type SettingKind =
  | 'text'
  | 'address'
  | 'proxy'
  | 'file'
  | 'switch'
  | 'seconds'
  | 'choice'
  | 'fingerprint'
  | 'zone';

/** Kinds of a log-in. */
export const loginKinds = [
  'account',
  'user',
  'ldap',
  'virtual-id',
  'virtual-id-ldap',
  'cas',
  'generic',
  'access-key',
] as const;

export type LoginKind = (typeof loginKinds)[number];

export const settings: Readonly<Record<SettingKey, Setting>> = {
  url: { kind: 'address', env: 'ZSTACK_API_URL', option: 'url' },
  account: { kind: 'text', env: 'ZSTACK_ACCOUNT' },
  login: { kind: 'choice', env: 'ZSTACK_LOGIN', values: loginKinds, initial: 'account' },
  'password-file': { kind: 'file', env: 'ZSTACK_PASSWORD_FILE', option: 'passwordFile' },
  'time-zone': { kind: 'zone', env: 'ZSTACK_TIME_ZONE' },
  secrets: { kind: 'choice', env: 'ZSTACK_SECRETS', values: ['file', 'keyring'], initial: 'file' },
  'ca-file': { kind: 'file', env: 'ZSTACK_CA_FILE', option: 'caFile' },
  'cert-file': { kind: 'file', env: 'ZSTACK_CERT_FILE', option: 'certFile' },
  'key-file': { kind: 'file', env: 'ZSTACK_KEY_FILE', option: 'keyFile' },
  pin: { kind: 'fingerprint', env: 'ZSTACK_PIN', option: 'pin' },
  proxy: { kind: 'proxy', env: 'ZSTACK_PROXY', option: 'proxy' },
  'read-only': { kind: 'switch', env: 'ZSTACK_READ_ONLY', option: 'readOnly', initial: 'false' },
  production: { kind: 'switch', env: 'ZSTACK_PRODUCTION', initial: 'false' },
  output: {
    kind: 'choice',
    env: 'ZSTACK_OUTPUT',
    option: 'output',
    values: ['auto', ...formatNames],
    initial: 'auto',
  },
  'error-format': {
    kind: 'choice',
    env: 'ZSTACK_ERROR_FORMAT',
    option: 'errorFormat',
    values: ['auto', 'text', 'json'],
    initial: 'auto',
  },
  language: { kind: 'choice', env: 'ZSTACK_LANG', option: 'lang', values: ['auto', 'en', 'zh'], initial: 'auto' },
  color: {
    kind: 'choice',
    env: 'ZSTACK_COLOR',
    option: 'color',
    values: ['auto', 'always', 'never'],
    initial: 'auto',
  },
  'connect-timeout': { kind: 'seconds', env: 'ZSTACK_CONNECT_TIMEOUT', option: 'connectTimeout', initial: '10' },
  'read-timeout': { kind: 'seconds', env: 'ZSTACK_READ_TIMEOUT', option: 'readTimeout', initial: '310' },
  'log-file': { kind: 'file', env: 'ZSTACK_LOG_FILE', option: 'logFile' },
  'completion-live': { kind: 'choice', env: 'ZSTACK_COMPLETION_LIVE', values: ['on', 'off'], initial: 'on' },
};

/** Settings as completion needs them, with what each is for. */
export function settingShapes(text: Pick<ProfileText, 'setting' | 'columnsOfKind'>): readonly {
  readonly name: string;
  readonly values?: readonly string[];
  readonly isFile?: true;
  readonly ofKinds?: true;
  readonly what: string;
}[] {
  const own = settingKeys.map((name) => {
    const { kind, values = kind === 'switch' ? ['true', 'false'] : undefined } = settings[name];
    const what = text.setting[name];
    return { name, what, ...(values && { values }), ...(kind === 'file' && { isFile: true as const }) };
  });
  return [...own, { name: columnsPrefix, what: text.columnsOfKind, ofKinds: true }];
}

export const settingKeys = Object.keys(settings) as readonly SettingKey[];

export function isSettingKey(name: string): name is SettingKey {
  return Object.hasOwn(settings, name);
}
