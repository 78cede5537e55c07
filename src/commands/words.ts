import { CliError } from '../errors.ts';
import { readStatement } from '../language/statement.ts';
import type { Line, Word } from '../language/words.ts';
import { nearest } from '../registry/near.ts';

/** The `name=value` words of a command, each of a known name and given once. */
export function assignmentsOf<Name extends string>(line: Line, names: readonly Name[]): Partial<Record<Name, string>> {
  const given: Partial<Record<Name, string>> = {};
  const statement = readStatement(line);
  const command = statement?.verb.text ?? '';
  for (const { name, operator, operatorSpan, nameSpan, value } of statement?.arguments ?? []) {
    if (operator !== '=') throw new CliError('not-an-assignment', { name, operator, api: command }, operatorSpan);
    const known = names.find((candidate) => candidate === name);
    if (known === undefined)
      throw new CliError('unknown-param', { api: command, name, nearest: nearest(name, names) }, nameSpan);
    if (given[known] !== undefined) throw new CliError('repeated-param', { name }, nameSpan);
    given[known] = value;
  }
  return given;
}

/** The one word after the command, out of a fixed list; `undefined` where it may be left out. */
export function choiceOf<Name extends string>(line: Line, legal: readonly Name[]): Name | undefined {
  const [, word, ...more] = line.words;
  const extra: Word | undefined = more[0];
  if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
  if (!word) return undefined;
  const chosen = legal.find((candidate) => candidate === word.text);
  if (chosen === undefined) throw new CliError('unexpected-word', { word: word.text, legal }, word);
  return chosen;
}

/** The one word after the command, whatever it is. */
export function onlyWord(line: Line): Word {
  const [command, word, extra] = line.words;
  if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
  if (!word) throw new CliError('missing-words', { command: command?.text ?? '', words: ['job'] }, command);
  return word;
}
