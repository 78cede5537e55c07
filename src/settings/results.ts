import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject, own, parseJson, stringifyJson } from '../json/json.ts';
import { textOf } from './text.ts';

/** What a line came to. */
export interface Result {
  readonly number: number;
  readonly line: string;
  readonly api: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly failed: boolean;
  /** The server's envelope, or the error as it is told to programs; absent where it was too large to be kept. */
  readonly value?: JsonObject;
}

/** The results of one profile, a file each in `results` of the folder of state. What is given to it must hold no secret. */
export interface Results {
  /** Gives the number; several processes never get the same. Throws `settings-unwritable`. */
  add(result: Omit<Result, 'number'>): number;
  find(number: number): Result | undefined;
  /** Numbers of what is kept, latest last. */
  numbers(): readonly number[];
  clear(): void;
}

export function openResults(stateFolder: string, profile: string, pid: number): Results {
  const folder = join(stateFolder, 'results', encodeURIComponent(profile).replaceAll('.', '%2E'));
  const fileOf = (number: number): string => join(folder, `${number}.json`);
  const read = new Map<number, Result>();

  const numbers = (): readonly number[] =>
    namesIn(folder)
      .flatMap((name) => /^(\d{1,9})\.json$/.exec(name)?.[1] ?? [])
      .map((digits) => Number(digits))
      .sort((one, other) => one - other);

  return {
    numbers,
    add(result) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        chmodSync(folder, 0o700);
        const { value, ...rest } = result;
        const whole = stringifyJson({ ...rest, ...(value && { value }) });
        const text = whole.length > mostBytes ? stringifyJson({ ...rest }) : whole;
        let number = (numbers().at(-1) ?? 0) + 1;
        while (!claimed(fileOf(number))) number++;
        const draft = join(folder, `.${number}-${pid}`);
        writeFileSync(draft, text, { mode: 0o600 });
        renameSync(draft, fileOf(number));
        prune(folder, numbers(), result.at);
        return number;
      } catch (cause) {
        const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
        throw new CliError('settings-unwritable', { file: folder, reason }, undefined, { cause });
      }
    },
    find(number) {
      const known = read.get(number);
      if (known) return known;
      const result = readResult(fileOf(number), number);
      if (result) {
        if (read.size >= mostRead) read.clear();
        read.set(number, result);
      }
      return result;
    },
    clear() {
      read.clear();
      for (const name of namesIn(folder)) rmSync(join(folder, name), { force: true });
    },
  };
}

/** Results kept, their bytes together, and those of one. */
const most = 100;
const mostTogether = 64 << 20;
const mostBytes = 8 << 20;
/** Milliseconds after which nobody goes on any more with what a killed process has begun. */
const draftAge = 60_000;
/** Results kept in memory once they were looked at. */
const mostRead = 4;

/** An empty file is a number that somebody is about to use. */
function claimed(file: string): boolean {
  try {
    writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function prune(folder: string, numbers: readonly number[], now: number): void {
  for (const name of namesIn(folder)) {
    const file = join(folder, name);
    const { size = 1, mtimeMs = now } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if ((size === 0 || name.startsWith('.')) && now - mtimeMs > draftAge) rmSync(file, { force: true });
  }
  let bytes = 0;
  for (const [age, number] of numbers.toReversed().entries()) {
    const file = join(folder, `${number}.json`);
    bytes += statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (age >= most || (bytes > mostTogether && age > 0)) rmSync(file, { force: true });
  }
}

function readResult(file: string, number: number): Result | undefined {
  try {
    const json = parseJson(textOf(file));
    if (!isJsonObject(json)) return undefined;
    const value = own(json, 'value');
    return {
      number,
      line: stringOf(own(json, 'line')),
      api: stringOf(own(json, 'api')),
      at: Number(own(json, 'at')),
      failed: own(json, 'failed') === true,
      ...(isJsonObject(value) && { value }),
    };
  } catch {
    return undefined;
  }
}

function stringOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
