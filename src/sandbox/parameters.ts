import type { Api, Param } from '../registry/types.ts';
import { Refusal } from './fault.ts';
import type { Json } from './reply.ts';

/** Parameters of one call by name: what the server understood, strings trimmed, defaults filled in. */
export type Params = Readonly<Record<string, Json>>;

/** A JSON object as it came, its numbers as their own text, so that none loses digits. */
export type Body = Readonly<Record<string, Raw>>;
type Raw = string | boolean | null | NumberText | readonly Raw[] | { readonly [key: string]: Raw };

/** Nothing, or nothing but space, is an empty body. Throws `Refusal`. Source: RestServer.java, ZStack 5.2.1. */
export function parseBody(text: string): Body {
  if (text.trim() === '') return {};
  const parsed = parse(text);
  if (isObject(parsed)) return parsed;
  throw new Refusal(500, `${syntax}java.lang.IllegalStateException: Expected BEGIN_OBJECT but was ${shapeOf(parsed)}`);
}

/**
 * Parameters of a POST or PUT: those under the API's wrapper, then tags beside it, then path variables. Names that the
 * API does not know are dropped. Throws `Refusal`. Source: RestServer.java, TypeVerifier.java, ZStack 5.2.1.
 */
export function bodyParams(api: Api, body: Body, pathVariables: Readonly<Record<string, string>>): Params {
  const wrapped = api.wrap === undefined ? undefined : body[api.wrap];
  const inside = isObject(wrapped) ? wrapped : {};
  const beside = Object.fromEntries(['systemTags', 'userTags'].flatMap((name) => pairOf(body, name)));
  const given: Body = { ...inside, ...beside, ...pathVariables };
  for (const param of api.params) verify(param, given[param.name]);
  return paramsOf(api, (param) => fromJson(param, given[param.name]));
}

/** Parameters of a GET or DELETE. Throws `Refusal`. Source: RestServer.java, TypeUtils.java, ZStack 5.2.1. */
export function queryParams(
  api: Api,
  pairs: readonly (readonly [name: string, value: string])[],
  pathVariables: Readonly<Record<string, string>>,
): Params {
  return paramsOf(api, (param) => {
    const inPath = pathVariables[param.name];
    return inPath === undefined ? fromQuery(param, pairs) : fromText(param, inPath);
  });
}

