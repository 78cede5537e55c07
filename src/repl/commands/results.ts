import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Context } from '../../context.ts';
import { CliError } from '../../errors.ts';
import { isArray, own, stringifyJson } from '../../json/json.ts';
import type { Word } from '../../language/words.ts';
import { say } from '../../report.ts';
import type { Result } from '../../settings/results.ts';
import { showEnded, showRows } from '../../show.ts';
import type { ReplCommand } from '../command.ts';
import { differences } from '../diff.ts';
import type { Shell } from '../shell.ts';

/** `more`: earlier results; `more 3` shows the third once more. */
export const more: ReplCommand = {
  isPaged: true,
  words: [{ kind: 'result' }],
  async run({ words: [, word, extra] }, context, shell) {
    refuse(extra);
    if (!word) return list(context, shell);
    const { api, value } = resultAt(word, shell);
    await showEnded(context.registry().api(api), value, context);
  },
};

async function list(context: Context, { results }: Shell): Promise<void> {
  const { text, io } = context;
  const numbers = results.numbers();
  if (numbers.length === 0) return say(context, text.repl.noResults);
  const rows = numbers.flatMap((number) => {
    const result = results.find(number);
    if (!result) return [];
    const { line, failed, at } = result;
    return [
      {
        number,
        line,
        rows: rowCount(result),
        failed: failed ? text.repl.failed : '',
        ago: text.repl.ago(io.now() - at),
      },
    ];
  });
  await showRows('results', rows, ['number', 'line', 'rows', 'failed', 'ago'], context);
}

function rowCount({ value }: Result): number | null {
  const rows = value && own(value, 'inventories');
  return isArray(rows) ? rows.length : null;
}

/** `save 3,4 folder`: results as JSON files; one that is there is not written over. */
export const save: ReplCommand = {
  isPaged: false,
  words: [{ kind: 'result' }, { kind: 'file' }],
  async run({ words: [command, numbers, target, extra] }, context, shell) {
    refuse(extra);
    if (!numbers) throw new CliError('value-missing', { name: 'save', place: 'N' }, command);
    const wanted = numbers.text.split(',').map((digits) => resultAt({ ...numbers, text: digits }, shell));
    const named = target?.text.startsWith('~/') ? context.io.home + target.text.slice(1) : target?.text;
    const isFolder = named === undefined || named.endsWith('/') || wanted.length > 1 || isDirectory(named);
    for (const { number, api, value } of wanted) {
      const file = isFolder ? path.join(named ?? '.', `${api}-${number}.json`) : named;
      try {
        if (existsSync(file)) throw new CliError('file-unwritable', { file, reason: 'EEXIST' }, target);
        writeFileSync(file, `${stringifyJson(value, 2)}\n`, { flag: 'wx', mode: 0o600 });
      } catch (error) {
        if (error instanceof CliError) throw error;
        const { code, message } = error as NodeJS.ErrnoException;
        throw new CliError('file-unwritable', { file, reason: code ?? message }, target, { cause: error });
      }
      await say(context, context.text.repl.saved(file));
    }
  },
};

function isDirectory(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** `diff $3 $7`: what two results of rows differ in, by uuid. */
export const diff: ReplCommand = {
  isPaged: true,
  words: [{ kind: 'result' }, { kind: 'result' }],
  async run({ words: [command, one, other, extra] }, context, shell) {
    refuse(extra);
    if (!one || !other) throw new CliError('value-missing', { name: 'diff', place: one ? '$2' : '$1' }, command);
    const [before, after] = [resultAt(one, shell), resultAt(other, shell)];
    const rows = differences(rowsOf(before), rowsOf(after));
    if (rows.length === 0 && context.io.stdout.isTerminal) return say(context, context.text.repl.same);
    await showRows('differences', rows, ['change', 'uuid', 'name', 'field', 'before', 'after'], context);
  },
};

function rowsOf({ number, value }: Result & { readonly value: object }) {
  const rows = own(value as never, 'inventories');
  if (!isArray(rows)) throw new CliError('not-comparable', { number });
  return rows;
}

/** The result that a word names: `3`, `$3` or `$_`. Throws `no-result` and `result-not-kept`. */
function resultAt(word: Word, { results }: Shell) {
  const last = results.numbers().at(-1) ?? 0;
  const digits = /^\$?(\d{1,9}|_)$/.exec(word.text.trim())?.[1];
  const number = digits === '_' ? last : Number(digits);
  const result = digits === undefined ? undefined : results.find(number);
  if (!result) {
    if (digits === undefined) throw new CliError('bad-value', { name: 'N', value: word.text, expected: 'count' }, word);
    throw new CliError('no-result', { number, last }, word);
  }
  const { value } = result;
  if (!value) throw new CliError('result-not-kept', { number }, word);
  return { ...result, value };
}

function refuse(word: Word | undefined): void {
  if (word) throw new CliError('unexpected-word', { word: word.text, legal: [] }, word);
}
