import type {
  Api,
  Common,
  Data,
  EnumType,
  ErrorCode,
  Field,
  Inventory,
  Join,
  Metric,
  Param,
  RemovedApi,
  Struct,
  StructField,
} from './types.ts';

/** Checks a raw value and gives it back with its keys in order; throws `Error` naming `place`. */
export type Reader<T> = (raw: unknown, place: string, whole: Raw) => T;

type Raw = Readonly<Record<string, unknown>>;

/** One reader for every key of `T`: what the compiler asks for here is what the data may hold, in this order. */
type Shape<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Reader<T[K] | undefined> : Reader<T[K]>;
};

const text: Reader<string> = (raw, place) => (typeof raw === 'string' ? raw : fail(place, 'a text', raw));
const flag: Reader<boolean> = (raw, place) => (typeof raw === 'boolean' ? raw : fail(place, 'true or false', raw));
const whole: Reader<number> = (raw, place) => (Number.isSafeInteger(raw) ? (raw as number) : fail(place, 'whole', raw));
const scalar: Reader<unknown> = (raw, place) =>
  raw !== null && /^(?:string|number|boolean)$/.test(typeof raw) ? raw : fail(place, 'a plain value', raw);
const name: Reader<string> = (raw, place) =>
  /^\w+$/.test(text(raw, place, {})) ? (raw as string) : fail(place, 'a name', raw);
const texts = list(text);
const names = list(name);
const release: Reader<2026 | undefined> = (raw, _, { src, sources }) =>
  raw === 2026 || src === '2026' || (Array.isArray(sources) && sources.join() === '2026') ? 2026 : undefined;
const valueTypes = ['string', 'int', 'long', 'double', 'bool', 'list', 'map', 'object'] as const;

const pattern: Reader<string> = (raw, place) => {
  try {
    return new RegExp(text(raw, place, {}), 'u').source && (raw as string);
  } catch {
    return fail(place, 'a regular expression', raw);
  }
};

const range: Reader<readonly [number | null, number | null]> = (raw, place) => {
  const bound = (value: unknown) => (value === null ? null : whole(value, place, {}));
  return Array.isArray(raw) && raw.length === 2 ? [bound(raw[0]), bound(raw[1])] : fail(place, 'two bounds', raw);
};

const param: Reader<Param> = record<Param>({
  name,
  type: oneOf(...valueTypes),
  elem: maybe(text),
  elemGuess: maybe(text),
  typeGuess: maybe(flag),
  required: flag,
  default: maybe(scalar),
  values: maybe(texts),
  enumType: maybe(name),
  range: maybe(range),
  rangeUnit: maybe(texts),
  min: maybe(whole),
  max: maybe(whole),
  regex: maybe(pattern),
  nonempty: maybe(flag),
  emptyString: maybe(oneOf(false)),
  noTrim: maybe(flag),
  resource: maybe(name),
  resourceGuess: maybe(name),
  secret: maybe(flag),
  secretUri: maybe(flag),
  deprecated: maybe(flag),
  since: maybe(text),
  release,
});

const api: Shape<Api> = {
  name,
  kind: oneOf('query', 'get', 'create', 'delete', 'action'),
  method: maybe(oneOf('GET', 'POST', 'PUT', 'DELETE')),
  path: maybe(text),
  optionalPaths: maybe(texts),
  optionalPathsGuess: maybe(flag),
  wrap: maybe(text),
  needSession: maybe(flag),
  needPoll: maybe(flag),
  timeoutSec: maybe(whole),
  inventory: maybe(name),
  inventoryGuess: maybe(flag),
  params: list(param),
  result: maybe(map(text)),
  tagResource: maybe(name),
  fullName: maybe(text),
  fullName2026: maybe(text),
  pkg: maybe(text),
  sharesMessage: maybe(name),
  rest: maybe(oneOf(false)),
  restSrc: maybe(text),
  deprecated: maybe(flag),
  since: maybe(text),
  sinceUpper: maybe(flag),
  release,
};

const { release: _, ...lasting } = api;
const removed: Shape<RemovedApi> = { ...lasting, removed: text, removedDate: text };

const field: Shape<Field> = {
  name,
  type: oneOf(...valueTypes, 'timestamp'),
  elem: maybe(text),
  elemGuess: maybe(text),
  typeGuess: maybe(flag),
  enum: maybe(texts),
  enumType: maybe(name),
  ref: maybe(name),
  unqueryable: maybe(flag),
  secret: maybe(flag),
  since: maybe(text),
  release,
};

