import type { Completion } from './candidate.ts';
import type { Dialect } from './dialect.ts';
import { placeOf } from './place.ts';
import { rank } from './rank.ts';
import { offersFor } from './sources.ts';
import { readTyped } from './typed.ts';
import type { World } from './world.ts';

/**
 * What may stand at the cursor, best first. Any line and any cursor are good; the range lies within the line, and the line
 * with an accepted candidate reads as the candidate says. `dialect` is who will read it.
 */
export function complete(line: string, cursor: number, world: World, dialect: Dialect = 'zstack'): Completion {
  const typed = readTyped(line, cursor, dialect);
  const { slot, start, end } = placeOf(typed, world);
  const begun = typed.word.slice(start, typed.at);
  const { offers, wanted } = offersFor(slot, begun, world);
  return {
    ...typed.range(start, end),
    candidates: rank(offers, begun, world),
    insert: ({ text, tail, ends }) => typed.written(text + tail, start, end, ends),
    whole: ({ text, tail }) => typed.word.slice(0, start) + text + tail + typed.word.slice(end),
    ...(wanted && { wanted }),
  };
}
