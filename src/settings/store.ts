import { chmodSync, lstatSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { refuseDeep } from '../json/json.ts';
import { type Owner, withLock } from './lock.ts';
import { textOf } from './text.ts';

export interface Writer extends Owner {
  /**
   * Loads a package and takes away the handlers of signals it leaves on the process. conf brings some that raise every
   * SIGINT a second time.
   */
  quietly<T>(load: () => Promise<T>): Promise<T>;
}

export type Content = Readonly<Record<string, unknown>>;

/** What a file holds; an empty one where it is not there or cannot be read. */
export interface Read {
  readonly content: Content;
  /** `damaged`, `too-large` and `not-a-file` for what can be none of ours, or the code by which the system refused. */
  readonly damage?: string;
}

/** One JSON object in a file that only its owner may read. */
export interface Store {
  readonly file: string;
  read(): Read;
  /**
   * Replaces the file by what `act` makes of it; what `act` throws changes nothing. What can be none of ours is put aside
   * and reported. Throws `settings-unwritable`, so where a file is there that cannot be read.
   */
  change(act: (before: Content) => Content): Promise<void>;
}

/**
 * `<name>.json` in a folder. Every other writer is respected: nothing is read before the lock is held, and the file is
 * replaced whole. `fits` tells whether an object can be such a content.
 */
export function openStore(
  folder: string,
  name: string,
  owner: Writer,
  report: (problem: CliError) => void,
  fits: (content: Content) => boolean,
): Store {
  const file = join(folder, `${name}.json`);
  const read = (): Read => readContent(file, fits);
  return {
    file,
    read,
    async change(act) {
      try {
        makePrivate(folder);
        const { default: Conf } = await owner.quietly(() => import('conf'));
        await withLock(file, owner, () => {
          const { content, damage } = read();
          const after = act(content);
          if (damage !== undefined) report(putAside(file, damage, owner.now()));
          const store = new Conf<Record<string, unknown>>({
            cwd: folder,
            configName: name,
            configFileMode: 0o600,
            serialize: (value) => `${JSON.stringify(value, undefined, 2)}\n`,
          });
          store.store = { ...after };
        });
      } catch (error) {
        if (error instanceof CliError) throw error;
        throw new CliError('settings-unwritable', { file, reason: reasonOf(error) }, undefined, { cause: error });
      }
    },
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a file holds that must not be changed. */
export function readContent(file: string, fits: (content: Content) => boolean): Read {
  try {
    const text = textOf(file).replace(/^\ufeff/, '');
    refuseDeep(text);
    const content: unknown = JSON.parse(text);
    return isRecord(content) && fits(content) ? { content } : { content: {}, damage: 'damaged' };
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'damaged' : reasonOf(error);
    return reason === 'ENOENT' ? { content: {} } : { content: {}, damage: reason };
  }
}

/** conf would make the folder readable for everybody. */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** Throws `settings-unwritable` for what may be whole and only cannot be read. */
export function putAside(file: string, reason: string, now: number): CliError {
  if (!foreign.has(reason)) throw new CliError('settings-unwritable', { file, reason });
  const keptAs = `${file}.corrupt-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, keptAs);
  if (lstatSync(keptAs).isFile()) chmodSync(keptAs, 0o600);
  return new CliError('settings-unreadable', { file, reason, keptAs });
}

const foreign: ReadonlySet<string> = new Set(['damaged', 'too-large', 'not-a-file']);

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}
