import { readStatement, type Statement } from '../language/statement.ts';
import { lineOfWords } from '../language/words.ts';
import type { Registry } from '../registry/registry.ts';
import { apiOf, buildRequest } from './build.ts';
import type { HttpRequest } from './request.ts';

/** The request of a statement that the program itself makes, word by word as somebody would have typed it. */
export function requestOfWords(words: readonly string[], registry: Registry): HttpRequest {
  const statement = readStatement(lineOfWords(words)) as Statement;
  return buildRequest(apiOf(statement, registry), statement, registry, { validate: true, byUuid: false }).request;
}
