import { type JsonObject, own } from '../json/json.ts';
import { boundless, cellText, type Room, taste } from './cell.ts';
import { type Column, type ColumnKind, columnsOf } from './columns.ts';
import { type Fit, type Fitted, type Measured, sideBySide } from './fit.ts';
import type { Cell, Grid } from './grid.ts';
import { humanText } from './human.ts';
import { visible } from './sanitize.ts';
import type { Style, Subject } from './shown.ts';
import type { Theme } from './theme.ts';
import { cut, widthOf } from './width.ts';
import { meaningOf } from './words.ts';

/** Decides columns and widths; rows that come later have to do with them. */
export function planOf(rows: readonly JsonObject[], subject: Subject, style: Style): Fit {
  const { fields = subject.usual } = subject;
  const columns = columnsOf(rows, fields ? { ...subject, fields } : subject).map((column) =>
    measured(column, rows, style),
  );
  if (style.terminal) return sideBySide(columns, style.columns, subject.fields !== undefined);
  return { columns: columns.map((column) => ({ ...column, width: column.natural })), leftOut: [], tooWide: false };
}

/** The table of a plan. */
export function gridOf(plan: Fit, rows: readonly JsonObject[], style: Style, theme: Theme): Grid {
  const cells = (row: JsonObject): readonly Cell[] => plan.columns.map((column) => cellOf(row, column, style, theme));
  return {
    widths: plan.columns.map(({ width }) => width),
    aligns: plan.columns.map(({ kind }) => (kind === 'number' ? 'right' : 'left')),
    ...(style.header !== false && {
      header: plan.columns.map(({ name, width, kind }) => ({
        text: shortened(visible(name), kind, width, style),
        paint: theme.header,
      })),
    }),
    rows: rows.map(cells),
    rule: theme.rule,
    ambiguousWide: style.ambiguousWide ?? false,
  };
}

function measured(column: Column, rows: readonly JsonObject[], style: Style): Measured {
  const header = style.header === false ? 0 : widthOf(visible(column.name), style.ambiguousWide);
  const natural = rows.reduce((widest, row) => {
    const text = textOf(row, column.name, style.terminal ? taste : boundless, style);
    return Math.max(widest, widthOf(text, style.ambiguousWide));
  }, header);
  return { ...column, natural, least: Math.max(header, Math.min(natural, leastOf(column))) };
}

function leastOf({ name, kind }: Column): number {
  return name === 'name' ? leastName : shortest[kind];
}

function cellOf(row: JsonObject, { name, kind, width }: Fitted, style: Style, theme: Theme): Cell {
  const room = style.terminal ? { ...taste, columns: width } : boundless;
  const text = shortened(textOf(row, name, room, style), kind, width, style);
  const meaning = kind === 'state' ? meaningOf(text) : undefined;
  return meaning === undefined ? { text } : { text, paint: theme.meaning[meaning] };
}

function textOf(row: JsonObject, name: string, room: Room, { human }: Style): string {
  const value = own(row, name);
  return (human && humanText(value, name, human)) ?? cellText(value, name, room);
}

function shortened(text: string, kind: ColumnKind, width: number, style: Style): string {
  const whole = !style.terminal || kind === 'whole' || kind === 'number';
  return whole ? text : cut(text, width, style.ambiguousWide);
}

/** Columns that a name gets before others come in, if it needs them. */
const leastName = 16;
const shortest: Readonly<Record<ColumnKind, number>> = {
  text: 14,
  list: 16,
  state: 24,
  number: Number.POSITIVE_INFINITY,
  whole: Number.POSITIVE_INFINITY,
};
