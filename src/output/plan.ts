import { type JsonObject, own } from '../json/json.ts';
import { boundless, cellText, taste } from './cell.ts';
import { type Column, type ColumnKind, columnsOf } from './columns.ts';
import { type Fit, type Fitted, type Measured, sideBySide } from './fit.ts';
import type { Cell, Grid } from './grid.ts';
import { visible } from './sanitize.ts';
import type { Shown, Style } from './shown.ts';
import type { Theme } from './theme.ts';
import { cut, widthOf } from './width.ts';
import { meaningOf } from './words.ts';

/** Decides columns and widths from the first rows; those that come later have to do with it. */
export function planOf(rows: readonly JsonObject[], shown: Shown, style: Style): Fit {
  const first = rows.slice(0, measuredRows);
  const columns = columnsOf(first, shown).map((column) => measured(column, first, style));
  if (style.terminal) return sideBySide(columns, style.columns, shown.fields !== undefined);
  return { columns: columns.map((column) => ({ ...column, width: column.natural })), leftOut: [], tooWide: false };
}

/** The table of a plan; its rows are made while they are drawn. */
export function gridOf(plan: Fit, rows: readonly JsonObject[], style: Style, theme: Theme): Grid {
  const cells = (row: JsonObject): readonly Cell[] => plan.columns.map((column) => cellOf(row, column, style, theme));
  return {
    widths: plan.columns.map(({ width }) => width),
    aligns: plan.columns.map(({ kind }) => (kind === 'number' ? 'right' : 'left')),
    header: plan.columns.map(({ name, width, kind }) => ({
      text: shortened(visible(name), kind, width, style),
      paint: theme.header,
    })),
    rows: rows.length <= measuredRows ? rows.map(cells) : lazily(rows, cells),
    rule: theme.rule,
    ambiguousWide: style.ambiguousWide ?? false,
  };
}

function measured(column: Column, rows: readonly JsonObject[], style: Style): Measured {
  const header = widthOf(visible(column.name), style.ambiguousWide);
  const natural = rows.reduce((widest, row) => {
    const text = cellText(own(row, column.name), column.name, style.terminal ? taste : boundless);
    return Math.max(widest, widthOf(text, style.ambiguousWide));
  }, header);
  return { ...column, natural, least: Math.max(header, Math.min(natural, leastOf(column))) };
}

function leastOf({ name, kind }: Column): number {
  return name === 'name' ? leastName : shortest[kind];
}

function cellOf(row: JsonObject, { name, kind, width }: Fitted, style: Style, theme: Theme): Cell {
  const text = shortened(
    cellText(own(row, name), name, style.terminal ? { ...taste, columns: width } : boundless),
    kind,
    width,
    style,
  );
  const meaning = kind === 'state' ? meaningOf(text) : undefined;
  return meaning === undefined ? { text } : { text, paint: theme.meaning[meaning] };
}

function shortened(text: string, kind: ColumnKind, width: number, style: Style): string {
  const whole = !style.terminal || kind === 'whole' || kind === 'number';
  return whole ? text : cut(text, width, style.ambiguousWide);
}

function* lazily(rows: readonly JsonObject[], cells: (row: JsonObject) => readonly Cell[]): Generator<readonly Cell[]> {
  for (const row of rows) yield cells(row);
}

const measuredRows = 200;
/** Columns that a name gets before others come in, if it needs them. */
const leastName = 16;
const shortest: Readonly<Record<ColumnKind, number>> = {
  text: 14,
  list: 16,
  state: 24,
  number: Number.POSITIVE_INFINITY,
  whole: Number.POSITIVE_INFINITY,
};
