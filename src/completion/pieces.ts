import { operatorAt } from '../language/operators.ts';

/** A word of a statement in its parts; indexes are those of its text. */
export interface Parts {
  readonly name: string;
  /** What stands where an operator belongs: a whole one, the beginning of one, nothing, or nonsense. */
  readonly operator: string;
  readonly valueAt: number;
  readonly value: string;
}

export function partsOf(word: string): Parts {
  const name = /^[^=<>!?~]*/.exec(word)?.[0] ?? '';
  const rest = word.slice(name.length);
  const operator = operatorAt(rest) ?? /^[=<>!?~]*/.exec(rest)?.[0] ?? '';
  const valueAt = name.length + operator.length;
  return { name, operator, valueAt, value: word.slice(valueAt) };
}

/** The piece between two separators that an index stands in. */
export function pieceAt(
  text: string,
  separator: string,
  from: number,
  to: number,
  at: number,
): { start: number; end: number } {
  const before = at > from ? text.lastIndexOf(separator, at - 1) : -1;
  const after = text.indexOf(separator, at);
  return { start: Math.max(from, before + 1), end: after < 0 || after > to ? to : after };
}

/** Names that are set with `=`: they are not offered again. */
export function usedNames(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => {
    const { name, operator } = partsOf(word);
    return operator === '=' ? [name] : [];
  });
}
