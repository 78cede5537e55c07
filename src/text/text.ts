import type { Certificate, Notes, Problems } from '../errors.ts';
import type { AskText, AuthText, ProfileText } from './accounts.ts';
import type { DoctorText } from './doctor.ts';
import type { Lang } from './language.ts';
import type { PageText } from './pages.ts';
import type { ReplText } from './repl.ts';

export type { Lang } from './language.ts';

/** One sentence on what is wrong and, where there is one, a sentence on the way out. */
export interface Phrase {
  readonly text: string;
  /** Facts beside it, a line each. */
  readonly facts?: readonly string[] | undefined;
  readonly hint?: string | undefined;
}

/** Everything the program says, in one language. */
export interface Text {
  readonly problems: { readonly [K in keyof Problems]: (facts: Problems[K]) => Phrase };
  readonly notes: { readonly [K in keyof Notes]: (facts: Notes[K]) => string };
  /** As the server calls the language. */
  readonly locale: 'en_US' | 'zh_CN';
  /** Before a message on stderr. */
  readonly error: string;
  readonly note: string;
  /** About rows: how old, how many so far, whether to fetch that many. */
  readonly rows: RowsText;
  readonly columnsLeftOut: (names: readonly string[]) => string;
  readonly job: {
    /** One line on what runs; `seconds` may have a fraction. */
    readonly running: (
      job: { readonly api: string; readonly uuid: string },
      seconds: number,
      progress: { readonly percent?: number; readonly caption?: string },
    ) => string;
    /** In the place of the caption, while nobody answers. */
    readonly unanswered: string;
    /** A question with the jobs that run, and each of them. */
    readonly which: string;
    readonly choice: (api: string, uuid: string, seconds: number) => string;
    readonly waiting: (
      wanted: { readonly kind: string; readonly uuid: string; readonly expression: string },
      seconds: number,
      state: string | undefined,
    ) => string;
  };
  /** What came of the lines of a script. */
  readonly batch: (counts: BatchCounts, seconds: number) => string;
  readonly safety: {
    /** The first line says what would be done, the others what it hits. */
    readonly impact: (
      api: string,
      impact: {
        readonly targets: readonly { readonly kind: string; readonly uuid: string; readonly name?: string }[];
        readonly dependents: readonly { readonly kind: string; readonly count: number }[];
      },
    ) => readonly string[];
    readonly goOn: (api: string) => string;
    readonly undo: (line: string) => string;
  };
  /** What `validate` says when nothing is wrong. */
  readonly valid: (api: string) => string;
  readonly ask: AskText;
  readonly login: {
    readonly done: (account: string, url: string) => string;
    readonly sandbox: (account: string) => string;
    readonly out: string;
    readonly wasOut: string;
    readonly renewed: (account: string) => string;
    readonly passwordOnArgv: string;
  };
  readonly profiles: ProfileText;
  readonly auth: AuthText;
  readonly trust: TrustText;
  readonly doctor: DoctorText;
  readonly curl: {
    readonly poll: string;
    readonly pollMessage: string;
    readonly variable: (name: string, holds: 'session' | 'text' | 'json') => string;
  };
  readonly sandbox: {
    readonly started: (url: string, pid: number) => string;
    readonly stopped: string;
    readonly running: (url: string, pid: number, folder: string) => string;
    readonly notRunning: (folder: string) => string;
    readonly reset: (folder: string) => string;
    readonly serving: (url: string) => string;
    readonly open: (host: string) => string;
    readonly noFaults: string;
  };
  readonly repl: ReplText;
  readonly help: HelpText;
  readonly completion: CompletionText;
  /** What pages say: much text that is loaded only when one is shown. */
  readonly pages: () => Promise<PageText>;
}

/** What is said of certificates. */
export interface TrustText {
  /** A line each. */
  readonly facts: (certificate: Certificate) => readonly string[];
  readonly reason: (code: string) => string;
  readonly wellTrusted: (url: string) => string;
  readonly ask: (profile: string) => string;
  readonly pinned: (url: string, profile: string) => string;
  readonly unchanged: string;
}

