/** What was looked at, as facts; sentences are the text's. */
export interface Checks {
  /** `damaged`: its own facts about the API are not as they were. */
  readonly program: { readonly version: string; readonly node: string; readonly damaged: boolean };
  /** `loose`: what others may read; `wrong`: how many settings are not legal, or not known any more. */
  readonly settings: {
    readonly file: string;
    readonly loose: readonly string[];
    readonly wrong: readonly string[];
    readonly damaged: boolean;
  };
  readonly terminal: {
    readonly terminal: boolean;
    readonly columns: number;
    readonly colors: number;
    readonly unicode: boolean;
  };
  readonly completion: { readonly shell: string; readonly installed: boolean; readonly known: boolean };
  readonly reach: { readonly url: string; readonly ms: number; readonly proxy?: string };
  readonly certificate: { readonly days: number; readonly trust: 'authority' | 'pin'; readonly subject: string };
  readonly clock: { readonly seconds: number };
  readonly release: { readonly server: string; readonly known: string };
  readonly login: {
    readonly account: string | null;
    readonly state: 'valid' | 'expired' | 'keys' | 'open';
    /** Where it was named. */
    readonly profile?: string;
  };
}

export type CheckName = keyof Checks;

/** `skipped`: what it needs was not there. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'skipped';

/** What programs go by where something was found that is no problem of an exchange. */
export type FindingCode =
  | 'node-too-old'
  | 'program-damaged'
  | 'settings-damaged'
  | 'settings-illegal'
  | 'settings-open-to-others'
  | 'locale-not-utf8'
  | 'completion-missing'
  | 'certificate-ends-soon'
  | 'clocks-apart'
  | 'other-release'
  | 'session-ended';

export type Check = {
  readonly [K in CheckName]: {
    readonly name: K;
    readonly state: CheckState;
    readonly facts?: Checks[K];
    readonly code?: FindingCode;
  };
}[CheckName];
