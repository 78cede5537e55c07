import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import type { Shown } from './present.ts';
import { writeJson } from './reply.ts';
import { type Texts, textsOf } from './row-text.ts';
import type { Db } from './sqlite.ts';

/**
 * The rows of an answer, which are fetched in portions: for a million of them no more than their numbers are held.
 * Portions may be taken in transactions of their own; what was deleted meanwhile is left out.
 */
export interface Listing {
  /** How many there were when the question was asked. */
  readonly size: number;
  /** The next ones; none at the end. */
  next(db: Db): Texts;
}

/** All that is left as a JSON list, for answers that are known to be small. */
export function readAll(db: Db, listing: Listing): string {
  const all: string[] = [];
  for (let portion = listing.next(db); portion.size > 0; portion = listing.next(db)) all.push(portion.text);
  return `[${all.join(',')}]`;
}

/** Rows by number, in a JSON list of so many: whole ones, or some columns of them. */
export function listRows(
  registry: Registry,
  inventory: Inventory,
  { numbers, size }: { readonly numbers: string; readonly size: number },
  columns: readonly string[] | undefined,
): Listing {
  let at = 1;
  let portionSize = firstPortion;
  return {
    size,
    next: (db) => {
      let texts = none;
      while (texts.size === 0 && at < numbers.length - 1) {
        const end = afterSome(numbers, at, portionSize);
        texts = textsOf(db, registry, inventory, `[${numbers.slice(at, end)}]`, columns);
        at = end + 1;
        portionSize = portions;
      }
      return texts;
    },
  };
}

/** What is there already. */
export function listShown(shown: readonly Shown[]): Listing {
  let rest = shown;
  return {
    size: shown.length,
    next: () => {
      const texts = rest.map(({ value }) => writeJson(value, false));
      const classes = rest.map((each) => each.classes);
      rest = [];
      return { size: texts.length, text: texts.join(','), classes };
    },
  };
}

const none: Texts = { size: 0, text: '', classes: [] };

/** Rows: the first ones are there soon, and later ones keep nobody waiting. */
const firstPortion = 200;
const portions = 1000;

/** Where so many numbers end: at a comma, or at the end of the list. */
function afterSome(numbers: string, from: number, count: number): number {
  let at = from;
  for (let seen = 0; seen < count; seen++) {
    const comma = numbers.indexOf(',', at);
    if (comma < 0) return numbers.length - 1;
    at = comma + 1;
  }
  return at - 1;
}
