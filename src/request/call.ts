import { CliError, type Note, type Span, throwAll } from '../errors.ts';
import { ExactNumber, isArray, isJsonObject, type Json, own } from '../json/json.ts';
import type { Statement } from '../language/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Param } from '../registry/types.ts';
import { placeIn, readParams } from './params.ts';
import { travelling } from './password.ts';
import { fillPath, variablesOf } from './path.ts';
import type { NameReference, UuidOf } from './reading.ts';
import type { HttpRequest } from './request.ts';
import { type Place, secretPlaces } from './secret.ts';
import { paramsOf } from './target.ts';

/** The parameters of a call as they travel, whatever carries them. */
export interface Call {
  readonly values: ReadonlyMap<string, Json>;
  /** Places of what must not be shown; each begins with the parameter. */
  readonly secrets: readonly Place[];
  readonly notes: readonly Note[];
  readonly names: readonly NameReference[];
}

/** Reads and checks the parameters of an API that is not a query. Mistakes are told together. */
export function readCall(
  api: Api,
  statement: Statement,
  registry: Registry,
  { validate, uuidOf }: { readonly validate: boolean; readonly uuidOf?: UuidOf | undefined },
): Call {
  const placed = new Map<string, Span>();
  const named = new Map<string, Span>();
  const reading = {
    ...{ registry, validate, uuidOf, placed, named, errors: [] as CliError[], notes: [], names: [] },
    place: (path: string, part?: 'name') =>
      (part === 'name' && named.get(path)) || placeIn(placed, path, statement.verb),
  };
  const values = readParams(api, statement, reading);
  throwAll(inOrder(reading.errors, statement));
  const { notes, names } = reading;
  return {
    values: new Map([...values].map(([name, value]) => [name, travelling(api.name, name, value)])),
    secrets: secretsIn(values, api, registry),
    notes,
    names,
  };
}

function secretsIn(values: ReadonlyMap<string, Json>, api: Api, registry: Registry): readonly Place[] {
  const params = paramsOf(api);
  return [...values].flatMap(([name, value]) => {
    const param = params.find((each) => each.name === name) ?? unknownParam(name);
    return secretPlaces(value, param, registry).map((place) => [name, ...place]);
  });
}

function unknownParam(name: string): Param {
  return { name, type: 'string', required: false, typeGuess: true };
}

/** As they stand in the line; what is missing altogether comes last. */
function inOrder(errors: readonly CliError[], { verb }: Statement): readonly CliError[] {
  const place = ({ span }: CliError): number => (span === verb ? Infinity : (span?.start ?? 0));
  return errors.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/**
 * The REST request of a call: path variables, then the rest in the query string (GET, DELETE) or in the body under the
 * API's wrapper (POST, PUT). Source: ZSClient.java and RestServer.java, ZStack 5.2.1.
 */
export function callRequest(api: Api, statement: Statement, { values, secrets }: Call): HttpRequest {
  const { method, path } = api;
  if (!method || path === undefined)
    throw new CliError('no-rest', { api: api.name, hasMessage: api.fullName !== undefined }, statement.verb);
  const variables = variablesOf(path);
  const inPath = new Map(variables.map((name) => [name, plain(values.get(name) ?? '')]));
  const rest = [...values].filter(([name]) => !inPath.has(name));
  const given = secrets.filter(([root = '']) => !inPath.has(root));
  const frame = {
    api: api.name,
    method,
    path: fillPath(path, inPath),
    needSession: api.needSession ?? true,
    needPoll: api.needPoll ?? false,
    reply: 'envelope',
  } as const;
  if (method === 'GET' || method === 'DELETE')
    return {
      ...frame,
      query: rest.flatMap(([name, value]) => queryPairs(name, value)),
      secrets: given.map((place) => [pairName(place, values)]),
    };
  const wrap = api.wrap ?? 'params';
  return {
    ...frame,
    query: [],
    body: { [wrap]: Object.fromEntries(rest) },
    secrets: given.map((place) => [wrap, ...place]),
  };
}

/** A list repeats its name, a map is `name.key`. Source: ZSClient.java, ZStack 5.2.1. */
function queryPairs(name: string, value: Json): readonly (readonly [string, string])[] {
  if (isArray(value)) return value.map((element) => [name, plain(element)] as const);
  if (!isJsonObject(value)) return [[name, plain(value)]];
  return Object.entries(value).flatMap(([key, member]) => queryPairs(`${name}.${key}`, member ?? ''));
}

/** The name that a place has in the query string. */
function pairName([root = '', ...keys]: Place, values: ReadonlyMap<string, Json>): string {
  let value = values.get(root);
  let name = root;
  for (const key of keys) {
    if (!isJsonObject(value)) break;
    name += `.${key}`;
    value = own(value, key);
  }
  return name;
}

function plain(value: Json): string {
  if (typeof value === 'string') return value;
  return value instanceof ExactNumber ? value.text : JSON.stringify(value);
}