const join: Shape<Join> = {
  name,
  to: name,
  alias: maybe(text),
  aliasGuess: maybe(text),
  hidden: maybe(flag),
  inferred: maybe(flag),
  fk: maybe(record<{ readonly self: string; readonly target: string }>({ self: name, target: name })),
  fkGuess: maybe(flag),
  inherited: maybe(name),
};

const inventory: Shape<Inventory> = {
  name,
  resource: name,
  vo: maybe(name),
  fullName: maybe(text),
  zql: maybe(oneOf(true, 'guess')),
  queryApi: maybe(name),
  queryApiGuess: maybe(flag),
  parent: maybe(name),
  parentType: maybe(text),
  typeField: maybe(name),
  extends: maybe(name),
  fields: list(record<Field>(field)),
  queryable: maybe(names),
  maybe: maybe(names),
  joins: list(record<Join>(join)),
  since: maybe(text),
  sinceUpper: maybe(flag),
  release,
};

const structField: Reader<StructField> = record<StructField>({
  ...field,
  required: maybe(flag),
  default: maybe(scalar),
  values: maybe(texts),
  resource: maybe(name),
  nonempty: maybe(flag),
});

const sign: Reader<readonly [string, string]> = (raw, place) => {
  const [first, second, ...more] = texts(raw, place, {});
  return first !== undefined && second !== undefined && more.length === 0
    ? [first, second]
    : fail(place, 'a pair', raw);
};

/** Readers of the files of facts, each by the name it has in `Data`. */
export const readers: { readonly [K in keyof Data]: Reader<Data[K]> } = {
  common: record<Common>({
    release: (raw, place, { generatedFrom }) => text(raw ?? (generatedFrom as Raw | undefined)?.version, place, {}),
    apiPrefix: text,
    omittedParams: names,
    queryParams: list(param),
    queryOps: texts,
    restQueryOps: list(sign),
    restQueryString: names,
    tagConditions: names,
    restConstants: map(scalar as Reader<string | number>),
    sdkConstants: map(text),
  }),
  apis: list(record<Api>(api)),
  inventories: list(record<Inventory>(inventory)),
  structs: list(record<Struct>({ name, fields: list(structField) })),
  enums: list(record<EnumType>({ name, values: texts })),
  errors: list(
    record<ErrorCode>({ code: text, prefix: text, enum: maybe(name), name: maybe(text), file: maybe(text) }),
  ),
  metrics: list(record<Metric>({ namespace: text, name, labels: texts, driver: maybe(name) })),
  removed: list(record<RemovedApi>(removed)),
};

/** Where a fact was found, and what `release` says shorter; known and left out. */
const provenance = new Set(['added', 'fullNameSrc', 'generatedFrom', 'queryable2026', 'sources', 'src']);

function record<T>(shape: Shape<T>): Reader<T> {
  return (raw, place) => {
    const { label, whole } = labelled(raw, place);
    const unknown = Object.keys(whole).find((key) => !Object.hasOwn(shape, key) && !provenance.has(key));
    if (unknown !== undefined) throw new Error(`${label}: unknown key ${JSON.stringify(unknown)}`);
    const entries = Object.entries<Reader<unknown>>(shape).map(([key, read]) => [
      key,
      read(whole[key], `${label}.${key}`, whole),
    ]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as T;
  };
}

/** The place of a record ends in its name rather than in its number. */
function labelled(raw: unknown, place: string): { readonly label: string; readonly whole: Raw } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return fail(place, 'an object', raw);
  const whole = raw as Raw;
  const id = whole.code ?? whole.name;
  return { label: typeof id === 'string' ? place.replace(/\[\d+\]$/, ` ${id}`) : place, whole };
}

function list<T>(read: Reader<T>): Reader<readonly T[]> {
  return (raw, place) =>
    Array.isArray(raw) ? raw.map((each, index) => read(each, `${place}[${index}]`, {})) : fail(place, 'a list', raw);
}

function map<T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (raw, place) =>
    Object.fromEntries(
      Object.entries(labelled(raw, place).whole).map(([key, value]) => [key, read(value, `${place}.${key}`, {})]),
    );
}

function maybe<T>(read: Reader<T>): Reader<T | undefined> {
  return (raw, place, whole) => (raw === undefined ? undefined : read(raw, place, whole));
}

function oneOf<const T extends readonly (string | boolean)[]>(...values: T): Reader<T[number]> {
  return (raw, place) => (values.includes(raw as T[number]) ? (raw as T[number]) : fail(place, values.join(', '), raw));
}

function fail(place: string, expected: string, found: unknown): never {
  throw new Error(`${place}: expected ${expected}, found ${JSON.stringify(found)}`);
}
