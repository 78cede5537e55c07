/** What the REPL says. */
export interface ReplText {
  readonly welcome: (version: string) => string;
  readonly search: string;
  readonly group: (group: string) => string;
  readonly position: (selected: number, total: number) => string;
  readonly loading: string;
  readonly nothing: string;
  /** A span of time, as short as makes sense. */
  readonly ago: (ms: number) => string;
  readonly needs: (names: readonly string[]) => string;
  readonly recovered: string;
  readonly secretsLeftOut: string;
  readonly ended: (program: string, how: number | string) => string;
  readonly result: (number: number, seconds: number) => string;
  readonly noResults: string;
  readonly failed: string;
  readonly same: string;
  readonly saved: (file: string) => string;
  readonly imported: (lines: number) => string;
  readonly cleared: string;
  readonly refreshed: string;
  readonly notKept: (reason: string) => string;
  readonly using: (profile: string) => string;
  readonly askSecret: (name: string) => string;
  readonly heading: { readonly commands: string; readonly keys: string };
  /** Keys, and signs that stand in lines. */
  readonly keys: readonly (readonly [key: string, what: string])[];
  readonly command: Readonly<Record<ReplCommandName, string>>;
}

export type ReplCommandName =
  | 'alias'
  | 'clear'
  | 'diff'
  | 'exit'
  | 'history'
  | 'more'
  | 'query'
  | 'quit'
  | 'refresh'
  | 'save'
  | 'set'
  | 'show'
  | 'use';
