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
  const file = join(folder, name);
  try {
    makePrivate(folder);
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError('settings-unwritable', { file, reason }, undefined, { cause: error });
  }
  return { file, read: () => readFileSync(file, 'utf8'), remove: () => rmSync(file, { force: true }) };
}
