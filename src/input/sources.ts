import { readFile } from 'node:fs/promises';
import { CliError, type Span } from '../errors.ts';

/** What is read from outside the line. */
export interface Sources {
  /** The text of a file; `~/` is the home folder. Throws `file-unreadable`. */
  file(path: string, span?: Span, escaped?: string): Promise<string>;
  /** All of standard input. Throws `stdin-twice` when it was read already. */
  stdin(span?: Span): Promise<string>;
}

export interface Inlet {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly home: string;
}

export function openSources({ stdin, home }: Inlet): Sources {
  let isRead = false;
  return {
    async file(path, span, escaped) {
      const refuse = (reason: string): CliError =>
        new CliError('file-unreadable', { file: path, reason, ...(escaped !== undefined && { escaped }) }, span);
      let bytes: Uint8Array;
      try {
        bytes = await readFile(path.startsWith('~/') ? home + path.slice(1) : path);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw refuse(code ?? message);
      }
      return decoded(bytes, refuse);
    },
    async stdin(span) {
      if (isRead) throw new CliError('stdin-twice', {}, span);
      isRead = true;
      const chunks: Uint8Array[] = [];
      for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      return decoded(Buffer.concat(chunks), (reason) => new CliError('file-unreadable', { file: '-', reason }, span));
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
