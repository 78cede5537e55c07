import { CliError } from '../errors.ts';
import { quoteWord, readLine } from '../language/words.ts';

/**
 * The line with the alias at its beginning replaced, as often as one stands there. `$1` is the first word after it, `$@`
 * all of them, `${1:-x}` the first or `x`; words that are not named so follow. Throws `alias-loop` and `value-missing`.
 */
export function withAliases(line: string, aliases: Readonly<Record<string, string>>): string {
  const names: string[] = [];
  let text = line;
  for (;;) {
    const { words } = readLine(text);
    const [name, ...rest] = words;
    const body = name && Object.hasOwn(aliases, name.text) ? aliases[name.text] : undefined;
    if (name === undefined || body === undefined || name.raw !== name.text) return text;
    if (names.includes(name.text)) throw new CliError('alias-loop', { names: [...names, name.text] }, name);
    names.push(name.text);
    // Pipes and files stay behind what the alias becomes.
    const ends = rest.findIndex(({ raw }) => /^[|>]/.test(raw));
    const given = ends < 0 ? rest : rest.slice(0, ends);
    const tail = ends < 0 ? '' : ` ${text.slice(rest[ends]?.start)}`;
    text = `${filled(
      name.text,
      body,
      given.map(({ raw }) => raw),
    )}${tail}`;
  }
}

function filled(name: string, body: string, words: readonly string[]): string {
  let used = 0;
  let all = false;
  const text = body.replace(
    place,
    (whole, plain: string | undefined, number: string | undefined, otherwise: string | undefined) => {
      if (plain === '@') {
        all = true;
        return words.join(' ');
      }
      const at = Number(plain ?? number);
      used = Math.max(used, at);
      const word = words[at - 1];
      if (word !== undefined) return word;
      if (otherwise === undefined) throw new CliError('value-missing', { name, place: whole });
      return otherwise === '' ? '' : quoteWord(otherwise);
    },
  );
  const rest = all ? [] : words.slice(used);
  return [text, ...rest].join(' ');
}

/** `$1` and `$@`; not `$1.name`, which is a result. */
const place = /\$(?:([1-9@])(?![\w.[])|\{([1-9]\d?)(?::-([^}]*))?\})/g;
