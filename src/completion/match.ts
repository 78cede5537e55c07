import type { Tier } from './candidate.ts';

export interface Match {
  readonly tier: Tier;
  /** Among matches of one tier: lower is tighter. */
  readonly cost: number;
  /** Indexes of the letters that were typed. */
  readonly matched: readonly number[];
}

/**
 * Holds names against a typed text without case: the whole, a beginning, a part, then humps: `qvm` fits
 * `QueryVmInstance`, `dbbk` fits `DatabaseBackup`.
 */
export function matcher(typed: string): (name: string) => Match | undefined {
  const wanted = typed.toLowerCase();
  if (wanted === '') return (name) => (name === '' ? { tier: 'exact', cost: 0, matched: [] } : anything);
  return (name) => {
    const lower = name.toLowerCase();
    // Some letters change their length with their case; then only what is typed exactly is found.
    const text = lower.length === name.length ? lower : name;
    const at = text.indexOf(wanted);
    if (at < 0) return humpMatch(wanted, name, text);
    const tier = at > 0 ? 'substring' : text.length === wanted.length ? 'exact' : 'prefix';
    return { tier, cost: at === 0 || startsHump(name, at) ? 0 : 1, matched: span(at, wanted.length) };
  };
}

/** What every name is when nothing is typed. */
export const anything: Match = { tier: 'prefix', cost: 0, matched: [] };

/** The tightest way to find all letters in their order, where a hump may be entered at its first letter only. */
function humpMatch(wanted: string, name: string, text: string): Match | undefined {
  if (wanted.length < 2 || wanted.length > 32 || !holdsInOrder(wanted, text)) return undefined;
  const width = name.length;
  const starts = Array.from({ length: width }, (_, at) => startsHump(name, at));
  /** Per letter of the name: cost of the best way that ends there, and where the letter before it stands. */
  let before: readonly (Way | undefined)[] = [];
  for (let letter = 0; letter < wanted.length; letter++) {
    const ways: (Way | undefined)[] = new Array(width).fill(undefined);
    let best: Way | undefined;
    let inHump: Way | undefined;
    let humps = 0;
    for (let at = 0; at < width; at++) {
      if (starts[at]) {
        inHump = undefined;
        humps++;
      }
      if (text[at] === wanted[letter]) {
        const joined = before[at - 1];
        if (joined) ways[at] = { cost: joined.cost, at, from: joined, humps };
        else if (letter === 0 ? starts[at] : false) ways[at] = { cost: humps - 1, at, humps };
        else {
          const entered = starts[at] && best ? stepTo(best, at, humps) : undefined;
          const within = inHump && stepTo(inHump, at, humps);
          ways[at] = cheaper(entered, within);
        }
      }
      const way = before[at];
      if (way) {
        best = cheaper(best, way);
        inHump = cheaper(inHump, way);
      }
    }
    before = ways;
  }
  let found: Way | undefined;
  for (const way of before) found = cheaper(found, way);
  return found && { tier: 'humps', cost: found.cost, matched: lettersOf(found) };
}

interface Way {
  readonly cost: number;
  readonly at: number;
  readonly humps: number;
  readonly from?: Way;
}

/** A skipped hump costs, and so does a gap inside of one. */
function stepTo(from: Way, at: number, humps: number): Way {
  const gap = humps === from.humps ? 1.5 : humps - from.humps - 0.5;
  return { cost: from.cost + gap, at, humps, from };
}

function cheaper(one: Way | undefined, other: Way | undefined): Way | undefined {
  if (!one || !other) return one ?? other;
  return other.cost < one.cost ? other : one;
}

function lettersOf(way: Way): readonly number[] {
  const letters: number[] = [];
  for (let at: Way | undefined = way; at; at = at.from) letters.push(at.at);
  return letters.reverse();
}

function holdsInOrder(wanted: string, text: string): boolean {
  let at = -1;
  for (const letter of wanted) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Where a part of a name begins: at a capital, a first digit, and after anything that is no letter. */
function startsHump(name: string, at: number): boolean {
  if (at === 0) return true;
  const code = name.charCodeAt(at);
  const before = name.charCodeAt(at - 1);
  if (isCapital(code)) return !isCapital(before) || isSmall(name.charCodeAt(at + 1));
  if (isDigit(code)) return !isDigit(before);
  return !isCapital(before) && !isSmall(before) && before < 128 && !isDigit(before);
}

const isCapital = (code: number): boolean => code >= 65 && code <= 90;
const isSmall = (code: number): boolean => code >= 97 && code <= 122;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function span(from: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => from + index);
}
