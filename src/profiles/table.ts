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
  /** It belongs to a cloud rather than to the person. */
  readonly ofCloud?: true;
}

export type SettingKind =
  | 'text'
  | 'line'
  | 'address'
  | 'proxy'
  | 'file'
  | 'switch'
  | 'seconds'
  | 'count'
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

const onOff = ['on', 'off'] as const;

export const settings: Readonly<Record<SettingKey, Setting>> = {
  url: { kind: 'address', env: 'ZSTACK_API_URL', option: 'url', ofCloud: true },
  account: { kind: 'text', env: 'ZSTACK_ACCOUNT', ofCloud: true },
  login: { kind: 'choice', env: 'ZSTACK_LOGIN', values: loginKinds, initial: 'account', ofCloud: true },
  'password-file': { kind: 'file', env: 'ZSTACK_PASSWORD_FILE', option: 'passwordFile', ofCloud: true },
  'time-zone': { kind: 'zone', env: 'ZSTACK_TIME_ZONE', ofCloud: true },
  secrets: { kind: 'choice', env: 'ZSTACK_SECRETS', values: ['file', 'keyring'], initial: 'file' },
  'ca-file': { kind: 'file', env: 'ZSTACK_CA_FILE', option: 'caFile', ofCloud: true },
  'cert-file': { kind: 'file', env: 'ZSTACK_CERT_FILE', option: 'certFile', ofCloud: true },
  'key-file': { kind: 'file', env: 'ZSTACK_KEY_FILE', option: 'keyFile', ofCloud: true },
  pin: { kind: 'fingerprint', env: 'ZSTACK_PIN', option: 'pin', ofCloud: true },
  proxy: { kind: 'proxy', env: 'ZSTACK_PROXY', option: 'proxy', ofCloud: true },
  'read-only': { kind: 'switch', env: 'ZSTACK_READ_ONLY', option: 'readOnly', initial: 'false', ofCloud: true },
  production: { kind: 'switch', env: 'ZSTACK_PRODUCTION', initial: 'false', ofCloud: true },
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
  'completion-live': { kind: 'choice', env: 'ZSTACK_COMPLETION_LIVE', values: onOff, initial: 'on' },
  pager: { kind: 'choice', env: 'ZSTACK_PAGER', values: onOff, initial: 'on' },
  timing: { kind: 'choice', env: 'ZSTACK_TIMING', values: onOff, initial: 'off' },
  bell: { kind: 'count', env: 'ZSTACK_BELL', initial: '10' },
  'editing-mode': { kind: 'choice', env: 'ZSTACK_EDITING_MODE', values: ['emacs', 'vi'], initial: 'emacs' },
  accessible: { kind: 'choice', env: 'ZSTACK_ACCESSIBLE', values: onOff, initial: 'off' },
  prompt: { kind: 'line', env: 'ZSTACK_PROMPT' },
  danger: { kind: 'line', env: 'ZSTACK_DANGER', initial: '*prod*,*生产*' },
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
