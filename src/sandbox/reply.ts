/** A value that is written as JSON; `undefined` and `null` properties are left out, as Gson does. */
export type Json =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Double
  | JsonText
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A double of Java, which is never written like a whole number: `2.0`, `1.099511627776E12`. */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  /** Source: java.lang.Double. */
  toString(): string {
    const { value } = this;
    const size = Math.abs(value);
    if (size === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value);
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }

  toJSON(): number {
    return this.value;
  }
}

/** What is JSON already. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** JSON text; `htmlSafe` writes `<`, `>`, `&`, `=` and `'` as Gson's HTML-safe form. */
export function writeJson(value: Json, htmlSafe: boolean): string {
  const plain = write(value);
  return htmlSafe ? safeInHtml(plain) : plain;
}

/** JSON text in Gson's HTML-safe form: the signs that it replaces stand in strings only. */
export function safeInHtml(json: string): string {
  return json.replace(/[<>&='\u2028\u2029]/g, (character) => unicode(character));
}

/** `YYYY-MM-DD hh:mm:ss` as Gson's US date format: `Nov 4, 2017 1:20:57 PM`, in the same zone. */
export function dateText(time: string): string {
  const [, year, month, day, hours, rest] = /^(\d+)-(\d+)-(\d+)[ T](\d+)(:\d+:\d+)/.exec(time) ?? [];
  if (rest === undefined) return time;
  const hour = Number(hours);
  return `${months[Number(month) - 1]} ${Number(day)}, ${year} ${hour % 12 || 12}${rest} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** Milliseconds since 1970 as the node's local `YYYY-MM-DD hh:mm:ss`. */
export function timeText(milliseconds: number): string {
  const date = new Date(milliseconds);
  const days = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())];
  return `${days.join('-')} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function two(part: number): string {
  return String(part).padStart(2, '0');
}

function write(value: Json): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint' || value instanceof Double) return String(value);
  if (value instanceof JsonText) return value.text;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map((each) => write(each)).join(',')}]`;
  const members = Object.entries(value).flatMap(([key, each]) =>
    each === null || each === undefined ? [] : [`${JSON.stringify(key)}:${write(each)}`],
  );
  return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
