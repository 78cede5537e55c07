/**
 * Text as MySQL's `utf8_general_ci` compares it: letters without case and accents, one character for one. What it keeps
 * apart, such as the syllables of Korean or full-width and plain letters, stays apart.
 */
export function fold(text: string): string {
  return isAscii(text) ? text.toUpperCase() : Array.from(text, (character) => foldCharacter(character)).join('');
}

/** As `fold`, and without the spaces at the end, which `=` and sorting do not see but `like` does. */
export function foldKey(text: string): string {
  return fold(text.replace(/ +$/, ''));
}

/**
 * SQL that is `foldKey` of a column. Text of printable ASCII, which is nearly all of it, does not leave SQLite for the
 * function `fold_key`.
 */
export function keySql(column: string): string {
  return `CASE WHEN ${column} GLOB '*[^ -~]*' THEN fold_key(${column}) ELSE upper(rtrim(${column})) END`;
}

/** SQL that is to be compared by `LIKE` with a folded pattern; SQLite's `LIKE` ignores the case of ASCII letters. */
export function likeSql(column: string): string {
  return `CASE WHEN ${column} GLOB '*[^ -~]*' THEN fold(${column}) ELSE ${column} END`;
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}

function foldCharacter(character: string): string {
  if (character === 'ß') return 'S';
  const [base = character, ...marks] = character.normalize('NFD');
  const bare = marks.every((mark) => mark >= '\u0300' && mark <= '\u036f') ? base : character;
  const upper = bare.toUpperCase();
  return Array.from(upper).length === 1 ? upper : bare;
}
