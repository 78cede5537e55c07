import type { Registry } from '../registry/registry.ts';

/** All that completion may look at: values and look-ups that answer at once. */
export interface World {
  readonly registry: Registry;
  readonly options: readonly OptionShape[];
  readonly commands: readonly CommandShape[];
  /** What the cloud holds, as far as it is known here already; `undefined` where nobody asked yet. */
  live?(query: LiveQuery): readonly LiveValue[] | undefined;
  /** Paths that begin with a text; folders end with a slash. */
  files?(begun: string): readonly string[];
  /** What a result may be piped into. */
  readonly programs?: readonly string[];
  /** What may be set, in all profiles or in one. */
  readonly settings?: readonly SettingShape[];
  profiles?(): readonly string[];
  /** Jobs that were begun from here, the latest first. */
  jobs?(): readonly JobShape[];
  /** How often this person has used an API, command, field or parameter. */
  usage?(name: string): number;
}

/** An option as completion needs it: `-o, --output <format>`. */
export interface OptionShape {
  readonly flags: string;
  /** Legal values; absent for free text. */
  readonly values?: readonly string[];
  /** The only command that takes it. */
  readonly of?: string;
  /** One line on what it does. */
  readonly what?: string;
}

/** A command as completion needs it. */
export interface CommandShape {
  readonly name: string;
  /** The words after it, in their order; of the last one there may be several when it repeats. */
  readonly arguments: readonly WordShape[];
  /** One line on what it does. */
  readonly what?: string;
}

export interface WordShape {
  readonly name: string;
  /** `assignment` is a `name=value` word, which may stand anywhere; after `line` all that follows is a statement. */
  readonly kind: string;
  /** The only words it may be. */
  readonly choices?: readonly string[];
  readonly repeated?: boolean;
  /** Only where this is the first word after the command. */
  readonly after?: string;
}

export interface SettingShape {
  readonly name: string;
  /** Legal values; absent for free text. */
  readonly values?: readonly string[];
  readonly isFile?: true;
  /** A beginning that the name of a kind follows: `columns.` and `VmInstance`. */
  readonly ofKinds?: true;
  /** One line on what it does. */
  readonly what?: string;
}

export interface JobShape {
  readonly uuid: string;
  readonly api: string;
  readonly state: string;
}

/** A question to the cloud whose answer would be worth offering. */
export type LiveQuery = {
  readonly inventory: string;
  /** Only what holds this text, where there is too much to know it all. */
  readonly part?: string;
} & (
  | {
      /** The resources of an inventory, by name, uuid and state. */
      readonly kind: 'resources';
    }
  | {
      /** The values that a field has among the rows which satisfy all conditions. */
      readonly kind: 'values';
      readonly field: string;
      /** As they are typed: `state=Running`. */
      readonly conditions: readonly string[];
    }
);

/** Of as many values one answer is made at most; behind so many there may be more. */
export const mostValues = 500;

export interface LiveValue {
  /** What is inserted: the uuid of a resource. */
  readonly value: string;
  readonly name?: string;
  readonly state?: string;
  /** Rows that have this value. */
  readonly count?: number;
}
