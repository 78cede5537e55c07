import { CliError } from '../errors.ts';
import type { Json, JsonObject } from '../json/json.ts';
import type { Statement } from '../language/statement.ts';
import type { Api } from '../registry/types.ts';
import type { Call } from './call.ts';
import type { Query } from './query.ts';
import type { HttpRequest } from './request.ts';

/**
 * A call as a message of the `/api` endpoint: every parameter, those of the path too, is a plain field. Source:
 * RESTApiDecoder.java, ZStack 5.2.1.
 */
export function callMessage(api: Api, statement: Statement, { values, secrets }: Call): HttpRequest {
  const given = secrets.filter((place) => values.has(place.split('.', 1)[0] as string));
  return messageOf(api, statement, Object.fromEntries(values), given);
}

/** A query as a message. Source: APIQueryMessage.java and QueryOp.java, ZStack 5.2.1. */
export function queryMessage(query: Query, statement: Statement): HttpRequest {
  const { api, conditions, timeout, target, fields, ...steering } = query;
  // The engine puts values into a text of its own between apostrophes.
  const stray = conditions.find(({ value }) => value?.includes("'"));
  if (stray) throw new CliError('not-expressible', { word: stray.word.text, why: 'message' }, stray.word);
  const body = {
    conditions: conditions.map(({ path, operator, value }) => ({
      name: path,
      op: operator,
      ...(value !== undefined && { value }),
    })),
    ...steering,
    ...(fields && fields.length > 0 && { fields }),
  };
  return messageOf(api, statement, body, []);
}

function messageOf(api: Api, statement: Statement, body: JsonObject, secrets: readonly string[]): HttpRequest {
  if (api.fullName === undefined) throw new CliError('no-message', { api: api.name }, statement.verb);
  return {
    api: api.name,
    method: 'POST',
    path: '',
    query: [],
    body: body as Json,
    needSession: api.needSession ?? true,
    needPoll: api.needPoll ?? (api.kind !== 'query' && api.kind !== 'get'),
    reply: 'message',
    message: api.fullName,
    secrets,
  };
}