function paramsOf(api: Api, read: (param: Param) => Json): Params {
  const entries = api.params.map((param) => {
    const value = read(param) ?? (param.default as Json);
    return [param.name, typeof value === 'string' && !param.noTrim ? value.trim() : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

/** What stands before the deserializer has a look; only scalars can fail here. */
function verify(param: Param, value: Raw | undefined): void {
  if (value === undefined || value === null) return;
  const text = String(value);
  if ((param.type === 'int' || param.type === 'long') && !/^[-+]?\d+$/.test(text))
    throw new Refusal(400, `[${param.name}] field is excepted an int or long, but was [${text}].`);
  if (param.type === 'bool' && !/^(true|false)$/i.test(text))
    throw new Refusal(
      400,
      `Invalid value for boolean field [${param.name}], [${text}] is not a valid boolean string[true, false].`,
    );
}

function fromJson(param: Param, value: Raw | undefined): Json {
  if (value === undefined || value === null) return undefined;
  switch (param.type) {
    case 'list':
      if (!isList(value)) return mismatch('BEGIN_ARRAY', value);
      return value.map((each) => element(param.elem ?? param.elemGuess, each));
    case 'map':
      if (!isObject(value)) return mismatch('BEGIN_OBJECT', value);
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, element(param.elem, each)]));
    case 'object':
      return plain(value);
    case 'string':
      return chosen(param, scalar('STRING', value));
    case 'bool':
      return /^true$/i.test(scalar('BOOLEAN', value));
    case 'double':
      return double(scalar('NUMBER', value));
    default:
      return whole(scalar('NUMBER', value), param.type);
  }
}

function fromQuery(param: Param, pairs: readonly (readonly [name: string, value: string])[]): Json {
  const plainValues = pairs.filter(([name]) => name === param.name).map(([, value]) => value);
  const keyed = pairs.flatMap(([name, value]) => {
    const [field, key] = name.split('.');
    return field === param.name && key !== undefined ? [[key, value] as const] : [];
  });
  if (param.type === 'list') {
    const indexed = keyed.every(([key]) => /^\d+$/.test(key)) ? keyed : [];
    const values = [...indexed].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
    const all = values.length > 0 ? values : plainValues;
    return all.length > 0 ? all.map((value) => element(param.elem ?? param.elemGuess, value)) : undefined;
  }
  if (param.type === 'map') return keyed.length > 0 ? mapOf(param, keyed) : undefined;
  if (plainValues.length > 1)
    throw new Refusal(
      400,
      `Invalid query parameter[${param.name}], only one value is allowed for the parameter but multiple values found`,
    );
  return plainValues[0] === undefined ? undefined : fromText(param, plainValues[0]);
}

function mapOf(param: Param, keyed: readonly (readonly [key: string, value: string])[]): Json {
  const values = new Map<string, string[]>();
  for (const [key, value] of keyed) values.set(key, [...(values.get(key) ?? []), value]);
  const ofLists = /^(list|List)/.test(param.elem ?? '');
  const twice = [...values].find(([, each]) => each.length > 1);
  if (twice && !ofLists)
    throw new Refusal(400, `Invalid query parameter[${param.name}], duplicate map key[${twice[0]}]`);
  return Object.fromEntries([...values].map(([key, each]) => [key, ofLists ? each : each[0]]));
}

/** Numbers of a query string go through a double, and are cut. */
function fromText(param: Param, text: string): Json {
  if (param.type === 'bool') return text.toLowerCase() === 'true';
  if (param.type === 'double') return double(text);
  if (param.type === 'int' || param.type === 'long') return narrow(double(text), param.type);
  return chosen(param, text);
}

/** A Java enumeration becomes null where it does not know the value; there is one among the parameters. */
function chosen({ enumType, values }: Param, text: string): Json {
  return enumType === 'DeletionMode' && !values?.includes(text) ? undefined : text;
}

const bits = { int: 32, long: 64 } as const;

/** Whole numbers beyond 2^53 are bigints. */
function whole(text: string, type: keyof typeof bits): number | bigint {
  const value = BigInt(text.replace(/^\+/, ''));
  if (BigInt.asIntN(bits[type], value) !== value) throw notANumber(text);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function double(text: string): number {
  if (!/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?[fd]?\s*$/i.test(text)) throw notANumber(text);
  return Number.parseFloat(text);
}

/** The Java cast of a double: towards zero, and no further than the type goes. */
function narrow(value: number, type: keyof typeof bits): number | bigint {
  const end = 2 ** (bits[type] - 1);
  if (value >= end) return whole(String(BigInt(end) - 1n), type);
  return whole(String(BigInt(Math.trunc(Math.max(value, -end)))), type);
}

function element(type: string | undefined, value: Raw): Json {
  if (value === null) return null;
  const isScalar = typeof value === 'string' || typeof value === 'boolean' || value instanceof NumberText;
  if (type === 'string') return isScalar ? String(value) : mismatch('STRING', value);
  if ((type === 'int' || type === 'long') && isScalar) return whole(String(value), type);
  return plain(value);
}

function plain(value: Raw): Json {
  if (value instanceof NumberText) return value.plain();
  if (isList(value)) return value.map((each) => plain(each));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value;
}

function scalar(expected: string, value: Raw): string {
  return isList(value) || isObject(value) ? mismatch(expected, value) : String(value);
}

function mismatch(expected: string, found: Raw): never {
  throw new Refusal(500, `${syntax}java.lang.IllegalStateException: Expected ${expected} but was ${shapeOf(found)}`);
}

function notANumber(text: string): Refusal {
  return new Refusal(500, `java.lang.NumberFormatException: For input string: "${text}"`);
}

const syntax = 'com.google.gson.JsonSyntaxException: ';

function shapeOf(value: Raw): string {
  if (isList(value)) return 'BEGIN_ARRAY';
  if (isObject(value)) return 'BEGIN_OBJECT';
  if (value instanceof NumberText) return 'NUMBER';
  return value === null ? 'NULL' : typeof value === 'boolean' ? 'BOOLEAN' : 'STRING';
}

/** A number of a JSON text, digit by digit. */
class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  plain(): number | bigint {
    const value = Number(this.text);
    return /^-?\d+$/.test(this.text) && !Number.isSafeInteger(value) ? BigInt(this.text) : value;
  }
}

/** Begins a number that has been made a string for the parser, which would round it; strings that begin so get one more. */
const mark = '\0';

function parse(text: string): Raw {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) => {
    if (!token.startsWith('"')) return JSON.stringify(mark + token);
    return token.startsWith('"\\u0000') ? `"\\u0000\\u0000${token.slice(7)}` : token;
  });
  try {
    return JSON.parse(marked, (_, value) => {
      if (typeof value !== 'string' || !value.startsWith(mark)) return value;
      return value.startsWith(mark, 1) ? value.slice(1) : new NumberText(value.slice(1));
    });
  } catch {
    throw new Refusal(500, `${syntax}com.google.gson.stream.MalformedJsonException: malformed JSON`);
  }
}

function pairOf(body: Body, name: string): readonly (readonly [string, Raw])[] {
  const value = body[name];
  return value === undefined ? [] : [[name, value]];
}

function isObject(value: Raw | undefined): value is { readonly [key: string]: Raw } {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof NumberText);
}

function isList(value: Raw | undefined): value is readonly Raw[] {
  return Array.isArray(value);
}
