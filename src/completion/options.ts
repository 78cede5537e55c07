import { type Dialect, scan } from './dialect.ts';
import { nowhere, type Place } from './slot.ts';
import type { Typed } from './typed.ts';
import type { OptionShape } from './world.ts';

/** The words before the cursor, parted into options and the rest. */
export interface Read {
  /** Words that are neither options nor their values. */
  readonly words: readonly string[];
  /** The option whose value the word at the cursor is. */
  readonly pending?: OptionShape;
  /** Options that are there, before and after the cursor, by their long names. */
  readonly used: readonly string[];
  /** Whether `--` has ended the options. */
  readonly ended: boolean;
}

export function readOptions(typed: Typed, table: readonly OptionShape[]): Read {
  const words: string[] = [];
  const used: string[] = [];
  let pending: OptionShape | undefined;
  let ended = false;
  for (const word of typed.before) {
    if (pending) pending = undefined;
    else if (ended || !isOption(word)) words.push(word);
    else if (word === '--') ended = true;
    else {
      const { option, value } = named(word, table);
      if (option) used.push(longName(option));
      if (option && takesValue(option) && value === undefined) pending = option;
    }
  }
  for (const word of typed.after) {
    const { option } = named(word, table);
    if (option) used.push(longName(option));
  }
  return { words, ...(pending && { pending }), used, ended };
}

/** Options of a line with their values, as they can be given once more. */
export function givenOptions(line: string, dialect: Dialect, table: readonly OptionShape[]): readonly GivenOption[] {
  const given: GivenOption[] = [];
  const words = scan(line, dialect).map(({ text }) => text);
  for (let at = 0; at < words.length && words[at] !== '--'; at++) {
    const { option, value } = named(words[at] as string, table);
    if (!option) continue;
    const name = longName(option);
    if (!takesValue(option)) given.push({ name });
    else if (value !== undefined) given.push({ name, value });
    else if (at + 1 < words.length) given.push({ name, value: words[++at] as string });
  }
  return given;
}

/** `--url` and what follows it. */
export interface GivenOption {
  readonly name: string;
  readonly value?: string;
}

/** The option or the value of an option that the cursor stands in, if any. */
export function optionAt(
  typed: Typed,
  read: Read,
  verb: string | undefined,
  table: readonly OptionShape[],
): Place | undefined {
  const { word, at } = typed;
  const end = word.length;
  if (read.pending) return { slot: { kind: 'option-value', option: read.pending }, start: 0, end };
  if (read.ended || !word.startsWith('-')) return undefined;
  const valueAt = word.startsWith('--') ? word.indexOf('=') + 1 : joinedValueAt(word, table);
  if (valueAt === 0 || at < valueAt)
    return { slot: { kind: 'option', of: verb, used: read.used }, start: 0, end: valueAt === 0 ? end : valueAt - 1 };
  const { option } = named(word, table);
  return option ? { slot: { kind: 'option-value', option }, start: valueAt, end } : nowhere;
}

/** `-ojson` has its value behind one letter; 0 where there is none. */
function joinedValueAt(word: string, table: readonly OptionShape[]): number {
  const { option, value } = named(word, table);
  return option && takesValue(option) && value !== undefined ? 2 : 0;
}

/** The option of a word, `--output`, `--output=json` or `-ojson`, and the value inside the word. */
export function named(
  word: string,
  table: readonly OptionShape[],
): { readonly option?: OptionShape; readonly value?: string } {
  if (!isOption(word)) return {};
  const [name = '', value] = word.startsWith('--')
    ? splitOnce(word, '=')
    : [word.slice(0, 2), word.slice(2) || undefined];
  const option = table.find((each) => namesOf(each).includes(name));
  return { ...(option && { option }), ...(value !== undefined && { value }) };
}

export function namesOf({ flags }: OptionShape): readonly string[] {
  return flags.match(/(?<![\w-])--?[\w-]+/g) ?? [];
}

export function longName(option: OptionShape): string {
  return namesOf(option).at(-1) ?? '';
}

export function takesValue({ flags }: OptionShape): boolean {
  return /[<[]/.test(flags);
}

/** `format` of `-o, --output <format>`; empty where nothing follows. */
export function valueName({ flags }: OptionShape): string {
  return /<([^>]*)>/.exec(flags)?.[1] ?? '';
}

function isOption(word: string): boolean {
  return word.startsWith('-') && word !== '-';
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
