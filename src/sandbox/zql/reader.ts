import type { Failure } from '../fault.ts';
import { type Token, tokens } from './lexer.ts';
import { syntaxError } from './syntax-error.ts';

/** Tokens, one after the other. */
export interface Reader {
  peek(ahead?: number): Token;
  /** The next token where it is of this type. */
  take(type: string): Token | undefined;
  /** Fails where the next token is of another type. */
  need(type: string): Token;
  /** What the parser says when it expected one of these. */
  fail(...expected: readonly string[]): Failure;
}

export function read(text: string): Reader {
  const all = tokens(text);
  const end = all.at(-1) as Token;
  let at = 0;
  const reader: Reader = {
    peek: (ahead = 0) => all[at + ahead] ?? end,
    take: (type) => {
      const token = reader.peek();
      if (token.type !== type) return undefined;
      at = Math.min(at + 1, all.length - 1);
      return token;
    },
    need: (type) => {
      const token = reader.take(type);
      if (!token) throw reader.fail(type);
      return token;
    },
    fail: (...expected) => {
      const { text: found, start } = reader.peek();
      const shown = expected.map((type) => named[type] ?? `'${type}'`);
      const set = shown.length === 1 ? shown.join() : `{${shown.join(', ')}}`;
      return syntaxError(text, start, `mismatched input '${found}' expecting ${set}`);
    },
  };
  return reader;
}

/** One or more, with this sign between them. */
export function several<T>(reader: Reader, separator: string, one: () => T): readonly T[] {
  const found = [one()];
  while (reader.take(separator)) found.push(one());
  return found;
}

/** Types whose tokens are not spelled alike. */
const named: Readonly<Record<string, string>> = {
  name: 'ID',
  int: 'INT',
  float: 'FLOAT',
  string: 'STRING',
  end: '<EOF>',
};
