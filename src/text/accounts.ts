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
  | 'log-file';

/** Who said how a setting is, from the strongest to the weakest. */
export type Origin = 'flag' | 'environment' | 'profile' | 'config' | 'default';

/** What is said of settings and profiles. */
export interface ProfileText {
  readonly setting: Readonly<Record<SettingKey, string>>;
  /** The variable that says where to, although a profile was named. */
  readonly environmentWins: (variable: string, profile: string) => string;
  readonly added: (profile: string) => string;
  readonly removed: (profile: string) => string;
  readonly renamed: (from: string, to: string) => string;
  readonly inUse: (profile: string) => string;
  readonly imported: (account: string, profile: string) => string;
  readonly unchanged: string;
  readonly edited: (file: string) => string;
  readonly editAgain: string;
}
