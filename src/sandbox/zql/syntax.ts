/** One statement of ZQL, as it was written. Source: ZQL.g4, ZStack 5.2.1. */
export type Statement = Query | Sum | Search;

/** `query …` or `count …`; what the grammar keeps from one of them is absent. */
export interface Query {
  readonly verb: 'query' | 'count';
  readonly target: Target;
  /** Joins were asked for, which nothing here carries out. */
  readonly joins: boolean;
  /** Conditions side by side parse, and mean nothing. */
  readonly where: readonly Condition[];
  readonly restrict: readonly Restriction[];
  /** What `return with` names: `total` or something that only a plug-in knows. */
  readonly returnWith: readonly string[];
  readonly groupBy: readonly string[];
  readonly orderBy: readonly Order[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  readonly name: string | undefined;
}

export interface Sum {
  readonly verb: 'sum';
  readonly target: Target;
  readonly by: string;
  readonly where: readonly Condition[];
  readonly orderBy: readonly Order[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  readonly name: string | undefined;
}

export interface Search {
  readonly verb: 'search';
  readonly keyword: string;
  readonly from: readonly string[];
  readonly restrict: readonly Restriction[];
}

export interface Target {
  /** `distinct`, `max`, …, the outermost first. */
  readonly functions: readonly string[];
  readonly entity: string;
  /** `e.a,b` has two; of `e.a.b` there is the first only, as upstream. */
  readonly fields: readonly string[];
}

export type Condition = Logical | Test | Comparison;

/** There is no precedence: `a and b or c` is `a and (b or c)`. */
export interface Logical {
  readonly kind: 'and' | 'or';
  readonly left: Condition;
  readonly right: Condition;
}

export interface Test {
  readonly kind: 'test';
  /** Joins, and the field last. */
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly value: Value | undefined;
}

/** Of two columns, as an unquoted word on the right-hand side is taken: of use in joins only. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly left: string;
  readonly operator: Operator;
  readonly right: string;
}

export interface Restriction {
  readonly entity: string | undefined;
  readonly field: string;
  readonly operator: Operator;
  readonly value: Value | undefined;
}

export interface Order {
  readonly key: OrderKey;
  readonly direction: 'asc' | 'desc';
}

export type OrderKey =
  | { readonly kind: 'field'; readonly entity: string | undefined; readonly field: string }
  | { readonly kind: 'call'; readonly called: string; readonly of: OrderKey }
  | { readonly kind: 'arithmetic'; readonly sign: string; readonly left: OrderKey; readonly right: OrderKey };

export type Value = Literal | List | SubQuery | { readonly kind: 'api' };

export interface Literal {
  readonly kind: 'string' | 'number' | 'boolean';
  /** As written, quotes included. */
  readonly text: string;
}

export interface List {
  readonly kind: 'list';
  readonly values: readonly (Literal | List)[];
}

export interface SubQuery {
  readonly kind: 'query';
  readonly entity: string;
  readonly path: readonly string[];
  readonly where: readonly Condition[];
}

export type Operator = (typeof operators)[number];

export const operators = [
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'is null',
  'is not null',
  'in',
  'not in',
  'like',
  'not like',
  'has',
  'not has',
] as const;
