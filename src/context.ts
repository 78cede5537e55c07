import type { Readable } from 'node:stream';
import type { JobName } from './client/job.ts';
import type { Endpoint } from './client/wire.ts';
import type { FormatName } from './output/format.ts';
import type { Registry } from './registry/registry.ts';
import type { Transport } from './request/build.ts';
import type { Config, ConfigStore, Resolved } from './settings/config.ts';
import type { Folders } from './settings/folders.ts';
import type { Jobs } from './settings/jobs.ts';
import type { RunBriefly } from './settings/keyring.ts';
import type { Sessions } from './settings/sessions.ts';
import type { SettingKey } from './text/accounts.ts';
import type { Text } from './text/text.ts';

/** One of the two output streams. */
export interface Out {
  readonly isTerminal: boolean;
  /** Size of the terminal in cells; 80 by 24 where there is none. */
  readonly columns: number;
  readonly rows: number;
  /** Levels of chalk: none, 16, 256 or 16 million colours. */
  readonly colors: 0 | 1 | 2 | 3;
  /** Resolves when more may be written; rejects with `PipeClosed` when nobody reads any more. */
  write(text: string | Uint8Array): Promise<void>;
  /** Tells when the terminal has another size, until what comes back is called. */
  onResize?(act: () => void): () => void;
}

/** The same output, written in another way. */
export function writtenBy(out: Out, write: Out['write'], other: Partial<Pick<Out, 'isTerminal' | 'colors'>> = {}): Out {
  return {
    isTerminal: out.isTerminal,
    get columns() {
      return out.columns;
    },
    get rows() {
      return out.rows;
    },
    colors: out.colors,
    ...(out.onResize && { onResize: out.onResize }),
    write,
    ...other,
  };
}

/** The world outside: streams, environment, clock, randomness. Tests make their own. */
export interface Io {
  /** Made when it is first asked for, and not before it is read. */
  readonly stdin: NodeJS.ReadStream;
  readonly stdinIsTerminal: boolean;
  readonly stdout: Out;
  readonly stderr: Out;
  /** Stderr once more, for what draws prompts by itself. */
  readonly prompts: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Aborts at the first SIGINT, SIGTERM or SIGHUP; the second ends the process. */
  readonly interrupted: AbortSignal;
  /** Takes the signals in place of `interrupted`, until what comes back is called. */
  onSignal(act: (signal: EndSignal) => void): () => void;
  /** Runs when the process ends, however it does but by SIGKILL; what is written then must not wait. */
  atExit(act: () => void): () => void;
  /** Stops this process until the shell goes on with it. */
  suspend(): void;
  /** Takes the terminal from whoever reads it while somebody else asks; at once where nobody does. */
  borrow<T>(act: () => Promise<T>): Promise<T>;
  /** What a word reads that asks for standard input, where that is not `stdin` itself. */
  readonly piped?: Readable;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** 32 lower-case hex digits, a version-4 uuid without dashes. */
  uuid(): string;
  readonly pid: number;
  /** Version of Node, `20.18.0`. */
  readonly node: string;
  /** Name of the machine or container: a pid means nothing on another one. */
  readonly host: string;
  isRunning(pid: number): boolean;
  /** Asks a process to end. */
  stop(pid: number): void;
  /** Starts this program once more, on its own and with no terminal; what it says on stderr goes to the file. Gives its pid. */
  startDetached(words: readonly string[], errors: string): Promise<number>;
  /** Runs a program on this terminal and gives its exit code, or why it could not be run. */
  runHere(program: string, words: readonly string[]): Promise<number | string>;
  /** Runs a program to its end, which it has to come to within two seconds. */
  readonly runBriefly: RunBriefly;
  /** Loads a package and takes away the handlers of signals that it leaves on the process. */
  quietly<T>(load: () => Promise<T>): Promise<T>;
}

export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The reader of a pipe went away; not an error. */
export class PipeClosed extends Error {}

/** Parts of a run whose time is told, beside the reading of the line. */
export type Timed = 'connect' | 'server' | 'poll' | 'show';

/** Where the time of a run goes. */
export interface Timing {
  /** A part begins, perhaps beside others; it ends when what comes back is called. */
  begin(part: Timed): () => void;
}

