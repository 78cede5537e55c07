import type {
  Api,
  EnumType,
  ErrorCode,
  Field,
  Inventory,
  Join,
  Metric,
  Param,
  RemovedApi,
  Route,
  Struct,
} from './types.ts';

/** Look-ups over the packed registry. Names are found exactly, else without case. */
export interface Registry {
  /** Version of ZStack that the facts were read from. */
  readonly release: string;
  /** Every API, sorted. */
  apiNames(): readonly string[];
  api(name: string): Api | undefined;
  /** APIs whose name contains the text, without case. */
  apisContaining(text: string): readonly string[];
  /** With or without the ending `Inventory`; also by entity name (`resource`). */
  inventory(name: string): Inventory | undefined;
  inventoryNames(): readonly string[];
  /** What a query API answers. */
  queried(api: Api): Inventory | undefined;
  struct(name: string): Struct | undefined;
  enumType(name: string): EnumType | undefined;
  error(code: string): ErrorCode | undefined;
  metrics(namespace: string): readonly Metric[];
  metricNamespaces(): readonly string[];
  removed(name: string): RemovedApi | undefined;
  /** Follows joins one after the other; aliases lead to where their path ends. */
  walk(from: Inventory, joins: readonly string[]): Inventory | undefined;
  join(from: Inventory, name: string): Join | undefined;
  field(of: Inventory, name: string): Field | undefined;
  /** Inventories that have this one as parent. */
  children(of: Inventory): readonly Inventory[];
  /** The child that a value of the type field selects; the value is compared exactly, as the server does. */
  child(of: Inventory, type: string): Inventory | undefined;
  /** What a uuid field or parameter points to, guesses included. */
  referenced(by: Field | Param): Inventory | undefined;
  /** Every REST mapping. */
  routes(): readonly Route[];
}
