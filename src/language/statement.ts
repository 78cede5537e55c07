import { CliError, type Span, throwAll } from '../errors.ts';
import { type Operator, operatorAt, operatorLike } from './operators.ts';
import { type Line, spanWithin, type Word } from './words.ts';

/** `name operator value`, one word of a statement. */
export interface Argument {
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
  readonly word: Word;
  readonly nameSpan: Span;
  readonly operatorSpan: Span;
  readonly valueSpan: Span;
  /** Where the value does not stand in the word: the text of a file, or JSON or a plain text out of a document. */
  readonly origin?: 'file' | 'json' | 'text';
}

/** A verb, which is the name of an API, and its arguments; knows nothing of what the API takes. */
export interface Statement {
  readonly verb: Word;
  readonly arguments: readonly Argument[];
}

/** Reads the words of one statement; all that cannot be read is told together. Undefined when there is no word. */
export function readStatement(line: Line): Statement | undefined {
  const [verb, ...rest] = line.words;
  if (!verb) return undefined;
  const errors: CliError[] = [];
  const read: Argument[] = [];
  for (const [index, word] of rest.entries()) {
    const argument = readArgument(word, rest[index + 1]);
    if (argument instanceof CliError) errors.push(argument);
    else read.push(argument);
    // `name = x` is three words and one mistake.
    if (argument instanceof CliError && argument.code === 'no-operator' && isSpaced(argument)) break;
  }
  throwAll(errors);
  return { verb, arguments: read };
}

function isSpaced(error: CliError): boolean {
  return (error as CliError<'no-operator'>).facts.spaced;
}

/** Splits at the first operator; the rest of the word is the value, operators in it included. */
export function readArgument(word: Word, next?: Word): Argument | CliError {
  const name = /^[^=<>!?~]*/.exec(word.text)?.[0] ?? '';
  const rest = word.text.slice(name.length);
  if (rest === '') {
    const spaced = next !== undefined && operatorAt(next.text) !== undefined;
    return new CliError('no-operator', { word: word.text, spaced }, word);
  }
  const operator = operatorAt(rest);
  if (operator === undefined) {
    const run = /^[=<>!?~]+/.exec(rest)?.[0] ?? '';
    const span = spanWithin(word, name.length, name.length + run.length);
    return new CliError('bad-operator', { operator: run, nearest: operatorLike(run) }, span);
  }
  if (name === '') return new CliError('no-name', { word: word.text }, word);
  const valueAt = name.length + operator.length;
  return {
    name,
    operator,
    value: word.text.slice(valueAt),
    word,
    nameSpan: spanWithin(word, 0, name.length),
    operatorSpan: spanWithin(word, name.length, valueAt),
    valueSpan: spanWithin(word, valueAt, word.text.length),
  };
}
