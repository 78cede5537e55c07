/** One of the two output streams. */
export interface Out {
  readonly isTerminal: boolean;
  /** Columns of the terminal, 80 where there is none. */
  readonly columns: number;
  readonly rows: number;
  /** Levels of chalk: none, 16, 256 or 16 million colours. */
  readonly colors: 0 | 1 | 2 | 3;
  /** Resolves when more may be written; rejects with `PipeClosed` when nobody reads any more. */
  write(text: string | Uint8Array): Promise<void>;
}

/** The world outside: streams, environment, clock, randomness. Tests make their own. */
export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: Out;
  readonly stderr: Out;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** 32 lower-case hex digits, a version-4 uuid without dashes. */
  uuid(): string;
}

/** The reader of a pipe went away; not an error. */
export class PipeClosed extends Error {}
