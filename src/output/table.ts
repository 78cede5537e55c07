import type { JsonObject } from '../json/json.ts';
import { coalesced } from './chunks.ts';
import type { Grid } from './grid.ts';
import { listingOf } from './listing.ts';
import { gridOf, planOf } from './plan.ts';
import { visible } from './sanitize.ts';
import { type Section, sectionsOf } from './sections.ts';
import type { Shown, Style } from './shown.ts';
import { streamed } from './stream.ts';
import { type Theme, themeOf } from './theme.ts';

/** Tables for rows, listings for objects; a title each where there are several of them. */
export async function* writeTables(shown: Shown, style: Style): AsyncGenerator<string> {
  const sections = sectionsOf(shown.envelope);
  if (sections.length === 0) return;
  const theme = await themeOf(style.colors);
  const titled = sections.filter(({ title }) => title !== '').length > 1;
  for (const [at, section] of sections.entries()) {
    if (at > 0) yield '\n';
    if (titled && section.title !== '') yield `${theme.title(visible(section.title))}\n`;
    for (const grid of gridsOf(section, about(section, shown), style, theme)) yield* drawn(grid);
  }
}

/** Columns of the tables that found no room. */
export function leftOut(shown: Shown, style: Style): readonly string[] {
  if (!style.terminal) return [];
  const names = sectionsOf(shown.envelope).flatMap((section) =>
    section.kind === 'rows' ? planOf(section.rows, about(section, shown), style).leftOut : [],
  );
  return [...new Set(names)].map((name) => visible(name));
}

/** What is known of the rows or the object says nothing about the rest of the envelope. */
function about({ title }: Section, shown: Shown): Shown {
  return title === '' ? { envelope: shown.envelope } : shown;
}

function* gridsOf(section: Section, shown: Shown, style: Style, theme: Theme): Generator<Grid | string> {
  if (section.kind === 'object') return yield listingOf(section.object, shown, style, theme);
  const plan = planOf(section.rows, shown, style);
  if (!plan.tooWide) return yield gridOf(plan, section.rows, style, theme);
  yield* stacked(section.rows, shown, style, theme);
}

/** Rows that are too wide stand below each other, each a listing. */
function* stacked(rows: readonly JsonObject[], shown: Shown, style: Style, theme: Theme): Generator<Grid | string> {
  for (const [at, row] of rows.entries()) {
    if (at > 0) yield '\n';
    yield listingOf(row, shown, style, theme);
  }
}

async function* drawn(grid: Grid | string): AsyncGenerator<string> {
  if (typeof grid === 'string') return yield grid;
  const { isSmall, small } = await import('./small.ts');
  yield* coalesced(isSmall(grid) ? small(grid) : streamed(grid));
}
