import type { ArgumentAbout, ArgumentKind } from './text.ts';

/** What the pages of `help`, `explain` and their kin say, in one language; loaded only when one is shown. */
export interface PageText {
  /** What an API does, from its name alone. */
  readonly apiSummary: (api: string) => string;
  /** What a resource is called, from its name alone. */
  readonly resourceName: (name: string) => string;
  readonly heading: Readonly<Record<Heading, string>>;
  readonly param: ParamText;
  /** Over the part of a skeleton that is a comment. */
  readonly optionalInput: string;
  readonly call: CallText;
  readonly inventory: InventoryText;
  readonly operator: Readonly<Record<OperatorSign, string>>;
  readonly steering: Readonly<Record<SteeringKey, string>>;
  readonly tags: Readonly<Record<TagField, string>>;
  readonly errorCode: ErrorCodeText;
  readonly commands: CommandsText;
  readonly explain: ExplainText;
  readonly manual: ManualText;
  /** Fixed words of the command `apropos` and of lists that are cut. */
  readonly found: FoundText;
}

export type Heading =
  | 'usage'
  | 'required'
  | 'optional'
  | 'answer'
  | 'call'
  | 'example'
  | 'examples'
  | 'conditions'
  | 'fields'
  | 'joins'
  | 'tags'
  | 'operators'
  | 'steering'
  | 'children'
  | 'apis'
  | 'values'
  | 'metrics'
  | 'arguments'
  | 'options'
  | 'meaning'
  | 'otherFields'
  | 'words'
  | 'request'
  | 'python';

/** Pieces of what is said of one parameter or field; they stand one after the other. */
export interface ParamText {
  readonly separator: string;
  readonly type: Readonly<Record<string, string>>;
  readonly listOf: (element: string) => string;
  readonly mapOf: (value: string) => string;
  /** `resource` as the registry names it; `list`: several uuids; `named`: `@name:` and a name may stand for one. */
  readonly uuidOf: (resource: string, list: boolean, named: boolean) => string;
  readonly oneOf: (values: readonly string[]) => string;
  readonly between: (least: string, most: string) => string;
  readonly atLeast: (least: string) => string;
  readonly atMost: (most: string) => string;
  readonly length: (least: number | undefined, most: number | undefined) => string;
  readonly matches: (regex: string) => string;
  readonly default: (value: string) => string;
  readonly notEmpty: string;
  readonly secret: string;
  readonly since: (version: string) => string;
  readonly newer: string;
  readonly deprecated: string;
  readonly notQueryable: string;
  readonly maybeQueryable: string;
}

export interface CallText {
  readonly rest: (method: string, path: string) => string;
  readonly byUuid: (path: string) => string;
  readonly message: (name: string) => string;
  readonly noWay: string;
  readonly job: (minutes: number | undefined) => string;
  readonly direct: string;
  readonly noSession: string;
  readonly since: (version: string, upper: boolean) => string;
  readonly newer: string;
  readonly deprecated: string;
  readonly removed: (version: string, date: string) => string;
  readonly optionalMark: string;
  readonly nothing: string;
  readonly unknownAnswer: string;
  readonly seeFields: string;
  readonly totalWith: string;
}

export interface InventoryText {
  readonly kindOf: (parent: string, condition: string) => string;
  readonly through: (path: string) => string;
  readonly leadsTo: (inventory: string) => string;
  readonly queriedBy: (api: string) => string;
  readonly notQueried: string;
  readonly fieldOf: (inventory: string) => string;
  readonly paramOf: (api: string) => string;
  readonly struct: string;
  readonly enumeration: string;
  readonly namespace: string;
  readonly selects: (condition: string) => string;
  readonly more: (count: number) => string;
}

export type OperatorSign = '=' | '!=' | '>' | '>=' | '<' | '<=' | '?=' | '!?=' | '~=' | '!~=' | '=null' | '!=null';

export type SteeringKey =
  | 'conditions'
  | 'count'
  | 'fields'
  | 'filterName'
  | 'groupBy'
  | 'limit'
  | 'replyWithCount'
  | 'sortBy'
  | 'sortDirection'
  | 'start'
  | 'timeout';

export type TagField = '__systemTag__' | '__userTag__' | '__tagUuid__';

export interface ErrorCodeText {
  /** By code, such as `SYS.1006`. */
  readonly known: Readonly<Record<string, string>>;
  /** From the name in the server's source, such as `ATTACH_ERROR`. */
  readonly named: (name: string) => string;
  readonly unnamed: string;
  readonly family: (file: string) => string;
  readonly exit: (code: number) => string;
  readonly readDetails: string;
}

export interface CommandsText {
  readonly globalOptions: string;
  readonly choices: (values: readonly string[]) => string;
  readonly argument: Readonly<Record<ArgumentKind, string>>;
  readonly about: Readonly<Record<ArgumentAbout, string>>;
}

export interface FoundText {
  readonly more: (count: number) => string;
  readonly parameter: (name: string) => string;
  readonly field: (name: string) => string;
  readonly metric: string;
  readonly error: string;
}

export interface ExplainText {
  readonly api: (summary: string) => string;
  readonly param: (name: string, value: string) => string;
  readonly condition: (path: string, comparison: string, value: string) => string;
  readonly comparison: Readonly<Record<Comparison, string>>;
  readonly wrapped: string;
  readonly steering: (meaning: string) => string;
  readonly ignored: string;
  readonly through: (hops: string) => string;
  readonly travels: Readonly<Record<'zql' | 'job' | 'noSession' | 'hashed', string>>;
  readonly same: string;
  /** The one message of the Python zstack-cli, named by its class. */
  readonly sends: (message: string) => string;
  readonly unknownMessage: string;
  readonly python: Readonly<Record<PythonDifference, (fact: string) => string>>;
}

/** Operators of the engine. */
export type Comparison =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | 'not in'
  | 'like'
  | 'not like'
  | 'is null'
  | 'is not null';

/** How the Python zstack-cli treats a line otherwise. Source: cli.py of zstack-utility. */
export type PythonDifference =
  | 'no-equals-sign'
  | 'apostrophe'
  | 'group-by'
  | 'conditions'
  | 'empty-fields'
  | 'spaced-fields'
  | 'timeout'
  | 'tag-with-s'
  | 'evaluated'
  | 'json-list'
  | 'text'
  | 'otherwise'
  | 'case'
  | 'unknown';

/** What only the manual page says. */
export interface ManualText {
  readonly name: string;
  readonly operators: string;
  readonly environment: string;
  readonly variables: Readonly<Record<Environment, string>>;
  readonly exit: string;
  readonly exitCode: Readonly<Record<ExitName, string>>;
}

export type Environment =
  | 'ZSTACK_API_URL'
  | 'ZSTACK_ACCOUNT'
  | 'ZSTACK_PASSWORD'
  | 'ZSTACK_SESSION_ID'
  | 'ZSTACK_LANG'
  | 'NO_COLOR';

export type ExitName =
  | 'ok'
  | 'refused'
  | 'usage'
  | 'authentication'
  | 'nothingMatched'
  | 'timeout'
  | 'connection'
  | 'interrupted';
