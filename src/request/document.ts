import { isArray, isJsonObject, type Json, parseJson } from '../json/json.ts';
import type { Argument, Statement } from '../language/statement.ts';
import type { Api } from '../registry/types.ts';
import { memberOf } from './member.ts';
import { reservedKeys } from './query.ts';

/** The statement with what a document gives; words win over the document where both give the same. */
export function withDocument(api: Api, statement: Statement, document: readonly Argument[]): Statement {
  const typed = new Set(statement.arguments.map(({ name }) => name));
  const given = document.filter(({ name }) => !typed.has(name) && !typed.has(memberOf(name)?.root ?? name));
  const read = api.kind === 'query' ? given.map(asCondition) : given;
  return { ...statement, arguments: [...read, ...statement.arguments] };
}

/** A list in the document of a query asks for one of its elements; the lists of steering words stay lists. */
function asCondition(argument: Argument): Argument {
  if (argument.origin !== 'json' || argument.name === 'conditions') return argument;
  const value = parseJson(argument.value);
  if (!isArray(value)) return argument;
  const isSteering = (reservedKeys as readonly string[]).includes(argument.name);
  return { ...argument, value: value.map(textOf).join(','), operator: isSteering ? '=' : '?=' };
}

function textOf(value: Json): string {
  return isArray(value) || isJsonObject(value) ? '' : String(value);
}
