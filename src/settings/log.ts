import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../errors.ts';

/** Adds to a file that only its owner may read. Throws `settings-unwritable`. */
export function appendLine(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    appendFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError('settings-unwritable', { file, reason }, undefined, { cause: error });
  }
}