/** What was asked for before and beside the statement. */
export interface Options {
  readonly sandbox?: boolean;
  /** One profile once settings are resolved; before that perhaps several, or `all`. */
  readonly profile?: string;
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly output?: FormatName;
  readonly columns?: string;
  readonly sort?: string;
  /** JMESPath. */
  readonly query?: string;
  readonly header?: boolean;
  readonly raw?: boolean;
  readonly all?: boolean;
  /** Rows. */
  readonly pageSize?: number;
  readonly maxBytes?: number;
  readonly failEmpty?: boolean;
  readonly why?: boolean;
  readonly errorFormat?: 'text' | 'json';
  readonly dryRun?: boolean;
  readonly curl?: boolean;
  readonly kind?: 'query' | 'get' | 'create' | 'delete' | 'action';
  readonly byUuid?: boolean;
  readonly validate: boolean;
  /** Off: a call that becomes a job is not waited for. */
  readonly wait: boolean;
  /** Nobody is asked before something is taken away. */
  readonly yes?: boolean;
  /** What a call would hit is shown, and nothing is done. */
  readonly explainImpact?: boolean;
  /** A script whose lines are run; `-` for standard input. */
  readonly file?: string;
  readonly onError?: 'stop' | 'continue';
  /** A file that remembers which lines of the script are done. */
  readonly checkpoint?: string;
  readonly resume?: boolean;
  /** Lines of the script that run at once. */
  readonly parallel?: number;
  /** Milliseconds between the beginnings of two lines. */
  readonly throttle?: number;
  /** Milliseconds that a job or a resource is waited for at most. */
  readonly timeout?: number;
  /** Milliseconds between two looks of `wait`. */
  readonly poll?: number;
  /** JMESPath that `wait` waits for. */
  readonly for?: string;
  /** Milliseconds between two runs of what is watched. */
  readonly interval?: number;
  /** JMESPath that ends `watch`. */
  readonly until?: string;
  readonly transport?: Transport;
  /** Milliseconds that the server may take. */
  readonly apiTimeout?: number;
  /** A file that holds the parameters; `-` for standard input. */
  readonly input?: string;
  readonly generateInput?: 'yaml' | 'json';
  /** Seconds. */
  readonly connectTimeout?: number;
  readonly readTimeout?: number;
  readonly passwordStdin?: boolean;
  readonly passwordFile?: string;
  /** Nothing but Query, Get and List is called. */
  readonly readOnly?: boolean;
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  /** SHA-256 fingerprint of the only certificate that is accepted. */
  readonly pin?: string;
  /** The same once it is resolved; `origin` is where it holds, if not everywhere. */
  readonly pinned?: { readonly fingerprint: string; readonly origin?: string };
  /** No certificate is checked. */
  readonly insecure?: boolean;
  /** Address of a proxy, or `none`. */
  readonly proxy?: string;
  readonly debug?: boolean;
  /** Says at the end where the time went. */
  readonly timing?: boolean;
  readonly logFile?: string;
  /** With each setting, who said so. */
  readonly origin?: boolean;
  readonly data?: string;
  readonly seed?: 'demo' | 'empty' | 'conformance';
  readonly rows?: number;
  readonly friendly?: boolean;
  readonly foreground?: boolean;
}

/** Whose session is used: the sandbox has its own. */
export const profileOf = ({ sandbox, profile }: Pick<Options, 'sandbox' | 'profile'>): string =>
  sandbox ? 'sandbox' : (profile ?? 'default');

/** The profile, where a line has to name it to mean it. */
export function profileNamed({ named, within }: Pick<Context, 'named' | 'within'>): { readonly profile?: string } {
  const profile = named ?? within;
  return profile === undefined ? {} : { profile };
}

/** Everything that a command may need; what costs is a function. */
export interface Context {
  readonly io: Io;
  readonly options: Options;
  readonly text: Text;
  readonly version: string;
  readonly folders: Folders;
  /** What was set, as it was read when the program began. */
  readonly config: Config;
  readonly configStore: () => ConfigStore;
  readonly setting: (key: SettingKey) => Resolved;
  /** The profile that the command line named. */
  readonly named?: string;
  /** The profile that somebody is in for several lines, where it was named. */
  readonly within?: string;
  /** Profiles that were asked for: more than one where a read is to run in each. */
  readonly profiles: readonly string[];
  /** The same for another profile. Throws what is wrong with it. */
  readonly inProfile: (profile: string) => Context;
  readonly registry: () => Registry;
  readonly sessions: () => Sessions;
  readonly jobs: () => Jobs;
  /** The lines of a script: nobody is asked anything. */
  readonly unattended?: true;
  /** The line was typed into this program, and no other process can see it. */
  readonly isPrivate?: true;
  /** What a script has to know of the job of its line. */
  readonly job?: {
    /** The id that the job gets, where it must have a certain one. */
    readonly uuid?: string;
    /** Told before the request is sent. */
    begun(job: JobName): void;
  };
  /** Told what begins and ends, where somebody wants to know how long it takes. */
  readonly timing?: Timing;
  /** How problems are told on stderr. */
  readonly errorFormat: 'text' | 'json';
  /** Address of the management node: options, environment, the stored session's, or localhost. */
  readonly endpoint: () => Endpoint;
}

/** Whether there is a person who can answer. */
export function canAsk({ io, unattended }: Pick<Context, 'io' | 'unattended'>): boolean {
  return !unattended && io.stdinIsTerminal && io.stderr.isTerminal;
}
