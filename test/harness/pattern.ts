/** What stands in an expectation for a part of a line that changes from run to run, by name: `<uuid>`. */
const patterns: Readonly<Record<string, string>> = {
  uuid: '[0-9a-f]{32}',
  date: '\\d{4}-\\d\\d-\\d\\d(?:[ T]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?)?|[A-Z][a-z]{2} \\d{1,2}, \\d{4} \\d{1,2}:\\d\\d:\\d\\d [AP]M',
  version: '\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?',
  port: '\\d{2,5}',
  pid: '\\d+',
  ms: '\\d+',
  number: '-?\\d+(?:\\.\\d+)?',
  any: '.*',
};

/** Patterns that hardly fit anything by accident. */
const telling: ReadonlySet<string> = new Set(['uuid', 'date', 'version']);

/** Control characters that have a name; others are written as `<0x07>`. */
const controls: Readonly<Record<string, string>> = { esc: '\u001b', cr: '\r' };

/** What is written as `<home>`: an absolute path. */
export interface Place {
  readonly home: string;
}

/** A line of output as an expectation writes it, so that only this line matches it. */
export function written(text: string, place: Place): string {
  return atStart(inside(text, place));
}

/** Tells whether a line of output is what the expectation says. */
export function matcher(expected: string, place: Place): (text: string) => boolean {
  const sources = partsOf(expected, place).map((part) => (typeof part === 'string' ? escaped(part) : part.source));
  const whole = new RegExp(`^${sources.join('')}$`, 'su');
  return (text) => whole.test(text);
}

/** A line of output written with the patterns of the expectation that it replaces, as far as their places are found. */
export function writtenLike(expected: string, text: string, place: Place): string {
  const parts = partsOf(expected, place);
  let done = '';
  let rest = text;
  for (const [at, part] of parts.entries()) {
    if (typeof part === 'string') continue;
    const found = find(part, rest, parts[at - 1], parts[at + 1]);
    if (!found || rest[found.start - 1] === '\\') continue;
    done += `${inside(rest.slice(0, found.start), place)}<${part.name}>`;
    rest = rest.slice(found.end);
  }
  return atStart(done + inside(rest, place));
}

interface Pattern {
  readonly name: string;
  readonly source: string;
}

type Part = string | Pattern;

/** Literal text and patterns; between two patterns there is always a text. */
function partsOf(expected: string, place: Place): readonly Part[] {
  const line = expected.replace(leading, '');
  const parts: Part[] = [];
  let literal = '';
  let end = 0;
  for (const found of line.matchAll(new RegExp(`(\\\\*)${token}`, 'g'))) {
    const [whole, slashes = '', named = ''] = found;
    literal += line.slice(end, found.index) + '\\'.repeat(slashes.length / 2);
    end = found.index + whole.length;
    const source = patterns[named];
    if (slashes.length % 2 === 1) literal += whole.slice(slashes.length);
    else if (source === undefined) literal += literalOf(named, place);
    else {
      parts.push(literal, { name: named, source: `(?:${source})` });
      literal = '';
    }
  }
  return [...parts, literal + line.slice(end)];
}

function literalOf(name: string, { home }: Place): string {
  return name === 'home' ? home : (controls[name] ?? String.fromCodePoint(Number(name)));
}

/** A pattern between the texts that stood around it; a telling one anywhere. */
function find(
  { name, source }: Pattern,
  text: string,
  before: Part | undefined,
  after: Part | undefined,
): { readonly start: number; readonly end: number } | undefined {
  const near = (part: Part | undefined, from: number, to?: number) =>
    typeof part === 'string' ? escaped(part.slice(from, to)) : '';
  const between = new RegExp(`(?<=${near(before, -2) || '^'})${source}(?=${near(after, 0, 1) || '$'})`, 'su').exec(
    text,
  );
  const found = between ?? (telling.has(name) ? new RegExp(`\\b${source}\\b`, 'u').exec(text) : null);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

/** Backslashes before a name in angle brackets are doubled; an odd one makes it plain text. */
function inside(text: string, { home }: Place): string {
  const sought = new RegExp(`(\\\\*)(?:${token}|(${control})|${escaped(home)})`, 'g');
  return text.replace(sought, (whole, slashes: string, plain?: string, character?: string) => {
    if (plain !== undefined) return `${slashes}\\${whole}`;
    return `${slashes}${slashes}<${character === undefined ? 'home' : nameOf(character)}>`;
  });
}

function nameOf(character: string): string {
  const name = Object.keys(controls).find((name) => controls[name] === character);
  return name ?? `0x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** A backslash before what would be read as a line of another kind. */
function atStart(line: string): string {
  return special.test(line) || leading.test(line) ? `\\${line}` : line;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

const token = `<(${[...Object.keys(patterns), ...Object.keys(controls), 'home', '0x[0-9a-f]{2}'].join('|')})>`;
/** Tabs and everything printable stay as they are. */
const control = '[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]';
const leading = new RegExp(`^\\\\(?!\\\\*${token})`);
const special = /^(?:\$ |> |! |!$|\[(?:exit \d+|timed out|no newline|stderr without newline)\]$)/;
