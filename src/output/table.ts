import type { JsonObject } from '../json/json.ts';
import { type Rows, rowOf } from '../json/rows.ts';
import { Block, enough } from './block.ts';
import { coalesced } from './chunks.ts';
import type { Fit } from './fit.ts';
import type { Grid } from './grid.ts';
import { listingOf } from './listing.ts';
import { gridOf, planOf } from './plan.ts';
import { visible } from './sanitize.ts';
import { type Section, sectionsOf } from './sections.ts';
import type { Chunk, Format, Rest, Style, Subject, Writer } from './shown.ts';
import { streamed } from './stream.ts';
import { type Theme, themeOf } from './theme.ts';

/** Tables for rows, listings for objects; a title each where there are several of them. */
export const tableWriter: Format = (subject, style) => new TableWriter(subject, style);

class TableWriter implements Writer {
  readonly #block = new Block();
  readonly #leftOut = new Set<string>();
  #plan: Fit | undefined;

  constructor(
    private readonly subject: Subject,
    private readonly style: Style,
  ) {}

  async *rows(rows: Rows): AsyncGenerator<Chunk> {
    const values = rows.values().map((value) => rowOf(value));
    if (this.#plan) {
      yield* this.#more(values, this.#plan, await themeOf(this.style.colors));
      return;
    }
    const first = this.#block.take(values);
    if (first) yield* this.#first(first, this.subject);
  }

  async *end(rest: Rest): AsyncGenerator<Chunk> {
    const { isEmpty } = this.#block;
    if (!this.#plan && !isEmpty) yield* this.#first(this.#block.all(), this.subject);
    const sections = sectionsIn(isEmpty ? rest : withoutRows(rest));
    const titled = sections.filter(({ title }) => title !== '').length > 1;
    for (const [at, section] of sections.entries()) {
      if (at > 0 || !isEmpty) yield '\n';
      if (titled && section.title !== '') {
        const theme = await themeOf(this.style.colors);
        yield `${theme.title(visible(section.title))}\n`;
      }
      yield* this.#section(section);
    }
  }

  leftOut(): readonly string[] {
    return this.style.terminal ? [...this.#leftOut].map((name) => visible(name)) : [];
  }

  async *#section(section: Section): AsyncGenerator<Chunk> {
    // What is known of the rows or the object says nothing about the rest of the envelope.
    const subject = section.title === '' ? {} : this.subject;
    if (section.kind === 'rows') return yield* this.#first(section.rows, subject);
    yield* drawn(listingOf(section.object, subject, this.style, await themeOf(this.style.colors)));
  }

  async *#first(rows: readonly JsonObject[], subject: Subject): AsyncGenerator<Chunk> {
    const theme = await themeOf(this.style.colors);
    const plan = planOf(rows.slice(0, enough), subject, this.style);
    for (const name of plan.leftOut) this.#leftOut.add(name);
    this.#plan = plan;
    if (plan.tooWide) yield* coalesced(stacked(rows, subject, this.style, theme));
    else yield* drawn(gridOf(plan, rows, this.style, theme));
  }

  *#more(rows: readonly JsonObject[], plan: Fit, theme: Theme): Generator<Chunk> {
    if (plan.tooWide) {
      yield '\n';
      return yield* coalesced(stacked(rows, this.subject, this.style, theme));
    }
    yield* coalesced(streamed(gridOf(plan, rows, { ...this.style, header: false }, theme)));
  }
}

function sectionsIn(rest: Rest): readonly Section[] {
  if ('envelope' in rest) return sectionsOf(rest.envelope);
  // One member, so that a list is a table and an object a listing.
  return sectionsOf({ value: rest.value });
}

function withoutRows(rest: Rest): Rest {
  if ('value' in rest) return rest;
  const { inventories, ...others } = rest.envelope;
  return { envelope: others };
}

/** Rows that are too wide stand below each other, each a listing. */
function* stacked(rows: readonly JsonObject[], subject: Subject, style: Style, theme: Theme): Generator<string> {
  for (const [at, row] of rows.entries()) {
    if (at > 0) yield '\n';
    yield* streamed(listingOf(row, subject, style, theme));
  }
}

async function* drawn(grid: Grid): AsyncGenerator<string> {
  const { isSmall, small } = await import('./small.ts');
  yield* coalesced(isSmall(grid) ? small(grid) : streamed(grid));
}
