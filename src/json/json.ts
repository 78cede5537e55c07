/** A number whose digits a double would lose or change; prints as it was written. */
export class ExactNumber {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
  toJSON(): never {
    throw new TypeError('write with stringifyJson: JSON.stringify would lose digits');
  }
}

export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

/** May hold any key as its own, `__proto__` too; keys keep their order except that integers come first. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Replies of the server nest a dozen levels; this is where a hostile one is stopped before the stack is. */
export const deepest = 500;

/**
 * Reads JSON so that no number loses a digit: one that a double cannot give back as written becomes an `ExactNumber`.
 * Throws `SyntaxError` on anything else than one JSON value of at most `deepest` levels; `isShallow`: somebody has
 * counted them.
 */
export function parseJson(text: string, isShallow = false): Json {
  if (mayLoseDigits.test(text)) return new ExactReader(text).document();
  const value = JSON.parse(text);
  if (!isShallow) refuseDeep(text);
  return value;
}

/** Writes JSON as `JSON.stringify` does, and exact numbers as they came. */
export function stringifyJson(value: Json, indent = 0): string {
  const step = ' '.repeat(indent);
  const write = (value: Json, margin: string): string => {
    if (value instanceof ExactNumber) return value.text;
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    const inner = margin + step;
    const [between, colon] = indent > 0 ? [`,\n${inner}`, ': '] : [',', ':'];
    const wrap = (open: string, parts: readonly string[], close: string): string => {
      if (parts.length === 0) return open + close;
      return indent > 0
        ? `${open}\n${inner}${parts.join(between)}\n${margin}${close}`
        : open + parts.join(between) + close;
    };
    if (isArray(value))
      return wrap(
        '[',
        value.map((element) => write(element, inner)),
        ']',
      );
    const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
    return wrap(
      '{',
      entries.map(([key, member]) => JSON.stringify(key) + colon + write(member, inner)),
      '}',
    );
  };
  return write(value, '');
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isArray(value) && !(value instanceof ExactNumber);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The own property of that name; `undefined` for what only the prototype has. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The number as it is best kept: a plain one where a double gives back the same text. */
export function numberOf(text: string): number | ExactNumber {
  const value = Number(text);
  return String(value) === text ? value : new ExactNumber(text);
}

/** Cheap and without misses: a number token of sixteen digits, with a fraction, an exponent or a minus zero. */
export const mayLoseDigits = /(?:^|[[:,\s])-?(?:\d{16}|\d+[.eE]|0(?=[,\]}\s]|$)(?<=-0))/;

/** Throws `SyntaxError` where JSON nests deeper than `deepest`. */
export function refuseDeep(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > deepest) throw new SyntaxError(`JSON is nested deeper than ${deepest} levels`);
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
}

class ExactReader {
  #at = 0;
  #depth = 0;

  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.#value();
    this.#space();
    if (this.#at < this.text.length) this.#fail();
    return value;
  }

  #value(): Json {
    this.#space();
    const first = this.text[this.#at];
    if (first === '{') return this.#nested(() => this.#object());
    if (first === '[') return this.#nested(() => this.#array());
    if (first === '"') return this.#string();
    for (const [word, value] of words) {
      if (this.text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return numberOf(this.#take(numberToken));
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > deepest) throw new SyntaxError(`JSON is nested deeper than ${deepest} levels`);
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): JsonObject {
    const object: Record<string, Json> = {};
    if (this.#skip('}')) return object;
    do {
      this.#space();
      const key = this.#string();
      if (!this.#skip(':')) this.#fail();
      const value = this.#value();
      if (key === '__proto__')
        Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
      else object[key] = value;
    } while (this.#skip(','));
    if (!this.#skip('}')) this.#fail();
    return object;
  }

  #array(): Json[] {
    const array: Json[] = [];
    if (this.#skip(']')) return array;
    do array.push(this.#value());
    while (this.#skip(','));
    if (!this.#skip(']')) this.#fail();
    return array;
  }

  #string(): string {
    const token = this.#take(stringToken);
    return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
  }

  #take(token: RegExp): string {
    token.lastIndex = this.#at;
    const found = token.exec(this.text)?.[0];
    if (found === undefined) return this.#fail();
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
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #fail(): never {
    const end = this.#at >= this.text.length;
    throw new SyntaxError(
      end ? 'JSON ends too early' : `unexpected ${JSON.stringify(this.text[this.#at])} at ${this.#at}`,
    );
  }
}

const words: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const stringToken = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
