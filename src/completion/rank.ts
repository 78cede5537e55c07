import { type Candidate, groupOf, type Offer, tiers } from './candidate.ts';
import { anything, type Match, matcher } from './match.ts';
import type { World } from './world.ts';

/** The offers that fit what is typed: tightest first, then required ones, then what is used most, then shorter ones. */
export function rank(offers: readonly Offer[], typed: string, world: Pick<World, 'usage'>): readonly Candidate[] {
  const fits = matcher(typed);
  const seen = new Set<string>();
  const ranked: Sortable[] = [];
  for (const offer of offers) {
    const shown = offer.label ?? offer.text;
    const match = fits(shown) ?? byText(offer, fits);
    const key = offer.tail === '' ? offer.text : offer.text + offer.tail;
    if (!match || seen.has(key)) continue;
    seen.add(key);
    ranked.push({
      offer,
      match,
      tier: tiers.indexOf(match.tier),
      required: offer.required ? 1 : 0,
      usage: world.usage?.(offer.text) ?? 0,
      // Where nothing is typed, the order of the source says more than length.
      length: typed === '' ? 0 : shown.length,
    });
  }
  // Sources have their offers in order already; only what is required may stand further behind.
  const isSorted = typed === '' && !world.usage && !ranked.some(({ required }) => required > 0);
  return (isSorted ? ranked : ranked.sort(compare)).map(({ offer, match }) => candidateOf(offer, match));
}

interface Sortable {
  readonly offer: Offer;
  readonly match: Match;
  readonly tier: number;
  readonly required: number;
  readonly usage: number;
  readonly length: number;
}

function compare(one: Sortable, other: Sortable): number {
  return (
    one.tier - other.tier ||
    one.match.cost - other.match.cost ||
    other.required - one.required ||
    other.usage - one.usage ||
    one.length - other.length
  );
}

/** Offers that are kept from key to key keep what they were when nothing was typed. */
const untyped = new WeakMap<Offer, Candidate>();

function candidateOf(offer: Offer, match: Match): Candidate {
  const { tier, matched } = match;
  const kept = match === anything ? untyped.get(offer) : undefined;
  if (kept) return kept;
  const candidate = { ...offer, group: groupOf[offer.kind], tier, matched };
  if (match === anything) untyped.set(offer, candidate);
  return candidate;
}

/** A uuid that is begun counts where the name does not fit; no letters of the name are marked then. */
function byText({ label, text }: Offer, fits: (name: string) => Match | undefined): Match | undefined {
  const match = label === undefined ? undefined : fits(text);
  return match && match.tier !== 'humps' ? { ...match, matched: [] } : undefined;
}
