/**
 * What a ZStack cloud offers, as facts. Compiled from the SDK, the open-source modules and the published metadata of
 * ZStack 5.2.1; entries of the 2026 releases are marked `release: 2026`. Everything named `…Guess` was inferred from
 * names: use it to offer and complete, never to refuse.
 */

export type ApiKind = 'query' | 'get' | 'create' | 'delete' | 'action';

export type ValueType = 'string' | 'int' | 'long' | 'double' | 'bool' | 'list' | 'map' | 'object';

export interface Param {
  readonly name: string;
  readonly type: ValueType;
  readonly required: boolean;
  /** Element type of a list, value type of a map, class of an object. */
  readonly elem?: string;
  readonly elemGuess?: string;
  /** Legal values, compared without case; of each element when the parameter is a list. */
  readonly values?: readonly string[];
  readonly enumType?: string;
  readonly default?: unknown;
  /** Bounds of a number, both included; `null` is open. */
  readonly range?: readonly [number | null, number | null];
  readonly rangeUnit?: readonly string[];
  /** Length of a string in characters. */
  readonly min?: number;
  readonly max?: number;
  /** Must match the whole value. */
  readonly regex?: string;
  readonly nonempty?: boolean;
  readonly emptyString?: false;
  readonly noTrim?: boolean;
  /** Entity a uuid points to, the `resource` of an inventory. */
  readonly resource?: string;
  readonly resourceGuess?: string;
  readonly secret?: boolean;
  /** A URL that may embed credentials. */
  readonly secretUri?: boolean;
  readonly typeGuess?: boolean;
  readonly since?: string;
  readonly deprecated?: boolean;
  readonly release?: 2026;
}

export interface Api {
  readonly name: string;
  readonly kind: ApiKind;
  /** Absent, like `path`, where the API exists on the message bus only. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/v1`, with `{variable}` placeholders named like parameters. */
  readonly path?: string;
  readonly optionalPaths?: readonly string[];
  readonly optionalPathsGuess?: boolean;
  readonly needSession?: boolean;
  /** Answered with 202 and a job to poll. The reply's status decides, not this. */
  readonly needPoll?: boolean;
  /** Key of the body object that holds the parameters; used literally, even `"null"` and `""`. */
  readonly wrap?: string;
  readonly params: readonly Param[];
  /** Inventory that a query answers. */
  readonly inventory?: string;
  readonly inventoryGuess?: boolean;
  /** Properties of the reply and their types: scalar, `XInventory`, `list<X>`, `map<X>`. */
  readonly result?: Readonly<Record<string, string>>;
  /** Message class of the `/api` endpoint. */
  readonly fullName?: string;
  readonly fullName2026?: string;
  readonly pkg?: string;
  readonly since?: string;
  readonly sinceUpper?: boolean;
  readonly timeoutSec?: number;
  readonly deprecated?: boolean;
  readonly sharesMessage?: string;
  readonly tagResource?: string;
  readonly rest?: false;
  readonly restSrc?: string;
  readonly release?: 2026;
}

export interface RemovedApi extends Omit<Api, 'release'> {
  /** First version without it, and the day. */
  readonly removed: string;
  readonly removedDate: string;
}

export type FieldType = ValueType | 'timestamp';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** As of a parameter. */
  readonly elem?: string;
  readonly elemGuess?: string;
  readonly enum?: readonly string[];
  readonly enumType?: string;
  /** Entity the column points to (SQL foreign key). */
  readonly ref?: string;
  readonly typeGuess?: boolean;
  readonly unqueryable?: boolean;
  readonly secret?: boolean;
  readonly since?: string;
  readonly release?: 2026;
}

export interface Join {
  readonly name: string;
  /** Inventory on the other side. */
  readonly to: string;
  /** Dotted path of joins that this name stands for. */
  readonly alias?: string;
  readonly aliasGuess?: string;
  /** Accepted by the server, not offered. */
  readonly hidden?: boolean;
  readonly fk?: { readonly self: string; readonly target: string };
  readonly fkGuess?: boolean;
  readonly inferred?: boolean;
  /** Inventory that declares it, where that is another one. */
  readonly inherited?: string;
}

export interface Inventory {
  readonly name: string;
  /** Entity name, as `ref`, `resource` and `resourceGuess` use it. */
  readonly resource: string;
  readonly vo?: string;
  readonly fullName?: string;
  /** Usable as a ZQL entity: the name without `Inventory`. */
  readonly zql?: boolean | 'guess';
  readonly fields: readonly Field[];
  readonly joins: readonly Join[];
  /** Fields usable in conditions, `fields` and `sortBy`; absent where nobody knows. */
  readonly queryable?: readonly string[];
  /** Probably not queryable. */
  readonly maybe?: readonly string[];
  readonly queryApi?: string;
  readonly queryApiGuess?: boolean;
  /** Parent inventory and the value of its `typeField` that selects this one. */
  readonly parent?: string;
  readonly parentType?: string;
  readonly typeField?: string;
  /** Superclass of the inventory class; `parent` and this may both be there and differ. */
  readonly extends?: string;
  readonly since?: string;
  readonly sinceUpper?: boolean;
  readonly release?: 2026;
}

/** A field of a struct; the last five are there where the struct is also taken as a parameter. */
export interface StructField extends Field {
  readonly required?: boolean;
  readonly default?: unknown;
  readonly values?: readonly string[];
  readonly resource?: string;
  readonly nonempty?: boolean;
}

export interface Struct {
  readonly name: string;
  readonly fields: readonly StructField[];
}

export interface EnumType {
  readonly name: string;
  readonly values: readonly string[];
}

export interface ErrorCode {
  /** `PREFIX.number`, e.g. `SYS.1006`. */
  readonly code: string;
  readonly prefix: string;
  readonly enum?: string;
  readonly name?: string;
  readonly file?: string;
}

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly labels: readonly string[];
  readonly driver?: string;
}

/** One REST mapping, for routing: several APIs may share a path. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly api: string;
}

/** What all APIs share. Sources: RestConstants.java, QueryOp.java, APIQueryMessage.java, ZStack 5.2.1. */
export interface Common {
  /** Version that the facts were read from. */
  readonly release: string;
  readonly apiPrefix: string;
  /** Parameters of every API that are not listed with it. */
  readonly omittedParams: readonly string[];
  readonly queryParams: readonly Param[];
  readonly queryOps: readonly string[];
  /** Sign in the `q` parameter and the operator it means, in the order in which the server tries them. */
  readonly restQueryOps: readonly (readonly [sign: string, operator: string])[];
  readonly restQueryString: readonly string[];
  /** Pseudo fields of every inventory. */
  readonly tagConditions: readonly string[];
  readonly restConstants: Readonly<Record<string, string | number>>;
  readonly sdkConstants: Readonly<Record<string, string>>;
}

/** Everything the registry is made of. */
export interface Data {
  readonly common: Common;
  readonly apis: readonly Api[];
  readonly inventories: readonly Inventory[];
  readonly structs: readonly Struct[];
  readonly enums: readonly EnumType[];
  readonly errors: readonly ErrorCode[];
  readonly metrics: readonly Metric[];
  readonly removed: readonly RemovedApi[];
}
