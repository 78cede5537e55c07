import type { Io } from '../context.ts';
import { type Decoder, type Key, openDecoder } from './editor/keys.ts';

/** The one owner of the terminal's input, and what is painted. */
export interface Terminal {
  /** It can only write lines one below the other, and edits them by itself. */
  readonly isPlain: boolean;
  /** Somebody edits a line on it. */
  isEditing: boolean;
  readonly columns: number;
  readonly rows: number;
  paint(bytes: string): void;
  /** Who gets the keys from now on; those that nobody took come first. */
  listen(listener: Listener | undefined): void;
  /** Keeps keys for whoever listens next, before all others. */
  keep(keys: readonly Key[]): void;
  /** Forgets the keys that nobody took. */
  drop(): void;
  /** Lets somebody else have the terminal, in its usual mode, and takes it back when they are done. */
  lend<T>(act: () => Promise<T>): Promise<T>;
  /** Stops this process until its shell goes on with it. */
  suspend(): void;
  /** Goes to a new line where a program has left the cursor inside of one, and marks that. */
  freshLine(): void;
  /** Leaves the terminal as it was found. */
  close(): void;
}

export interface Listener {
  /** Gives back those that are for whoever listens next. */
  keys(keys: readonly Key[]): readonly Key[];
  /** The terminal went away. */
  gone(): void;
}

/** Takes the terminal: keys come one by one, unechoed, and a paste is told from typing. */
export function openTerminal({ stdin, stdout, env, atExit, suspend }: Io): Terminal {
  const isPlain = env.TERM === 'dumb';
  let decoder: Decoder = openDecoder();
  let listener: Listener | undefined;
  let early: Key[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isOurs = false;
  let isGone = false;

  const give = (keys: readonly Key[]): void => {
    if (keys.length === 0) return;
    const left = listener ? listener.keys(keys) : keys;
    early = [...early, ...left].slice(-mostEarly);
  };
  const onData = (bytes: Uint8Array): void => {
    clearTimeout(timer);
    give(decoder.feed(bytes));
    if (decoder.waiting) timer = setTimeout(() => give(decoder.flush()), patience);
  };
  const onGone = (): void => {
    isGone = true;
    listener?.gone();
  };
  const paint = (bytes: string): void => {
    if (bytes !== '' && (!isPlain || bytes === '\u0007')) stdout.write(bytes).catch(() => undefined);
  };
  const take = (): void => {
    if (isOurs || isGone || isPlain) return;
    isOurs = true;
    decoder = openDecoder();
    stdin.setRawMode?.(true);
    stdin.on('data', onData).on('end', onGone).on('error', onGone);
    stdin.resume();
    paint(pasteOn);
  };
  const release = (): void => {
    if (!isOurs) return;
    isOurs = false;
    clearTimeout(timer);
    stdin.off('data', onData).off('end', onGone).off('error', onGone);
    stdin.pause();
    if (!isGone) stdin.setRawMode?.(false);
    paint(pasteOff);
  };
  const forget = atExit(() => {
    if (isOurs) paint(pasteOff);
  });

  take();
  return {
    isPlain,
    isEditing: false,
    get columns() {
      return Math.max(1, stdout.columns);
    },
    get rows() {
      return Math.max(1, stdout.rows);
    },
    paint,
    listen(next) {
      listener = next;
      if (isGone) next?.gone();
      const waiting = early;
      if (next && waiting.length > 0) {
        early = [];
        give(waiting);
      }
    },
    keep(keys) {
      early = [...keys, ...early];
    },
    drop() {
      early = [];
    },
    async lend(act) {
      if (!isOurs) return act();
      release();
      try {
        return await act();
      } finally {
        take();
      }
    },
    suspend() {
      release();
      suspend();
      take();
    },
    freshLine: () => paint(`\u001b[7m%\u001b[m${' '.repeat(Math.max(1, stdout.columns) - 1)}\r\u001b[K`),
    close() {
      release();
      forget();
    },
  };
}

const pasteOn = '\u001b[?2004h';
const pasteOff = '\u001b[?2004l';
/** Milliseconds after which an Esc is itself and not the beginning of a key. */
const patience = 60;
/** Keys typed while nobody listens. */
const mostEarly = 4096;
