import { isArray, type Json, stringifyJson } from '../json/json.ts';
import { coalesced } from './chunks.ts';
import { codeUnits, escapeHidden } from './sanitize.ts';
import type { Shown, Style } from './shown.ts';
import { type Theme, themeOf } from './theme.ts';

/**
 * The envelope as one document, indented as `jq .` does, one row after the other. A terminal gets colours and escapes
 * for what it must not act on; a pipe gets the characters as they are.
 */
export async function* writeJson(shown: Shown, style: Style): AsyncGenerator<string> {
  const theme = await themeOf(style.colors);
  const safe = style.terminal ? escaped : same;
  const finish = style.colors > 0 ? (text: string) => painted(safe(text), theme) : safe;
  yield* coalesced(documentOf(shown, finish));
}

/** The envelope in one line. */
export async function* writeJsonLine({ envelope }: Shown): AsyncGenerator<string> {
  yield `${stringifyJson(envelope)}\n`;
}

function* documentOf({ envelope }: Shown, finish: (text: string) => string): Generator<string> {
  const entries = Object.entries(envelope).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  if (entries.length === 0) return yield '{}\n';
  yield '{\n';
  for (const [at, [key, value]] of entries.entries()) {
    const name = `  ${finish(`${JSON.stringify(key)}:`)} `;
    const comma = at < entries.length - 1 ? ',\n' : '\n';
    if (isArray(value) && value.length > 0) {
      yield `${name}[\n`;
      yield* elements(value, finish);
      yield `  ]${comma}`;
    } else yield name + finish(indented(value, '  ')) + comma;
  }
  yield '}\n';
}

function* elements(array: readonly Json[], finish: (text: string) => string): Generator<string> {
  for (const [at, element] of array.entries()) {
    yield `    ${finish(indented(element, '    '))}${at < array.length - 1 ? ',' : ''}\n`;
  }
}

/** A line break in the text is always one of the layout: in strings they are escaped. */
function indented(value: Json, margin: string): string {
  const text = stringifyJson(value, 2);
  return text.includes('\n') ? text.replaceAll('\n', `\n${margin}`) : text;
}

function escaped(text: string): string {
  const lines = text.split('\n');
  return lines.map((line) => escapeHidden(line, codeUnits)).join('\n');
}

function painted(text: string, theme: Theme): string {
  return text.replace(tokens, (token, string: string | undefined, colon: string | undefined) => {
    if (string === undefined) return theme.literal(token);
    return colon === undefined ? theme.text(string) : theme.key(string) + colon;
  });
}

function same(text: string): string {
  return text;
}

const tokens = /("[^"\\]*(?:\\.[^"\\]*)*")(:)?|[^\s{}[\],:"]+/g;
