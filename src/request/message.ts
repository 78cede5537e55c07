import { CliError } from '../errors.ts';
import type { Json, JsonObject } from '../json/json.ts';
import type { Statement } from '../language/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import type { Call } from './call.ts';
import type { Query } from './query.ts';
import type { HttpRequest } from './request.ts';
import type { Place } from './secret.ts';
import { hasZql, zqlRequest } from './zql.ts';

/**
 * A call as a message of the `/api` endpoint: every parameter, those of the path too, is a plain field. Source:
 * RESTApiDecoder.java, ZStack 5.2.1.
 */
export function callMessage(api: Api, statement: Statement, { values, secrets }: Call): HttpRequest {
  return messageOf(api, statement, Object.fromEntries(values), secrets);
}

/** A query as a message. Source: APIQueryMessage.java and QueryOp.java, ZStack 5.2.1. */
export function queryMessage(query: Query, statement: Statement, registry: Registry): HttpRequest {
  const { api, conditions, timeout, target, fields, thenBy, unread = [], ...steering } = query;
  // The engine puts values into a text of its own between apostrophes.
  const stray = conditions.find(({ value }) => value?.includes("'"));
  if (stray || (thenBy !== undefined && hasZql(query)))
    return zqlMessage(zqlRequest(query, stray), statement, registry);
  const body = {
    conditions: conditions.map(({ path, operator, value }) => ({
      name: path,
      op: operator,
      ...(value !== undefined && { value }),
    })),
    ...steering,
    ...Object.fromEntries(unread),
    ...(fields && fields.length > 0 && { fields }),
  };
  return messageOf(api, statement, body, []);
}

function zqlMessage({ api, query }: HttpRequest, statement: Statement, registry: Registry): HttpRequest {
  const zql = registry.api('ZQLQuery');
  if (!zql) throw new CliError('no-message', { api: 'ZQLQuery' }, statement.verb);
  return { ...messageOf(zql, statement, Object.fromEntries(query), []), api, reply: 'zql' };
}

function messageOf(api: Api, statement: Statement, body: JsonObject, secrets: readonly Place[]): HttpRequest {
  if (api.fullName === undefined) throw new CliError('no-message', { api: api.name }, statement.verb);
  return {
    api: api.name,
    method: 'POST',
    path: '',
    query: [],
    body: body as Json,
    needSession: api.needSession ?? true,
    needPoll: api.needPoll ?? (api.kind !== 'query' && api.kind !== 'get'),
    reply: 'envelope',
    message: api.fullName,
    secrets,
  };
}
