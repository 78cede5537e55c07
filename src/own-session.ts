import { readArgument, type Statement } from './language/statement.ts';
import { lineOfWords, type Word } from './language/words.ts';
import type { Api } from './registry/types.ts';

/** A log-out that means the session in use, whatever that is. */
export function endsOwnSession(api: Api, statement: Statement): boolean {
  return api.name === 'LogOut' && !statement.arguments.some(({ name }) => name === 'sessionUuid');
}

/** A session that the statement names, or that a bare LogOut means, is not to be shown: something stands in its place. */
export function withSession(api: Api, statement: Statement, session: string): Statement {
  const others = statement.arguments.filter(({ name }) => name !== 'sessionUuid');
  const isNamed = others.length < statement.arguments.length;
  if (!isNamed && !endsOwnSession(api, statement)) return statement;
  return withWord({ ...statement, arguments: others }, `sessionUuid=${session}`);
}

export function withWord(statement: Statement, text: string): Statement {
  const [word] = lineOfWords([text]).words as readonly [Word];
  const argument = readArgument(word);
  if (argument instanceof Error) throw argument;
  return { ...statement, arguments: [...statement.arguments, argument] };
}
