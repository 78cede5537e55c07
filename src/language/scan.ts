/** A character of a line and the quote that it stands in; an escape and what it escapes are one. */
export interface Scanned {
  readonly text: string;
  readonly at: number;
  readonly quote: '' | '"' | "'";
}

/** The characters of a line one by one; quotes that open or close are left out. Reads quotes and escapes as `readLine` does. */
export function* scanned(text: string): Generator<Scanned> {
  let quote: Scanned['quote'] = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    const next = text[at + 1];
    const escapes = quote === '' || (quote === '"' && (next === '"' || next === '\\'));
    if (character === '\\' && quote !== "'" && escapes) yield { text: character + (next ?? ''), at: at++, quote };
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else yield { text: character, at, quote };
  }
}

/** The text with lines put together that end in a backslash. */
export function joined(text: string): string {
  let whole = '';
  let from = 0;
  for (const { text: character, at } of scanned(text)) {
    if (character !== '\\\n') continue;
    whole += text.slice(from, at);
    from = at + 2;
  }
  return whole + text.slice(from);
}
