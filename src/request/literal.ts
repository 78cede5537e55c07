import { deepest, type Json, numberOf, parseJson } from '../json/json.ts';

/** Where a text stops being a literal. `found` is what stands there, absent at the end of the text. */
export class LiteralError extends Error {
  constructor(
    readonly at: number,
    readonly found?: string,
  ) {
    super(found ?? 'end');
  }
}

/**
 * Reads JSON or, as the Python shell took it, a Python literal: single quotes, `u'…'`, True, False, None, tuples, a comma
 * before the closing bracket. It is read as data and never evaluated. Throws `LiteralError`.
 */
export function readLiteral(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return new LiteralReader(text).document();
  }
}

/** Literals with commas between them, as the inside of a list. Throws `LiteralError`. */
export function readLiterals(text: string): readonly Json[] {
  return new LiteralReader(text).documents();
}

class LiteralReader {
  #at = 0;
  #depth = 0;

  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.#value();
    this.#space();
    if (this.#at < this.text.length) this.#fail();
    return value;
  }

  documents(): readonly Json[] {
    const values: Json[] = [];
    do values.push(this.#value());
    while (this.#skip(',') && this.#at < this.text.length);
    this.#space();
    if (this.#at < this.text.length) this.#fail();
    return values;
  }

  #value(): Json {
    this.#space();
    const first = this.text[this.#at];
    if (first === '{') return this.#nested(() => this.#object());
    if (first === '[') return this.#nested(() => this.#elements(']').values);
    if (first === '(') return this.#nested(() => this.#tuple());
    if (this.#isString()) return this.#string();
    const word = this.#peek(wordToken);
    if (word !== undefined && Object.hasOwn(words, word)) {
      this.#at += word.length;
      return words[word] as Json;
    }
    return this.#number();
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > deepest) this.#fail();
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): Json {
    const members: [string, Json][] = [];
    while (!this.#skip('}')) {
      if (members.length > 0 && !this.#skip(',')) this.#fail();
      if (members.length > 0 && this.#skip('}')) break;
      const key = this.#key();
      if (!this.#skip(':')) this.#fail();
      members.push([key, this.#value()]);
    }
    return Object.fromEntries(members);
  }

  /** Python's whole numbers may be keys; JSON has texts only. */
  #key(): string {
    this.#space();
    return this.#isString() ? this.#string() : (this.#take(wholeToken) as string);
  }

  /** `(a)` is only `a`. */
  #tuple(): Json {
    const { values, commas } = this.#elements(')');
    return values.length === 1 && commas === 0 ? (values[0] as Json) : values;
  }

  #elements(close: string): { readonly values: readonly Json[]; readonly commas: number } {
    const values: Json[] = [];
    let commas = 0;
    while (!this.#skip(close)) {
      if (values.length > 0) {
        if (!this.#skip(',')) this.#fail();
        commas++;
        if (this.#skip(close)) break;
      }
      values.push(this.#value());
    }
    return { values, commas };
  }

  #isString(): boolean {
    return this.#peek(quoteToken) !== undefined;
  }

  #string(): string {
    const open = this.#take(quoteToken) as string;
    const quote = open.slice(-1);
    let text = '';
    for (;;) {
      const character = this.text[this.#at];
      if (character === undefined || character === '\n') this.#fail();
      if (character === quote) {
        this.#at++;
        return text;
      }
      text += character === '\\' ? this.#escape() : character;
      if (character !== '\\') this.#at++;
    }
  }

  /** An escape that Python does not know keeps its backslash there. */
  #escape(): string {
    const token = this.#take(escapeToken) as string;
    const kind = token[1] as string;
    if (Object.hasOwn(escapes, kind)) return escapes[kind] as string;
    if (/[0-7]/.test(kind)) return String.fromCodePoint(Number.parseInt(token.slice(1), 8));
    const code = /[xuU]/.test(kind) ? Number.parseInt(token.slice(2), 16) : Infinity;
    return code <= 0x10ffff ? String.fromCodePoint(code) : token;
  }

  #number(): Json {
    const token = this.#take(numberToken) as string;
    return numberOf(token.replace(/^\+|[lL]$/g, ''));
  }

  #peek(token: RegExp): string | undefined {
    token.lastIndex = this.#at;
    return token.exec(this.text)?.[0];
  }

  #take(token: RegExp): string {
    const found = this.#peek(token) ?? this.#fail();
    this.#at += found.length;
    return found;
  }

  #skip(character: string): boolean {
    this.#space();
    if (this.text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (/^[ \t\r\n]/.test(this.text.charAt(this.#at))) this.#at++;
  }

  #fail(): never {
    if (this.#at >= this.text.length) throw new LiteralError(this.text.length);
    throw new LiteralError(
      this.#at,
      this.#peek(wordToken) ?? String.fromCodePoint(this.text.codePointAt(this.#at) ?? 0),
    );
  }
}

const words: Readonly<Record<string, Json>> = {
  true: true,
  false: false,
  null: null,
  True: true,
  False: false,
  None: null,
};
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const wordToken = /[A-Za-z_]\w*/y;
const quoteToken = /[uU]?["']/y;
const escapeToken = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|[^xuU0-7])/sy;
const wholeToken = /-?(?:0|[1-9]\d*)(?![\w.])/y;
const numberToken = /[+-]?(?:0|[1-9]\d*)(?:[lL](?![\w.])|(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))/y;
