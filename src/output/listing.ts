import { type JsonObject, own } from '../json/json.ts';
import { isUuid, valueLines } from './cell.ts';
import { columnsOf } from './columns.ts';
import { gap } from './fit.ts';
import type { Cell, Grid } from './grid.ts';
import { visible } from './sanitize.ts';
import type { Style, Subject } from './shown.ts';
import type { Theme } from './theme.ts';
import { widthOf, wrap } from './width.ts';
import { meaningOf } from './words.ts';

/** One object as names and values below each other; on a terminal long values continue in their own column. */
export function listingOf(object: JsonObject, subject: Subject, style: Style, theme: Theme): Grid {
  const columns = columnsOf([object], subject);
  const nameWidth = Math.max(0, ...columns.map(({ name }) => widthOf(visible(name), style.ambiguousWide)));
  const room = style.columns - nameWidth - gap;
  const rows = columns.flatMap(({ name, kind }) => {
    const lines = valueLines(own(object, name), name).flatMap((line) =>
      style.terminal && !isUuid(line) && room >= leastRoom ? wrap(line, room, style.ambiguousWide) : [line],
    );
    return lines.map((text, at): readonly Cell[] => {
      const meaning = kind === 'state' ? meaningOf(text) : undefined;
      return [
        { text: at === 0 ? visible(name) : '', paint: theme.name },
        meaning ? { text, paint: theme.meaning[meaning] } : { text },
      ];
    });
  });
  const valueWidth = Math.max(0, ...rows.map(([, value]) => widthOf(value?.text ?? '', style.ambiguousWide)));
  return {
    widths: [nameWidth, valueWidth],
    aligns: ['left', 'left'],
    rows,
    rule: theme.rule,
    ambiguousWide: style.ambiguousWide ?? false,
  };
}

/** Below this, broken lines would be harder to read than long ones. */
const leastRoom = 16;
