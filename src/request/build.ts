import { CliError, type Note } from '../errors.ts';
import type { Statement } from '../language/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { apisNear } from '../registry/verbs.ts';
import { callRequest, readCall } from './call.ts';
import { hiddenIn, withoutHidden } from './hidden.ts';
import { callMessage, queryMessage } from './message.ts';
import { type Query, readQuery } from './query.ts';
import type { NameReference, UuidOf } from './reading.ts';
import type { HttpRequest } from './request.ts';
import { queryRequest } from './rest.ts';
import { mask } from './secret.ts';

export interface BuildOptions {
  /** Off: names and values that the registry does not know are sent as they are. */
  readonly validate: boolean;
  /** Ask `GET /<resource>/{uuid}`. */
  readonly byUuid: boolean;
  /** Left out: REST where the API has it, else the message endpoint. */
  readonly transport?: Transport | undefined;
  /** Milliseconds the server may take. */
  readonly timeout?: number | undefined;
  /** Uuids of the resources that are named; left out before they are looked up. */
  readonly uuidOf?: UuidOf | undefined;
}

export const transports = ['rest', 'message'] as const;

export type Transport = (typeof transports)[number];

/** A request and what is worth a word beside it. */
export interface Built {
  readonly request: HttpRequest;
  readonly notes: readonly Note[];
  /** Resources that are named and whose uuid is not known yet: the request still holds their names. */
  readonly names: readonly NameReference[];
  /** A query as it was read, and the way from one like it to its request. */
  readonly asked?: { readonly query: Query; request(query: Query): HttpRequest };
}

/** Statement to request: decides completely, sends nothing. Throws `CliError` or, for several mistakes, `CliErrors`. */
export function buildRequest(api: Api, statement: Statement, registry: Registry, options: BuildOptions): Built {
  const transport = transportOf(api, statement, options.transport);
  const built = api.kind === 'query' ? query(api, statement, registry, options, transport) : undefined;
  const { request, notes, names, asked } = built ?? call(api, statement, registry, options, transport);
  const timed = (request: HttpRequest): HttpRequest => {
    const { timeout } = options;
    return timeout === undefined || request.timeout !== undefined ? request : { ...request, timeout };
  };
  return {
    request: timed(request),
    notes,
    names,
    ...(asked && { asked: { query: asked.query, request: (query) => timed(asked.request(query)) } }),
  };
}

/** How a call of the API travels. Throws where it is forced onto a way that it does not have. */
function transportOf(api: Api, { verb }: Statement, forced: Transport | undefined): Transport {
  const hasRest = api.method !== undefined && api.path !== undefined;
  if (forced === 'message' && api.fullName === undefined) throw new CliError('no-message', { api: api.name }, verb);
  if (hasRest) return forced ?? 'rest';
  const hasMessage = api.fullName !== undefined;
  if (forced === 'rest' || !hasMessage) throw new CliError('no-rest', { api: api.name, hasMessage }, verb);
  return 'message';
}

function query(api: Api, statement: Statement, registry: Registry, options: BuildOptions, transport: Transport): Built {
  const { query, notes, names } = readQuery(api, statement, registry, options);
  if (transport === 'message' && options.byUuid)
    throw new CliError('by-uuid-not-offered', { api: api.name }, statement.verb);
  const travelling = (query: Query): HttpRequest =>
    transport === 'rest' ? queryRequest(query, statement, options.byUuid) : queryMessage(query, statement, registry);
  const request = (query: Query): HttpRequest =>
    hiddenIn(query).length === 0
      ? travelling(query)
      : { ...travelling(query), shown: travelling(withoutHidden(query, () => mask)) };
  return { request: request(query), notes, names, asked: { query, request } };
}

function call(api: Api, statement: Statement, registry: Registry, options: BuildOptions, transport: Transport): Built {
  if (options.byUuid) throw new CliError('by-uuid-not-offered', { api: api.name }, statement.verb);
  const call = readCall(api, statement, registry, options);
  const { notes, names } = call;
  return { request: (transport === 'rest' ? callRequest : callMessage)(api, statement, call), notes, names };
}

/** The API that a verb names; an unknown one is an error with the nearest names. */
export function apiOf(statement: Statement, registry: Registry): Api {
  const { verb } = statement;
  const api = registry.api(verb.text);
  if (api) return api;
  const near = apisNear(verb.text, registry);
  const removed = registry.removed(verb.text);
  if (removed) throw new CliError('removed-api', { name: removed.name, version: removed.removed, nearest: near }, verb);
  throw new CliError('unknown-api', { name: verb.text, nearest: near }, verb);
}
