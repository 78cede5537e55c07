import { once } from '../once.ts';

/**
 * The text with everything escaped that a terminal would act on or not show: control characters, bidirectional
 * controls, invisible characters, lone surrogates. What belongs to a visible character stays: joiners in emoji and in
 * scripts that need them, variation selectors, flag tags.
 */
export function visible(text: string): string {
  return printable.test(text) ? text : escapeHidden(text, readable);
}

/** Replaces each hidden character by what `escaped` makes of it. */
export function escapeHidden(text: string, escaped: (character: string) => string): string {
  if (!hidden().test(text)) return text;
  let shown = '';
  for (const character of text) {
    shown += hidden().test(character) && !belongs(character, shown) ? escaped(character) : character;
  }
  return shown;
}

/** JSON, in lines or in one, with everything hidden escaped: its strings keep their value. */
export function visibleJson(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeHidden(line, codeUnits))
    .join('\n');
}

/** The code units as JSON and JavaScript write them. */
export function codeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, at) => unit(character.charCodeAt(at))).join('');
}

function readable(character: string): string {
  return named.get(character) ?? codeUnits(character);
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

function belongs(character: string, before: string): boolean {
  const tail = before.slice(-longestTail);
  return rules().some(([characters, places]) => characters.test(character) && places.test(tail));
}

const printable = /^[\x20-\x7e\u2010-\u2027\u2190-\u21ff\u3001-\u3020\u4e00-\u9fff\uff01-\uff60]*$/;
/** Made when needed: a class of properties takes half a millisecond, and most runs meet none. */
const hidden = once(
  // Not the signs that enclose the digits after them: they are of category Cf and yet drawn.
  () =>
    /(?![\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
);

/** Hidden characters that are part of what is seen when they follow these. */
const rules = once((): readonly (readonly [characters: RegExp, places: RegExp])[] => [
  [/[\u200c\u200d]/u, /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}\p{Script=Arabic}\p{Script=Mongolian}]$/u],
  [
    /\p{Variation_Selector}/u,
    /[\p{Emoji}\p{Extended_Pictographic}\p{S}\p{Script=Han}\p{Script=Mongolian}\p{Script=Myanmar}\p{Script=Phags_Pa}]$/u,
  ],
  [/[\u{e0020}-\u{e007f}]/u, /\u{1f3f4}[\u{e0020}-\u{e007e}]{0,6}$/u],
]);
/** A black flag and its six tags. */
const longestTail = 14;

const named: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);
