import { type Json, type JsonObject, own, stringifyJson } from '../json/json.ts';
import { type Rows, rowOf } from '../json/rows.ts';
import { Block, enough } from './block.ts';
import { coalesced } from './chunks.ts';
import { fieldNames } from './columns.ts';
import { mainKey, rowsIn } from './result.ts';
import { visible } from './sanitize.ts';
import type { Chunk, Format, Rest, Style, Subject, Writer } from './shown.ts';

/** RFC 4180 but for the ends of lines, which are those of Unix: quotes where they are needed, values exact, lists as JSON. */
export const csvWriter: Format = (subject, style) => new SeparatedWriter(subject, style, ',', quoted);

/** A tab between values; tabs, line breaks and backslashes within them are written `\t`, `\n`, `\r`, `\\`, as jq does. */
export const tsvWriter: Format = (subject, style) => new SeparatedWriter(subject, style, '\t', escaped);

/**
 * One line a row. The columns are those asked for, else all fields of the kind and what else the first rows have, so
 * that the header does not depend on what happens to be empty today.
 */
class SeparatedWriter implements Writer {
  readonly #block = new Block();
  readonly #missed = new Set<string>();
  #names: readonly string[] | undefined;
  #known: ReadonlySet<string> = new Set();
  readonly #isFixed: boolean;
  /** Nothing is known of an answer that is neither a list nor an object. */
  #subject: Subject;

  constructor(
    subject: Subject,
    private readonly style: Style,
    private readonly separator: string,
    private readonly written: (text: string) => string,
  ) {
    this.#subject = subject;
    this.#isFixed = subject.fields !== undefined || (subject.inventory !== undefined && !subject.isOpen);
  }

  *rows(rows: Rows): Generator<Chunk> {
    const values = rows.values().map((value) => rowOf(value));
    if (this.#names) return yield* this.#lines(values);
    const first = this.#isFixed ? values : this.#block.take(values);
    if (first) yield* this.#begin(first);
  }

  *end(rest: Rest): Generator<Chunk> {
    if (this.#names) return;
    const first = this.#block.isEmpty ? rowsIn(rest).map((value) => rowOf(value)) : this.#block.all();
    const isOther = 'envelope' in rest && mainKey(rest.envelope) === undefined;
    if (isOther) this.#subject = {};
    if (first.length > 0 || (this.#isFixed && 'envelope' in rest && rest.envelope.inventories))
      yield* this.#begin(first);
  }

  leftOut(): readonly string[] {
    return [...this.#missed];
  }

  *#begin(first: readonly JsonObject[]): Generator<Chunk> {
    const names = fieldNames(first.slice(0, enough), this.#subject);
    this.#names = names;
    this.#known = new Set(names);
    if (this.style.header !== false) yield this.#line(names);
    yield* this.#lines(first);
  }

  *#lines(rows: readonly JsonObject[]): Generator<string> {
    const names = this.#names ?? [];
    yield* coalesced(rows.map((row) => this.#line(names.map((name) => exactText(own(row, name))))));
    if (this.#subject.fields) return;
    for (const row of rows) for (const name in row) if (!this.#known.has(name)) this.#missed.add(name);
  }

  #line(texts: readonly string[]): string {
    const safe = this.style.terminal ? texts.map((text) => visible(text)) : texts;
    return `${safe.map((text) => this.written(text)).join(this.separator)}\n`;
  }
}

function exactText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : stringifyJson(value);
}

function quoted(text: string): string {
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function escaped(text: string): string {
  return text.replace(/[\t\n\r\\]/g, (character) => escapes[character] ?? character);
}

/** Blanks at the ends would be trimmed by some readers. */
const needsQuotes = /[",\r\n]|^\s|\s$/;
const escapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };
