import type { Context } from '../context.ts';
import type { Json } from '../json/json.ts';
import { jsonFor } from '../output/json-text.ts';
import { type Page, writePage } from '../output/page.ts';

/** A page on stdout: fitted to a terminal, plain in a pipe. */
export async function showPage(page: Page, { io: { stdout } }: Pick<Context, 'io'>): Promise<void> {
  let written = '';
  const style = { columns: stdout.columns, colors: stdout.colors, terminal: stdout.isTerminal };
  for await (const line of writePage(page, style)) written += line;
  await stdout.write(written);
}

/** One indented document on stdout. */
export async function showJson(json: Json, { io }: Pick<Context, 'io'>): Promise<void> {
  await io.stdout.write(`${jsonFor(io.stdout, json, 2)}\n`);
}
