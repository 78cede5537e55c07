import { isArray, isJsonObject, type Json, own } from '../json/json.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory } from '../registry/types.ts';
import { variablesOf } from '../request/path.ts';
import type { HttpRequest } from '../request/request.ts';

/** Resources of one kind that a call names. */
export interface Target {
  readonly param: string;
  readonly uuids: readonly string[];
  /** Absent where nobody knows the kind. */
  readonly inventory?: Inventory;
}

/**
 * What a request is about: its own `uuid` or `uuids` where it has them, else every uuid of its path, else every uuid
 * that it names.
 */
export function targetsOf(api: Api, request: HttpRequest, registry: Registry): readonly Target[] {
  const given = api.params
    .filter(({ name }) => /^uuids?$|Uuids?$/.test(name) && name !== 'resourceUuid' && name !== 'tagUuids')
    .map((param) => ({ param, uuids: valuesOf(param.name, api, request) }))
    .filter(({ uuids }) => uuids.length > 0);
  const variables = variablesOf(api.path ?? '');
  const chosen = [
    given.filter(({ param: { name } }) => name === 'uuid' || name === 'uuids'),
    given.filter(({ param: { name } }) => variables.includes(name)),
  ].find((some) => some.length > 0);
  return (chosen ?? given).map(({ param, uuids }) => {
    const inventory = registry.referenced(param);
    return { param: param.name, uuids, ...(inventory && { inventory }) };
  });
}

/** The values of a parameter, wherever the request carries it. */
function valuesOf(name: string, api: Api, { path, query, body, message }: HttpRequest): readonly string[] {
  const inQuery = query.filter(([each]) => each === name).map(([, value]) => value);
  if (inQuery.length > 0) return inQuery;
  const template = message === undefined ? (api.path ?? '') : '';
  const at = template.split('/').indexOf(`{${name}}`);
  const segment = at < 0 ? undefined : path.split('/')[at];
  if (segment !== undefined) return [decodeURIComponent(segment)];
  const params = isJsonObject(body) && message === undefined ? own(body, api.wrap ?? 'params') : body;
  const value: Json | undefined = isJsonObject(params) ? own(params, name) : undefined;
  const values = isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}
