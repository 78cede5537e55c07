import type { Notes, Problems } from '../errors.ts';
import { english } from './en.ts';
import type { Lang } from './language.ts';
import { chinese } from './zh.ts';

/** One sentence on what is wrong and, where there is one, a sentence on the way out. */
export interface Phrase {
  readonly text: string;
  readonly hint?: string | undefined;
}

/** Everything the program says, in one language. */
export interface Text {
  readonly problems: { readonly [K in keyof Problems]: (facts: Problems[K]) => Phrase };
  readonly notes: { readonly [K in keyof Notes]: (facts: Notes[K]) => string };
  /** Before a message on stderr. */
  readonly error: string;
  readonly note: string;
  readonly columnsLeftOut: (names: readonly string[]) => string;
  readonly waiting: (api: string, seconds: number) => string;
  readonly ask: { readonly account: string; readonly password: (account: string) => string };
  readonly login: {
    readonly done: (account: string, url: string) => string;
    readonly sandbox: (account: string) => string;
    readonly out: string;
    readonly wasOut: string;
    readonly passwordOnArgv: string;
  };
  readonly sandbox: {
    readonly seeded: (folder: string) => string;
    readonly started: (url: string, pid: number) => string;
    readonly stopped: string;
    readonly running: (url: string, pid: number, folder: string) => string;
    readonly notRunning: (folder: string) => string;
    readonly reset: (folder: string) => string;
    readonly serving: (url: string) => string;
    readonly open: (host: string) => string;
  };
  readonly help: HelpText;
  readonly completion: CompletionText;
}

export interface CompletionText {
  readonly required: string;
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
  | 'url'
  | 'host'
  | 'port'
  | 'output'
  | 'errorFormat'
  | 'dryRun'
  | 'byUuid'
  | 'validate'
  | 'color'
  | 'lang'
  | 'connectTimeout'
  | 'readTimeout'
  | 'passwordStdin'
  | 'data'
  | 'seed'
  | 'foreground'
  | 'sandboxPort'
  | 'version'
  | 'help';

export type CommandName = 'help' | 'login' | 'logout' | 'sandbox' | 'completion';

/** What a word of a command is. */
export type ArgumentKind = 'topic' | 'api' | 'words' | 'substring' | 'line' | 'action' | 'assignment';

const texts: Readonly<Record<Lang, Text>> = { en: english, zh: chinese };

export function textIn(lang: Lang): Text {
  return texts[lang];
}
