/** Ways to fail with settings, profiles and log-ins. */
export interface ProfileProblems {
  'needs-terminal': { readonly what: string };
  'unknown-setting': { readonly name: string; readonly nearest: readonly string[] };
  'bad-setting': {
    readonly name: string;
    readonly value: string;
    readonly expected: 'seconds' | 'count' | 'fingerprint' | 'zone' | 'columns' | 'text' | 'line';
  };
  /** The text that was edited holds no settings. */
  'bad-config': { readonly file: string; readonly reason: string };
  'bad-proxy': { readonly proxy: string };
  'editor-failed': { readonly editor: string; readonly reason: string };
  'unknown-profile': { readonly name: string; readonly nearest: readonly string[] };
  'no-profiles': Record<never, never>;
  /** `reserved`: it means something else. */
  'bad-profile-name': { readonly name: string; readonly reserved: boolean };
  'profile-exists': { readonly name: string };
  /** A profile that is always there and keeps its name. */
  'reserved-profile': { readonly name: string };
  /** Several profiles where something happens in one. */
  'one-profile': { readonly what: string };
  'not-a-session-file': { readonly file: string };
  'keyring-failed': { readonly program: string; readonly reason: string };
  'keys-not-taken': { readonly url: string };
  /** Access keys sign REST only. */
  'keys-need-rest': { readonly api: string };
  /** The session had ended, there is a new one now, and the call was not made. */
  'not-repeated': { readonly api: string };
  /** The profile allows nothing that changes something. */
  'read-only': { readonly api: string; readonly profile: string };
}
