import type { Hit } from './editor/state.ts';

/**
 * Lines that hold all words of a query, best first: where they stand as they are before where only their letters follow
 * each other, newer before older. Letters are compared without case unless the query has capitals.
 */
export function searchLines(
  query: string,
  entries: readonly { readonly line: string; readonly at: number }[],
  most = 200,
): readonly Hit[] {
  const words = query.split(/\s+/).filter(Boolean);
  const exact: Hit[] = [];
  const loose: Hit[] = [];
  for (let index = entries.length - 1; index >= 0 && exact.length < most; index--) {
    const { line, at } = entries[index] as { line: string; at: number };
    const places = words.map((word) => placesOf(word, line));
    if (places.some((found) => found === undefined)) continue;
    const matched = [...new Set(places.flatMap((found) => found?.places ?? []))].sort((one, other) => one - other);
    (places.every((found) => found?.whole) ? exact : loose).push({ line, at, matched });
  }
  return [...exact, ...loose].slice(0, most);
}

function placesOf(
  word: string,
  line: string,
): { readonly places: readonly number[]; readonly whole: boolean } | undefined {
  const sensitive = word !== word.toLowerCase();
  const text = sensitive ? line : foldedCase(line);
  const at = text.indexOf(word);
  if (at >= 0) return { places: Array.from(word, (_, offset) => at + offset), whole: true };
  const places: number[] = [];
  let from = 0;
  for (const letter of word) {
    const place = text.indexOf(letter, from);
    // Letters that are far apart are not what was meant.
    if (place < 0 || (places.length > 0 && place - (places.at(-1) as number) > 12)) return undefined;
    places.push(place);
    from = place + letter.length;
  }
  return { places, whole: false };
}

/** Some letters change their length with their case; then only what is typed exactly is found. */
function foldedCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
