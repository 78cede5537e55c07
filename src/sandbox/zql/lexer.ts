import { syntaxError } from './syntax-error.ts';

/** A token and the place of its first character in the text. */
export interface Token {
  /** Keywords and signs are a type of their own, spelled as themselves. */
  readonly type: string;
  readonly text: string;
  readonly start: number;
}

/**
 * The longest token wins at each place, and of equally long ones a keyword over a word; keywords of several words have
 * exactly one space between them. Source: ZQL.g4, ZStack 5.2.1. Throws a `Failure` at a character that begins no token.
 */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(/[ \t\r\n]+/y, text, at);
    if (space !== '') {
      at += space.length;
      continue;
    }
    const token = longest(text, at);
    if (!token) throw syntaxError(text, at, `token recognition error at: '${unrecognised(text, at)}'`);
    found.push(token);
    at += token.text.length;
  }
  return [...found, { type: 'end', text: '<EOF>', start: text.length }];
}

/** Words that are no names anywhere. */
const words =
  'in like has by inner left right join on offset limit query getapi count sum search from where and or asc desc api output true false';

const pairs = [
  'is null',
  'is not null',
  'not in',
  'not like',
  'not has',
  'order by',
  'group by',
  'return with',
  'restrict by',
  'filter by',
  'named as',
];

const signs = ['=', '!=', '>', '>=', '<', '<=', '(', ')', '{', '}', ',', '.', ';', '+', '-', '*', '/', '%'];

const literals = [...words.split(' '), ...pairs, ...signs];

/** Beside the literals; the first of equally long ones wins. */
const patterns: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['int', /-?[0-9]+/y],
  ['float', /-?[0-9]+\.[0-9]+/y],
  ['name', /[a-zA-Z0-9_]+/y],
  ['string', /"[^"]*"|'(?:[^']|'')*'/y],
];

const byLength = [...literals].sort((one, other) => other.length - one.length);

function longest(text: string, at: number): Token | undefined {
  const literal = byLength.find((each) => text.startsWith(each, at)) ?? '';
  const candidates = [
    [literal, literal],
    ...patterns.map(([type, pattern]) => [type, matchAt(pattern, text, at)] as const),
  ] as const;
  const [first, ...others] = candidates;
  const [type, found] = others.reduce((best, next) => (next[1].length > best[1].length ? next : best), first);
  return found === '' ? undefined : { type, text: found, start: at };
}

/** An unclosed quote takes all that follows with it. */
function unrecognised(text: string, at: number): string {
  const character = text.charAt(at);
  return character === "'" || character === '"' ? text.slice(at) : character;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
