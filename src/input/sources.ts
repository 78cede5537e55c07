import { readFile } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { CliError, type Span } from '../errors.ts';

/** What is read from outside the line. */
export interface Sources {
  /** The text of a file; `~/` is the home folder. Throws `file-unreadable`. */
  file(path: string, span?: Span, escaped?: string): Promise<string>;
  /** All of standard input. Throws `stdin-twice` when it was read already. */
  stdin(span?: Span): Promise<string>;
}

export interface Inlet {
  readonly stdin: Readable;
  /** Read in the place of `stdin`. */
  readonly piped?: Readable;
  readonly home: string;
  /** Ends the reading of standard input with `interrupted`. */
  readonly interrupted: AbortSignal;
}

/** Standard input is not touched before it is asked for. */
export function openSources(inlet: Inlet): Sources {
  let isRead = false;
  return {
    async file(path, span, escaped) {
      const refuse = (reason: string): CliError =>
        new CliError('file-unreadable', { file: path, reason, ...(escaped !== undefined && { escaped }) }, span);
      let bytes: Uint8Array;
      try {
        bytes = await readFile(path.startsWith('~/') ? inlet.home + path.slice(1) : path);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw refuse(code ?? message);
      }
      return decoded(bytes, refuse);
    },
    async stdin(span) {
      if (isRead) throw new CliError('stdin-twice', {}, span);
      isRead = true;
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of addAbortSignal(inlet.interrupted, inlet.piped ?? inlet.stdin))
          chunks.push(Buffer.from(chunk));
      } catch (error) {
        throw inlet.interrupted.aborted ? new CliError('interrupted', {}) : error;
      }
      return decoded(
        Buffer.concat(chunks),
        (reason) => new CliError('file-unreadable', { file: 'stdin', reason }, span),
      );
    },
  };
}

/** More than this is no value of a parameter. */
const mostBytes = 64 << 20;

function decoded(bytes: Uint8Array, refuse: (reason: string) => CliError): string {
  if (bytes.length > mostBytes) throw refuse('too-large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('not-text');
  }
}
