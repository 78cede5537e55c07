/** Whose quoting a line is written in: that of this program, or of the shell that will read it. */
export type Dialect = 'zstack' | 'bash' | 'zsh' | 'fish' | 'powershell';

/** What a place in a word is inside of; empty for bare text. */
export type Quote = '' | "'" | '"';

/** One word with the place of every unit of its text. */
export interface Scanned {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly units: readonly Unit[];
  /** The quote that the line ends inside of. */
  readonly open: Quote;
}

/** One UTF-16 unit of a word's text: the raw text that stands for it, and the quote that it is in. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly quote: Quote;
}

interface Rules {
  readonly escaping: string;
  /** Whether the escape works on a character inside `"…"`. */
  readonly inDouble: RegExp;
  /** How a single quote stands inside `'…'`; `closed` where it cannot. */
  readonly inSingle: 'closed' | 'escaped' | 'doubled';
  /** What bare text may not hold as it is. */
  readonly special: RegExp;
}

const posix = /["\\]/;
const expanding = /["\\$`]/;

const rules: Readonly<Record<Dialect, Rules>> = {
  zstack: { escaping: '\\', inDouble: posix, inSingle: 'closed', special: /[\s'"\\|&;$`#]/ },
  // `!=` is no history, and `~` is a home folder only where a value begins.
  bash: {
    escaping: '\\',
    inDouble: expanding,
    inSingle: 'closed',
    special: /[\s'"\\|&;()<>$`*?[\]{}#]|!(?!=)|^~(?!=)/,
  },
  zsh: { escaping: '\\', inDouble: expanding, inSingle: 'closed', special: /[\s'"\\|&;()<>$`*?[\]{}#~^]|!(?!=)/ },
  fish: { escaping: '\\', inDouble: /["\\$]/, inSingle: 'escaped', special: /[\s'"\\|&;()<>$*?{}#]|^~(?!=)/ },
  powershell: { escaping: '`', inDouble: /[\s\S]/, inSingle: 'doubled', special: /[\s'"`|&;(){}<>$,@#*?[\]]/ },
};

/** Splits a line into words as `readLine` and as that shell do, expansions left as they are. */
export function scan(line: string, dialect: Dialect): readonly Scanned[] {
  const words: Scanned[] = [];
  let at = 0;
  while (at < line.length) {
    if (isBlank(line[at] as string)) at++;
    else {
      const word = scanWord(line, at, rules[dialect]);
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

function scanWord(line: string, start: number, { escaping, inDouble, inSingle }: Rules): Scanned {
  const units: Unit[] = [];
  let text = '';
  let quote: Quote = '';
  let at = start;
  const take = (from: number, place: number): void => {
    text += line[place];
    units.push({ start: from, end: place + 1, quote });
    at = place + 1;
  };
  while (at < line.length) {
    const character = line[at] as string;
    const next = line[at + 1];
    if (quote === '') {
      if (isBlank(character)) break;
      if (character === '"' || character === "'") {
        quote = character;
        at++;
      } else if (character !== escaping) take(at, at);
      else if (next === undefined) at++;
      else take(at, at + 1);
    } else if (character === quote) {
      if (quote === "'" && inSingle === 'doubled' && next === "'") take(at, at + 1);
      else {
        quote = '';
        at++;
      }
    } else {
      const escapes = quote === '"' ? inDouble : inSingle === 'escaped' ? /['\\]/ : undefined;
      if (character === escaping && next !== undefined && escapes?.test(next)) take(at, at + 1);
      else take(at, at);
    }
  }
  return { text, start, end: at, units, open: quote };
}

const isBlank = (character: string): boolean => /[ \t\n\r]/.test(character);

/** A text as raw text that begins inside of one quote and ends inside of another. */
export function write(text: string, from: Quote, to: Quote, dialect: Dialect): string {
  const written = from === '' ? writeBare(text, dialect) : writeQuoted(text, from, dialect);
  return from === to ? written : `${written}${from}${to}`;
}

function writeBare(text: string, dialect: Dialect): string {
  const { special, escaping } = rules[dialect];
  if (!special.test(text)) return text;
  if (dialect === 'zstack') return `'${writeQuoted(text, "'", dialect)}'`;
  return text.replace(new RegExp(special, 'g'), (character) => `${escaping}${character}`);
}

function writeQuoted(text: string, quote: '"' | "'", dialect: Dialect): string {
  const { escaping, inSingle, inDouble } = rules[dialect];
  if (quote === "'") {
    if (inSingle === 'closed') return text.replaceAll("'", "'\\''");
    return inSingle === 'doubled' ? text.replaceAll("'", "''") : text.replace(/['\\]/g, (each) => `\\${each}`);
  }
  if (dialect === 'powershell') return text.replace(/["$`]/g, (each) => `${escaping}${each}`);
  const escaped = text.replace(new RegExp(inDouble, 'g'), (each) => `${escaping}${each}`);
  // No escape keeps history out of a double quote.
  return dialect === 'bash' || dialect === 'zsh' ? escaped.replace(/!/g, `"'!'"`) : escaped;
}
