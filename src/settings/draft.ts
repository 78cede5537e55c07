import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { makePrivate } from './store.ts';

/** A file that a person works with for a while and that nobody else may read. */
export interface Draft {
  readonly file: string;
  read(): string;
  /** With everything that was written beside it, such as the copies of an editor. */
  remove(): void;
}

/** Makes one, alone in a folder; clears away what programs left there that were killed. Throws `settings-unwritable`. */
export function openDraft(folder: string, name: string, content: string | Uint8Array, now: number): Draft {
  try {
    makePrivate(folder);
    clearDrafts(folder, now);
    const place = mkdtempSync(join(folder, start));
    const file = join(place, name);
    writeFileSync(file, content, { mode: 0o600 });
    return {
      file,
      read: () => readFileSync(file, 'utf8'),
      remove: () => rmSync(place, { recursive: true, force: true }),
    };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError('settings-unwritable', { file: join(folder, name), reason }, undefined, { cause: error });
  }
}

function clearDrafts(folder: string, now: number): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(start))) {
    const place = join(folder, name);
    if (now - statSync(place).mtimeMs > aDay) rmSync(place, { recursive: true, force: true });
  }
}

const start = 'draft-';
const aDay = 86_400_000;
