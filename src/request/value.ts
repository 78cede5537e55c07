import { isArray, type Json } from '../json/json.ts';
import { readLiteral, readLiterals } from './literal.ts';
import type { Shape } from './shape.ts';

/**
 * Typed text as the raw value of a shape; scalars stay texts. Nothing is evaluated: a list is `a,b` (`\,` for a comma),
 * `[a,b]`, a literal, or objects with commas between them; maps and structs are literals. Throws `LiteralError`.
 */
export function readText(shape: Shape, text: string): Json {
  switch (shape.kind) {
    case 'list':
      return readList(shape.of, text);
    case 'map':
    case 'struct':
      return readLiteral(text);
    case 'any':
      return /^\s*[[{]/.test(text) ? literalOr(text) : text;
    default:
      return text;
  }
}

function readList(of: Shape, text: string): Json {
  if (text.trim() === '') return [];
  if (isStructured(of)) return elementsOf(text);
  if (!/^\s*[[({]/.test(text)) return splitList(text);
  try {
    return elementsOf(text);
  } catch (error) {
    // `[SNAT,DHCP]`: words that hold nothing of a literal.
    const words = /^\s*\[([^[\](){}'"]*)\]\s*$/.exec(text)?.[1];
    if (words !== undefined) return splitList(words).map((word) => word.trim());
    if (/^\s*\[/.test(text)) throw error;
    return splitList(text);
  }
}

function elementsOf(text: string): readonly Json[] {
  const values = readLiterals(text);
  const [only] = values;
  return values.length === 1 && isArray(only) ? only : values;
}

/** Splits at commas that no backslash precedes. */
export function splitList(text: string): readonly string[] {
  return text.split(/(?<!\\),/).map((piece) => piece.replaceAll('\\,', ','));
}

function isStructured({ kind }: Shape): boolean {
  return kind === 'struct' || kind === 'map' || kind === 'list';
}

/** Where nothing is known of the shape, a text that only looks like a literal is a text. */
function literalOr(text: string): Json {
  try {
    return readLiteral(text);
  } catch {
    return text;
  }
}
