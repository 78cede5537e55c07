import { type Json, parseJson } from '../json/json.ts';

/** The body as JSON; `undefined` where it is none. */
export function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** A web server or gateway speaks in pages, the management node never does. */
export function isPage(body: string): boolean {
  return /^\s*<(?:!doctype|html|head|body)\b/i.test(body.slice(0, 8192));
}

/** The beginning of a body that is not what it should be, in one line; of a page, its title and heading. */
export function glimpse(body: string): string {
  const start = body.slice(0, 8192);
  const words = isPage(body) ? start.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>|<[^>]*>/gi, ' ') : start;
  return cut(words.replace(/\s+/g, ' ').trim(), 500);
}

/** At most so many characters, and whole ones. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