export interface RowsText {
  readonly ago: (count: number, unit: 'day' | 'month' | 'year') => string;
  readonly soFar: (rows: number, total: number | undefined) => string;
  readonly count: (rows: number) => string;
  readonly fetchAll: (rows: number) => string;
  /** Fields that only later rows have, so that the header lacks them. */
  readonly columnsMissed: (names: readonly string[]) => string;
  readonly watching: (seconds: number, line: string) => string;
  readonly timing: (parts: readonly (readonly [part: TimedPart, ms: number])[]) => string;
}

/** Where time goes: until the program runs, reading the line, connecting, waiting for the server, for a job, and output. */
export type TimedPart = 'start' | 'read' | 'connect' | 'server' | 'poll' | 'show';

export interface BatchCounts {
  readonly succeeded: number;
  readonly failed: number;
  /** Done in an earlier run. */
  readonly before: number;
  /** An error or an interruption came first. */
  readonly left: boolean;
}

export interface CompletionText {
  readonly required: string;
  /** Values are asked for, or cannot be had. */
  readonly loading: string;
  readonly unreachable: string;
  readonly damaged: string;
  readonly installed: (file: string) => string;
  readonly alreadyInstalled: (file: string) => string;
  readonly removed: (file: string) => string;
  readonly notInstalled: (file: string) => string;
  /** `command` makes it known to the shell that is open. */
  readonly next: (command: string) => string;
}

export interface HelpText {
  readonly about: string;
  readonly usage: string;
  readonly usageLines: readonly (readonly [line: string, what: string])[];
  readonly examples: string;
  readonly options: string;
  readonly commands: string;
  readonly option: Readonly<Record<OptionName, string>>;
  readonly command: Readonly<Record<CommandName, string>>;
  readonly more: string;
}

export type OptionName =
  | 'sandbox'
  | 'profile'
  | 'timing'
  | 'interval'
  | 'until'
  | 'url'
  | 'host'
  | 'port'
  | 'output'
  | 'columns'
  | 'sort'
  | 'query'
  | 'header'
  | 'raw'
  | 'all'
  | 'pageSize'
  | 'maxBytes'
  | 'failEmpty'
  | 'why'
  | 'noWhy'
  | 'errorFormat'
  | 'dryRun'
  | 'curl'
  | 'kind'
  | 'byUuid'
  | 'validate'
  | 'file'
  | 'onError'
  | 'checkpoint'
  | 'resume'
  | 'parallel'
  | 'throttle'
  | 'yes'
  | 'explainImpact'
  | 'wait'
  | 'timeout'
  | 'for'
  | 'poll'
  | 'input'
  | 'generateInput'
  | 'transport'
  | 'apiTimeout'
  | 'color'
  | 'lang'
  | 'config'
  | 'readOnly'
  | 'origin'
  | 'passwordFile'
  | 'caFile'
  | 'certFile'
  | 'keyFile'
  | 'pin'
  | 'insecure'
  | 'proxy'
  | 'debug'
  | 'logFile'
  | 'connectTimeout'
  | 'readTimeout'
  | 'passwordStdin'
  | 'data'
  | 'seed'
  | 'rows'
  | 'friendly'
  | 'foreground'
  | 'sandboxPort'
  | 'version'
  | 'help';

export type CommandName =
  | 'help'
  | 'apropos'
  | 'apis'
  | 'schema'
  | 'explain'
  | 'man'
  | 'login'
  | 'logout'
  | 'auth'
  | 'config'
  | 'profile'
  | 'trust'
  | 'doctor'
  | 'jobs'
  | 'attach'
  | 'wait'
  | 'watch'
  | 'sandbox'
  | 'validate'
  | 'completion';

/** What a word of a command is. */
export type ArgumentKind =
  | 'topic'
  | 'api'
  | 'words'
  | 'substring'
  | 'line'
  | 'action'
  | 'assignment'
  | 'address'
  | 'setting'
  | 'text'
  | 'profile'
  | 'job'
  | 'jobOrUuid';

/** Words of commands that need a sentence of their own. */
export type ArgumentAbout = 'fault' | 'on' | 'times';

/** Of the languages only the one that is asked for is loaded. */
export async function textIn(lang: Lang): Promise<Text> {
  return lang === 'zh' ? (await import('./zh.ts')).chinese : (await import('./en.ts')).english;
}
