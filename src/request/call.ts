import { createHash } from 'node:crypto';
import { CliError, throwAll } from '../errors.ts';
import { ExactNumber, isArray, isJsonObject, type Json, stringifyJson } from '../json/json.ts';
import type { Argument, Statement } from '../language/statement.ts';
import { nearest } from '../registry/near.ts';
import type { Api, Param } from '../registry/types.ts';
import { fillPath, variablesOf } from './path.ts';
import type { HttpRequest } from './request.ts';
import { readValue } from './value.ts';

/**
 * The request of an API that is not a query: path variables, then the rest in the query string (GET, DELETE) or in the
 * body under the API's wrapper (POST, PUT). Source: ZSClient.java and RestServer.java, ZStack 5.2.1.
 */
export function callRequest(api: Api, statement: Statement, options: { readonly validate: boolean }): HttpRequest {
  if (!api.method || api.path === undefined) throw new CliError('no-rest', { api: api.name }, statement.verb);
  const values = readParams(api, statement, options.validate);
  const variables = variablesOf(api.path);
  const inPath = new Map(variables.map((name) => [name, plain(values.get(name) ?? '')]));
  const rest = [...values].filter(([name]) => !inPath.has(name));
  const frame = {
    api: api.name,
    method: api.method,
    path: fillPath(api.path, inPath),
    needSession: api.needSession ?? true,
    needPoll: api.needPoll ?? false,
    reply: 'envelope',
  } as const;
  const secretNames = rest.filter(([name, value]) => isSecret(api, name, value)).map(([name]) => name);
  if (api.method === 'GET' || api.method === 'DELETE') {
    return { ...frame, query: rest.flatMap(([name, value]) => queryPairs(name, value)), secrets: secretNames };
  }
  const wrap = api.wrap ?? 'params';
  return {
    ...frame,
    query: [],
    body: { [wrap]: Object.fromEntries(rest) },
    secrets: secretNames.map((name) => `${wrap}.${name}`),
  };
}

/** A URL is a secret only where it embeds credentials. */
function isSecret({ params }: Api, name: string, value: Json): boolean {
  const param = params.find((each) => each.name === name);
  return param?.secret === true || (param?.secretUri === true && stringifyJson(value).includes('@'));
}

function readParams(api: Api, statement: Statement, validate: boolean): ReadonlyMap<string, Json> {
  const errors: CliError[] = [];
  const values = new Map<string, Json>();
  // An empty path variable would name another path.
  const variables = variablesOf(api.path ?? '');
  const given = new Set(
    statement.arguments.filter(({ name, value }) => value !== '' || !variables.includes(name)).map(({ name }) => name),
  );
  for (const argument of statement.arguments) {
    try {
      const param = paramOf(api, argument, validate);
      values.set(param.name, combine(param, values.get(param.name), readParam(api, param, argument), argument));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      errors.push(error);
    }
  }
  const missing = (validate ? requiredParams(api) : variables).filter((name) => !given.has(name));
  if (missing.length > 0)
    errors.push(new CliError('missing-params', { api: api.name, names: missing }, statement.verb));
  throwAll(errors);
  return values;
}

/** Parameters that a call must have: the required ones and every variable of the path. */
export function requiredParams(api: Api): readonly string[] {
  const required = api.params.filter((param) => param.required).map((param) => param.name);
  return [...new Set([...required, ...variablesOf(api.path ?? '')])];
}

function paramOf(api: Api, argument: Argument, validate: boolean): Param {
  if (argument.operator !== '=') {
    const { name, operator } = argument;
    throw new CliError('not-an-assignment', { name, operator, api: api.name }, argument.operatorSpan);
  }
  const param = api.params.find(({ name }) => name === argument.name);
  if (param) return param;
  if (!validate || variablesOf(api.path ?? '').includes(argument.name))
    return { name: argument.name, type: 'string', required: false };
  const names = api.params.map(({ name }) => name);
  throw new CliError(
    'unknown-param',
    { api: api.name, name: argument.name, nearest: nearest(argument.name, names) },
    argument.nameSpan,
  );
}

function readParam(api: Api, param: Param, argument: Argument): Json {
  const value = readValue(param, argument.value, argument.valueSpan);
  return typeof value === 'string' && isHashed(api.name, param.name)
    ? createHash('sha512').update(value).digest('hex')
    : value;
}

/** A list may be given in several words; nothing else may. */
function combine(param: Param, before: Json | undefined, value: Json, argument: Argument): Json {
  if (before === undefined) return value;
  if (isArray(before) && isArray(value)) return [...before, ...value];
  throw new CliError('repeated-param', { name: param.name }, argument.nameSpan);
}

/**
 * Passwords that travel as the lower-case hex SHA-512 of the clear text; directories (LDAP, CAS) need the text itself.
 * Source: cli.py of zstack-utility and AccountManagerImpl.java, ZStack 5.2.1.
 */
export function isHashed(api: string, param: string): boolean {
  return hashedParams[api] === param;
}

const hashedParams: Readonly<Record<string, string>> = {
  LogInByAccount: 'password',
  LogInByUser: 'password',
  LoginIAM2VirtualID: 'password',
  CreateAccount: 'password',
  CreateUser: 'password',
  CreateIAM2VirtualID: 'password',
  UpdateAccount: 'password',
  UpdateUser: 'password',
  UpdateIAM2VirtualID: 'password',
  GetTwoFactorAuthenticationSecret: 'password',
  PowerOffHost: 'adminPassword',
};

/** A list repeats its name, a map is `name.key`. Source: ZSClient.java, ZStack 5.2.1. */
function queryPairs(name: string, value: Json): readonly (readonly [string, string])[] {
  if (isArray(value)) return value.map((element) => [name, plain(element)] as const);
  if (!isJsonObject(value)) return [[name, plain(value)]];
  return Object.entries(value).flatMap(([key, member]) => queryPairs(`${name}.${key}`, member ?? ''));
}

function plain(value: Json): string {
  if (typeof value === 'string') return value;
  return value instanceof ExactNumber ? value.text : JSON.stringify(value);
}
