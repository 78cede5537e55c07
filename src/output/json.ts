import { indented } from '../json/indent.ts';
import { isArray, isJsonObject, type Json, type JsonObject, stringifyJson } from '../json/json.ts';
import type { Rows } from '../json/rows.ts';
import { coalesced } from './chunks.ts';
import { visibleJson } from './sanitize.ts';
import type { Chunk, Format, Rest, Style, Writer } from './shown.ts';
import { type Theme, themeOf } from './theme.ts';

/**
 * The answer as one document, indented as `jq .` does, one row after the other. A terminal gets colours and escapes
 * for what it must not act on; a pipe gets the characters as they are.
 */
export const jsonWriter: Format = (_subject, style) => new JsonWriter(style);

class JsonWriter implements Writer {
  #isBegun = false;
  /** Of the rows so far. */
  #bytes = 0;

  constructor(private readonly style: Style) {}

  async *rows(rows: Rows): AsyncGenerator<Chunk> {
    const { bytes, count } = rows;
    if (count === 0) return;
    const finish = await finishOf(this.style);
    yield this.#isBegun ? ',\n    ' : `{\n  ${finish('"inventories":')} [\n    `;
    this.#isBegun = true;
    if (bytes && finish === same) {
      yield indented(bytes, 4, this.#bytes);
      this.#bytes += bytes.buffer.length;
    } else yield* coalesced(elements(rows.values(), finish, '    '));
  }

  async *end(rest: Rest): AsyncGenerator<Chunk> {
    const finish = await finishOf(this.style);
    if ('value' in rest) return yield* coalesced(anyOf(rest.value, finish));
    if (!this.#isBegun) return yield* coalesced(documentOf(rest.envelope, finish));
    const { inventories, ...others } = rest.envelope;
    yield '\n  ]';
    yield* coalesced(members(others, finish, ',\n'));
    yield '\n}\n';
  }
}

type Finish = (text: string) => string;

async function finishOf(style: Style): Promise<Finish> {
  const theme = await themeOf(style.colors);
  const safe = style.terminal ? visibleJson : same;
  return style.colors > 0 ? (text) => painted(safe(text), theme) : safe;
}

function* anyOf(value: Json, finish: Finish): Generator<string> {
  if (isJsonObject(value)) return yield* documentOf(value, finish);
  if (!isArray(value) || value.length === 0) return yield `${finish(stringifyJson(value, 2))}\n`;
  yield '[\n  ';
  yield* elements(value, finish, '  ');
  yield '\n]\n';
}

function* documentOf(envelope: JsonObject, finish: Finish): Generator<string> {
  const [first, ...more] = members(envelope, finish, '');
  if (first === undefined) return yield '{}\n';
  yield `{\n${first}`;
  yield* more;
  yield '\n}\n';
}

function* members(object: JsonObject, finish: Finish, before: string): Generator<string> {
  let between = before;
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${between}  ${finish(`${JSON.stringify(key)}:`)} `;
    between = ',\n';
    if (isArray(value) && value.length > 0) {
      yield '[\n    ';
      yield* elements(value, finish, '    ');
      yield '\n  ]';
    } else yield finish(nested(value, '  '));
  }
}

function* elements(array: readonly Json[], finish: Finish, margin: string): Generator<string> {
  for (const [at, element] of array.entries())
    yield `${at === 0 ? '' : `,\n${margin}`}${finish(nested(element, margin))}`;
}

/** A line break in the text is always one of the layout: in strings they are escaped. */
function nested(value: Json, margin: string): string {
  const text = stringifyJson(value, 2);
  return text.includes('\n') ? text.replaceAll('\n', `\n${margin}`) : text;
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
