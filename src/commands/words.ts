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
  const word = oneWordOf(line);
  if (!word) return undefined;
  const chosen = legal.find((candidate) => candidate === word.text);
  if (chosen === undefined) throw new CliError('unexpected-word', { word: word.text, legal }, word);
  return chosen;
}

/** What the second word says to do, out of a fixed list. */
export function verbOf<Name extends string>({ words: [, word] }: Line, legal: readonly Name[], usual: Name): Name {
  if (!word) return usual;
  const chosen = legal.find((candidate) => candidate === word.text);
  if (chosen === undefined) throw new CliError('unexpected-word', { word: word.text, legal }, word);
  return chosen;
}

/** The words after the verb, at least `least` of them; `names` are what they are called in the help. */
export function wordsAfter(
  { words }: Line,
  names: readonly string[],
  least = names.length,
  most = names.length,
): readonly Word[] {
  const given = words.slice(2);
  const extra = given[most];
  if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
  if (given.length >= least) return given;
  const command = words.slice(0, 2).map(({ text }) => text);
  const missing = names.slice(given.length).map((name) => `<${name}>`);
  throw new CliError('missing-words', { command: command.join(' '), words: missing }, words[0]);
}

/** The one word after the command; `undefined` where it is left out. */
export function oneWordOf({ words: [, word, extra] }: Line): Word | undefined {
  if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
  return word;
}

/** The one word that a command cannot do without; `name` is what it is called in its help. */
export function neededWordOf(line: Line, name: string): Word {
  return oneWordOf(line) ?? missing(line, name);
}

/** All words after the command, at least one; blanks within a word part it as well. */
export function textsOf(line: Line, name: string): readonly string[] {
  const texts = line.words.slice(1).flatMap(({ text }) => text.split(/\s+/).filter(Boolean));
  return texts.length > 0 ? texts : missing(line, name);
}

function missing({ words: [command] }: Line, word: string): never {
  throw new CliError('missing-words', { command: command?.text ?? '', words: [`<${word}>`] }, command);
}
