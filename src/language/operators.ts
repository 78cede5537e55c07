/** The comparison operators as they are typed, longest first where one begins another. */
export const operators = ['!?=', '!~=', '!=', '>=', '<=', '?=', '~=', '=', '>', '<'] as const;

export type Operator = (typeof operators)[number];

/**
 * The operator that a text begins with. `>` and `<` end before anything that looks like one more operator, so that
 * `<>` is a mistake and not "less than `>`".
 */
export function operatorAt(text: string): Operator | undefined {
  const operator = operators.find((candidate) => text.startsWith(candidate));
  const lone = operator === '>' || operator === '<';
  return lone && /^[<>!?~]/.test(text.slice(1)) ? undefined : operator;
}

/** What somebody who typed that probably meant. */
export function operatorLike(typed: string): readonly Operator[] {
  const meant = habits[typed];
  if (meant) return [meant];
  const characters = new Set(typed);
  return operators.filter(
    (operator) => operator.length > 1 && [...operator].every((character) => characters.has(character)),
  );
}

const habits: Readonly<Record<string, Operator>> = {
  '<>': '!=',
  '!': '!=',
  '!!=': '!=',
  '~': '~=',
  '~~': '~=',
  '?': '?=',
  '!~': '!~=',
  '~!=': '!~=',
  '!?': '!?=',
  '?!=': '!?=',
  '!>=': '<',
  '!<=': '>',
  '><': '!=',
};
