/** A line with its cursor, written as the last `|`. */
export function lineOf(text: string): { readonly line: string; readonly cursor: number } {
  const cursor = text.lastIndexOf('|');
  if (cursor < 0) throw new Error(`no cursor in ${text}`);
  return { line: text.slice(0, cursor) + text.slice(cursor + 1), cursor };
}
