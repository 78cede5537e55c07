/** What may be set, in every profile or in one. */
export type SettingKey =
  | 'url'
  | 'account'
  | 'login'
  | 'password-file'
  | 'time-zone'
  | 'secrets'
  | 'ca-file'
  | 'cert-file'
  | 'key-file'
  | 'pin'
  | 'proxy'
  | 'read-only'
  | 'production'
  | 'output'
  | 'error-format'
  | 'language'
  | 'color'
  | 'connect-timeout'
  | 'read-timeout'
  | 'log-file'
  | 'completion-live'
  | 'pager'
  | 'timing'
  | 'bell'
  | 'editing-mode'
  | 'accessible'
  | 'prompt'
  | 'danger';

/** Who said how a setting is, from the strongest to the weakest. */
export type Origin = 'flag' | 'environment' | 'profile' | 'config' | 'default';

/** What is said of settings and profiles. */
export interface ProfileText {
  readonly setting: Readonly<Record<SettingKey, string>>;
  /** Of one kind of resource. */
  readonly columns: (kind: string) => string;
  readonly columnsOfKind: string;
  readonly added: (profile: string) => string;
  readonly removed: (profile: string) => string;
  /** Of one that is always there. */
  readonly emptied: (profile: string) => string;
  readonly renamed: (from: string, to: string) => string;
  readonly inUse: (profile: string) => string;
  readonly imported: (account: string, profile: string) => string;
  readonly unchanged: string;
  readonly edited: (file: string) => string;
  readonly editAgain: string;
  /** Something stronger than what was just set says how it is: a variable, or a profile with a setting of its own. */
  readonly overruled: (name: string, by: { readonly variable: string } | { readonly profile: string }) => string;
}

/** Questions of a log-in. */
export interface AskText {
  readonly account: string;
  readonly password: (account: string) => string;
  readonly keySecret: (id: string) => string;
  /** The session has ended; an empty answer gives up. */
  readonly again: (account: string) => string;
  readonly where: string;
  readonly cloud: string;
  readonly demo: string;
  readonly address: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<LoginKindName, string>>;
  readonly owner: string;
  readonly project: string;
  readonly type: string;
  readonly keyId: string;
  readonly captcha: (file: string) => string;
}

export type LoginKindName =
  | 'account'
  | 'user'
  | 'ldap'
  | 'virtual-id'
  | 'virtual-id-ldap'
  | 'cas'
  | 'generic'
  | 'access-key';

/** What \`auth status\` and the log-in say. */
export interface AuthText {
  readonly state: Readonly<Record<AuthState, string>>;
  readonly fact: Readonly<Record<AuthFact, string>>;
  /** The time of the server, and that every call puts it off. */
  readonly expires: (time: string) => string;
  readonly useSandbox: string;
  readonly twoFactor: string;
  /** Where nobody can be asked: the code of a picture has to be given. */
  readonly captchaNeeded: (name: string, type: string) => string;
  readonly captchaWrong: string;
}

export type AuthState = 'valid' | 'expired' | 'unknown' | 'none' | 'loggedOut';
export type AuthFact = 'profile' | 'state' | 'account' | 'kind' | 'url' | 'since' | 'until' | 'storedIn';
