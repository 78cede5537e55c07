import type { Io } from '../context.ts';
import { inksOf } from '../output/ink.ts';
import { cellsOf, cutRow, type Frame, type Row, rowOf } from '../repl/editor/frame.ts';
import { emptyFrame, erase, leave, paint } from '../repl/editor/paint.ts';
import { changedRow } from './changes.ts';

/** What is drawn again and again in the same place. */
export interface Screen {
  /** As much as fits, with what it did not hold before marked. Of a run that failed, the last output stays under `problem`. */
  draw(output: string, problem: string): Promise<void>;
  /** Leaves what is drawn, and the cursor below it. */
  close(): Promise<void>;
}

export async function openScreen({ stdout, now }: Io, title: string): Promise<Screen> {
  const inks = await inksOf(stdout.colors);
  // Without colours a change is marked in another way.
  const marking = stdout.colors === 0 ? { ...inks, match: inks.chosen } : inks;
  let frame: Frame = emptyFrame;
  let lines: readonly string[] | undefined;
  let isResized = false;
  const stopResize = stdout.onResize?.(() => {
    isResized = true;
  });
  return {
    async draw(output, problem) {
      const columns = Math.max(1, stdout.columns);
      const before = lines;
      if (problem === '') lines = linesOf(output);
      const time = new Date(now()).toTimeString().slice(0, 8);
      const rows: readonly Row[] = [
        rowOf([{ text: `${time}  ${title}`, ink: 'grey' }], columns),
        ...linesOf(problem).map((text) => rowOf([{ text, ink: 'mistake' }], columns)),
        ...(lines ?? []).map((line) => {
          const cells = problem === '' ? changedRow(line, before) : cellsOf({ text: line, ink: 'plain' });
          return cutRow(cells, columns);
        }),
      ].slice(0, Math.max(2, stdout.rows - 2));
      const erased = isResized ? erase(frame, columns) : '';
      if (isResized) frame = emptyFrame;
      isResized = false;
      // A terminal that echoes ^C does so below.
      const next: Frame = { rows: [...rows, []], cursor: { row: rows.length, column: 0 } };
      const bytes = erased + paint(frame, next, columns, marking);
      frame = next;
      await stdout.write(bytes);
    },
    async close() {
      stopResize?.();
      await stdout.write(leave(frame)).catch(() => undefined);
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
