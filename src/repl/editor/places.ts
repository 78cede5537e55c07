/** Where the character after the one at `at` begins: characters as people see them, an emoji of several code points is one. */
export function nextPlace(text: string, at: number): number {
  if (at >= text.length) return text.length;
  if (standsAlone(text.charCodeAt(at)) && (at + 1 === text.length || standsAlone(text.charCodeAt(at + 1))))
    return at + 1;
  const found = segmentsOf(text).containing(at);
  return found ? found.index + found.segment.length : text.length;
}

/** Where the character before `at` begins. */
export function previousPlace(text: string, at: number): number {
  if (at <= 0) return 0;
  if (standsAlone(text.charCodeAt(at - 1)) && (at === 1 || standsAlone(text.charCodeAt(at - 2)))) return at - 1;
  return segmentsOf(text).containing(at - 1)?.index ?? 0;
}

/** The place itself, or the end of the character that it would tear apart. */
export function wholePlace(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const before = previousPlace(text, at);
  return Math.max(at, nextPlace(text, before));
}

/** The text as its characters. */
export function charactersOf(text: string): readonly string[] {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.split('');
  return Array.from(segmentsOf(text), ({ segment }) => segment);
}

/** Where a word of letters and digits ends that begins at or after `at`. */
export function wordEnd(text: string, at: number): number {
  let place = at;
  while (place < text.length && !isWordAt(text, place)) place = nextPlace(text, place);
  while (place < text.length && isWordAt(text, place)) place = nextPlace(text, place);
  return place;
}

/** Where a word of letters and digits begins that ends at or before `at`. */
export function wordStart(text: string, at: number): number {
  let place = at;
  while (place > 0 && !isWordAt(text, previousPlace(text, place))) place = previousPlace(text, place);
  while (place > 0 && isWordAt(text, previousPlace(text, place))) place = previousPlace(text, place);
  return place;
}

/** Where the run of non-blanks begins that ends at or before `at`, blanks behind it included. */
export function blankWordStart(text: string, at: number): number {
  const isBlankBefore = (end: number): boolean => isBlank(text.slice(previousPlace(text, end), end));
  let place = at;
  while (place > 0 && isBlankBefore(place)) place--;
  while (place > 0 && !isBlankBefore(place)) place = previousPlace(text, place);
  return place;
}

/** Beginning of the line of a text of several lines. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n';
}

export function isWordAt(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0;
  return wordCharacter.test(String.fromCodePoint(code));
}

const wordCharacter = /[\p{L}\p{N}\p{M}]/u;

/** Of the characters of which nearly all lines consist, none joins its neighbour. */
function standsAlone(code: number): boolean {
  return code < 0x300 || (code >= 0x3001 && code <= 0x3029) || (code >= 0x4e00 && code <= 0x9fff);
}

let segmenter: Intl.Segmenter | undefined;

function segmentsOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}
