import type { LiveQuery } from './world.ts';

export type Kind =
  | 'api'
  | 'command'
  | 'option'
  | 'param'
  | 'field'
  | 'tag'
  | 'join'
  | 'operator'
  | 'value'
  | 'resource'
  | 'metric'
  | 'label'
  | 'error'
  | 'entity'
  | 'keyword'
  | 'program'
  | 'file';

/** Headings under which candidates are listed. */
export type Group = 'commands' | 'apis' | 'options' | 'conditions' | 'joins' | 'parameters' | 'operators' | 'values';

export const groupOf: Readonly<Record<Kind, Group>> = {
  api: 'apis',
  command: 'commands',
  option: 'options',
  param: 'parameters',
  field: 'conditions',
  tag: 'conditions',
  join: 'joins',
  operator: 'operators',
  value: 'values',
  resource: 'values',
  metric: 'values',
  label: 'values',
  error: 'values',
  entity: 'values',
  keyword: 'values',
  program: 'commands',
  file: 'values',
};

/** Something that fits a slot, before it is held against what was typed. */
export interface Offer {
  /** What takes the place of the piece at the cursor, unquoted and without `tail`. */
  readonly text: string;
  readonly kind: Kind;
  /** What goes on in the same word: an operator, `.`, `,`; empty where nothing needs to. */
  readonly tail: string;
  /** Whether the word is complete after it, so that a blank follows. */
  readonly ends: boolean;
  /** Shown and matched instead of the text: the name of a resource whose uuid is inserted. */
  readonly label?: string;
  /** What may stand in place of the text where that does not hold what was typed: `@web-1` of a resource. */
  readonly byName?: string;
  /** Type of what it stands for, or what a join leads to. */
  readonly type?: string;
  /** The inventory or API that it belongs to. */
  readonly origin?: string;
  readonly required?: boolean;
  /** One line about it from outside: state of a resource, how many rows have a value, what an option does. */
  readonly what?: string;
}

/** How a candidate fits what was typed, best first. */
export const tiers = ['exact', 'prefix', 'substring', 'humps'] as const;

export type Tier = (typeof tiers)[number];

export interface Candidate extends Offer {
  readonly group: Group;
  readonly tier: Tier;
  /** Indexes in the label, else in the text, of the letters that were typed. */
  readonly matched: readonly number[];
}

export interface Completion {
  /** The raw text that a candidate replaces, in UTF-16 units of the line. */
  readonly from: number;
  readonly to: number;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** What takes the place of that raw text: quoted as its place needs, with `tail`, and a blank where the word ends. */
  insert(candidate: Offer): string;
  /** Text of the whole word with the candidate in it. */
  whole(candidate: Offer): string;
  /** What to ask the cloud so that there is more to offer; what is known of it is among the candidates already. */
  readonly wanted?: LiveQuery;
}
