import type { Operator } from '../language/operators.ts';
import type { Api, Inventory, Param, StructField } from '../registry/types.ts';
import type { Step } from '../request/member.ts';
import type { CommandShape, OptionShape, WordShape } from './world.ts';
import type { ZqlSlot } from './zql-slot.ts';

/** What the cursor stands in. */
export type Slot =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'verb' }
  | { readonly kind: 'option'; readonly of: string | undefined; readonly used: readonly string[] }
  | { readonly kind: 'option-value'; readonly option: OptionShape }
  | {
      readonly kind: 'command-word';
      readonly shape: WordShape;
      /** The words between the command and the cursor, and with them those after it. */
      readonly given: readonly string[];
      readonly used: readonly string[];
    }
  | { readonly kind: 'command-parameter'; readonly command: CommandShape; readonly used: readonly string[] }
  | { readonly kind: 'setting-value'; readonly setting: string }
  | ({ readonly kind: 'column'; readonly inventory: Inventory } & Elements)
  | { readonly kind: 'parameter'; readonly api: Api; readonly used: readonly string[] }
  | {
      /** A member of a structure; `path` is what stands before its dot, and `steps` leads there from the parameter. */
      readonly kind: 'member';
      readonly api: Api;
      readonly param: Param;
      readonly path: string;
      readonly steps: readonly Step[];
      readonly used: readonly string[];
    }
  | ({ readonly kind: 'value'; readonly param: Param | StructField } & Within)
  | { readonly kind: 'label-value'; readonly label: string }
  | ({
      readonly kind: 'field';
      readonly joined: boolean;
      readonly next: Next;
      readonly used: readonly string[];
    } & Asked)
  | ({ readonly kind: 'operator'; readonly path: string } & Asked)
  | ({ readonly kind: 'condition-value'; readonly path: string; readonly operator: Operator } & Asked & Elements)
  | ({ readonly kind: 'field-list' } & Asked & Elements)
  | ({ readonly kind: 'sort-key' } & Asked)
  | ZqlSlot
  | { readonly kind: 'program' }
  | { readonly kind: 'file' };

/** What follows the piece at the cursor in its word. */
export type Next = 'nothing' | 'join' | 'assignment' | 'operator';

/** The query that a piece belongs to; `inventory` is where the joins before the piece have led. */
export interface Asked {
  readonly api: Api;
  readonly inventory: Inventory;
  /** The joins before the piece. */
  readonly joins: readonly string[];
  /** Complete conditions of the other words on that same inventory, without the joins that lead there. */
  readonly conditions: readonly string[];
}

/** The other elements of the list that a piece belongs to. */
export interface Elements {
  readonly chosen: readonly string[];
}

/** The call that a value belongs to. */
export interface Within extends Elements {
  readonly api: Api;
  readonly given: ReadonlyMap<string, string>;
}

/** A slot and the piece of the word at the cursor that a candidate replaces. */
export interface Place {
  readonly slot: Slot;
  readonly start: number;
  readonly end: number;
}

export const nowhere: Place = { slot: { kind: 'nothing' }, start: 0, end: 0 };
