import type { Json } from '../json/json.ts';
import { rowOf } from '../json/rows.ts';
import { coalesced } from './chunks.ts';
import { listingOf } from './listing.ts';
import { rowsIn } from './result.ts';
import type { Format } from './shown.ts';
import { streamed } from './stream.ts';
import { type Theme, themeOf } from './theme.ts';

/** Each row as names and values below each other, an empty line between two rows. */
export const verticalWriter: Format = (subject, style) => {
  let isBegun = false;
  const listings = function* (values: readonly Json[], theme: Theme): Generator<string> {
    for (const value of values) {
      if (isBegun) yield '\n';
      isBegun = true;
      yield* streamed(listingOf(rowOf(value), subject, style, theme));
    }
  };
  return {
    async *rows(rows) {
      yield* coalesced(listings(rows.values(), await themeOf(style.colors)));
    },
    async *end(rest) {
      if (!isBegun) yield* coalesced(listings(rowsIn(rest), await themeOf(style.colors)));
    },
  };
};
