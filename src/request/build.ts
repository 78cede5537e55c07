import { CliError, type Note } from '../errors.ts';
import type { Statement } from '../language/statement.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { callRequest } from './call.ts';
import type { HttpRequest } from './request.ts';
import { queryRequest } from './rest.ts';

export interface BuildOptions {
  /** Off: names and values that the registry does not know are sent as they are. */
  readonly validate: boolean;
  /** Ask `GET /<resource>/{uuid}`. */
  readonly byUuid: boolean;
}

/** Statement to request: decides completely, sends nothing. Throws `CliError` or, for several mistakes, `CliErrors`. */
export function buildRequest(
  api: Api,
  statement: Statement,
  registry: Registry,
  options: BuildOptions,
): { readonly request: HttpRequest; readonly notes: readonly Note[] } {
  if (api.kind === 'query' && api.method && api.path !== undefined)
    return queryRequest(api, statement, registry, options);
  if (options.byUuid) throw new CliError('by-uuid-not-offered', { api: api.name }, statement.verb);
  return { request: callRequest(api, statement, options), notes: [] };
}

/** The API that a verb names; an unknown one is an error with the nearest names. */
export function apiOf(statement: Statement, registry: Registry): Api {
  const { verb } = statement;
  const api = registry.api(verb.text);
  if (api) return api;
  const near = nearest(verb.text, registry.apiNames());
  const removed = registry.removed(verb.text);
  if (removed) throw new CliError('removed-api', { name: removed.name, version: removed.removed, nearest: near }, verb);
  throw new CliError('unknown-api', { name: verb.text, nearest: near }, verb);
}
