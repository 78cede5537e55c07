import { type Cell, cellsOf } from '../repl/editor/frame.ts';

/** The cells of a line of a table, with the words marked that the same row did not have before. */
export function changedRow(line: string, before: readonly string[] | undefined): readonly Cell[] {
  if (!before || before.includes(line)) return cellsOf({ text: line, ink: 'plain' });
  const old = before.find((each) => keyOf(each) === keyOf(line));
  const known = new Set(wordsOf(old ?? '').map(({ text }) => text));
  let at = 0;
  const cells = wordsOf(line).flatMap(({ text, start }) => {
    const gap = cellsOf({ text: line.slice(at, start), ink: 'plain' });
    at = start + text.length;
    return [...gap, ...cellsOf({ text, ink: known.has(text) ? 'plain' : 'match' })];
  });
  return [...cells, ...cellsOf({ text: line.slice(at), ink: 'plain' })];
}

/** What a row is known by: its first word. */
function keyOf(line: string): string {
  return /^\s*(\S*)/.exec(line)?.[1] ?? '';
}

function wordsOf(line: string): readonly { readonly text: string; readonly start: number }[] {
  return Array.from(line.matchAll(/\S+/g), (found) => ({ text: found[0], start: found.index }));
}
