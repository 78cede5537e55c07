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
  if (wanted.length < 2 || wanted.length > 32) return undefined;
  const first = firstHump(wanted, name, text);
  if (first < 0) return undefined;
  const humps = humpsOf(name);
  let ways: readonly Way[] = [];
  for (let letter = 0; letter < wanted.length; letter++) {
    const longer: Way[] = [];
    const sought = wanted[letter] as string;
    for (let at = text.indexOf(sought, first + letter); at >= 0; at = text.indexOf(sought, at + 1)) {
      const way = letter === 0 ? beginning(at, humps) : tightest(ways, at, humps);
      if (way) longer.push(way);
    }
    if (longer.length === 0) return undefined;
    ways = longer;
  }
  const found = ways.reduce((best, way) => (way.cost < best.cost ? way : best));
  return { tier: 'humps', cost: found.cost, matched: lettersOf(found) };
}

interface Way {
  readonly cost: number;
  readonly at: number;
  readonly from?: Way;
}

/** Where the first letter begins a hump, with the others somewhere behind it; -1 where it does not. Most names end here. */
function firstHump(wanted: string, name: string, text: string): number {
  const first = wanted[0] as string;
  let start = text.indexOf(first);
  while (start >= 0 && !startsHump(name, start)) start = text.indexOf(first, start + 1);
  for (let letter = 1, at = start; letter < wanted.length && at >= 0; letter++) {
    at = text.indexOf(wanted[letter] as string, at + 1);
    if (at < 0) return -1;
  }
  return start;
}

/** For each letter the number of its hump, negative at the first letter of one. */
function humpsOf(name: string): readonly number[] {
  const humps: number[] = [];
  let hump = 0;
  for (let at = 0; at < name.length; at++) humps.push(startsHump(name, at) ? -++hump : hump);
  return humps;
}

function beginning(at: number, humps: readonly number[]): Way | undefined {
  const hump = humps[at] as number;
  return hump < 0 ? { cost: -hump - 1, at } : undefined;
}

/** The best of the ways that may go on to this letter. A skipped hump costs, and so does a gap inside of one. */
function tightest(ways: readonly Way[], at: number, humps: readonly number[]): Way | undefined {
  const here = humps[at] as number;
  const hump = Math.abs(here);
  let best: Way | undefined;
  for (const from of ways) {
    if (from.at >= at) break;
    const skipped = hump - Math.abs(humps[from.at] as number);
    if (from.at < at - 1 && skipped > 0 && here > 0) continue;
    const cost = from.cost + (from.at === at - 1 ? 0 : skipped === 0 ? 1.5 : skipped - 0.5);
    if (!best || cost < best.cost) best = { cost, at, from };
  }
  return best;
}

function lettersOf(way: Way): readonly number[] {
  const letters: number[] = [];
  for (let at: Way | undefined = way; at; at = at.from) letters.push(at.at);
  return letters.reverse();
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
