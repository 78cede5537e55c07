import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { makePrivate } from './store.ts';

/** A text that somebody edits, in a file that only its owner may read. */
export interface Draft {
  readonly file: string;
  read(): string;
  remove(): void;
}

/** Throws `settings-unwritable`. */
export function openDraft(folder: string, name: string, text: string): Draft {
  const file = written(folder, name, text);
  return { file, read: () => readFileSync(file, 'utf8'), remove: () => rmSync(file, { force: true }) };
}

/** A picture that somebody looks at. Throws `settings-unwritable`. */
export function writePicture(folder: string, name: string, bytes: Uint8Array): Pick<Draft, 'file' | 'remove'> {
  const file = written(folder, name, bytes);
  return { file, remove: () => rmSync(file, { force: true }) };
}

function written(folder: string, name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  try {
    makePrivate(folder);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError('settings-unwritable', { file, reason }, undefined, { cause: error });
  }
}
