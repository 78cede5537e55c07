import type { JobName } from './client/job.ts';
import { headersOf, payloadOf, urlOf } from './client/wire.ts';
import type { Context, Out } from './context.ts';
import type { Note } from './errors.ts';
import { isArray, type JsonObject, own, stringifyJson } from './json/json.ts';
import type { Statement } from './language/statement.ts';
import { chosenFormat, formats } from './output/format.ts';
import { visible } from './output/sanitize.ts';
import type { Shown, Style } from './output/shown.ts';
import type { Api, Inventory } from './registry/types.ts';
import { type Reporting, reportNotes, say } from './report.ts';
import type { HttpRequest } from './request/request.ts';
import { defaultLimit } from './request/zql.ts';
import { mask, shownRequest } from './secrets.ts';

/** Writes what the server answered: the result on stdout, what is worth a word beside it on stderr. */
export async function showReply(
  api: Api,
  statement: Statement,
  envelope: JsonObject,
  context: Context,
  reporting: Reporting,
): Promise<void> {
  await showEnvelope(shownOf(api, statement, envelope, context), context);
  if (api.kind === 'query') await reportNotes(moreNotes(statement, envelope), reporting);
}

/** What a call came to that was made at another time; of whichever API where nobody knows it. */
export async function showEnded(api: Api | undefined, envelope: JsonObject, context: Context): Promise<void> {
  const inventory = api && inventoryOf(api, context);
  await showEnvelope({ envelope, ...(inventory && { inventory }) }, context);
}

/** A call that goes on without anybody waiting. */
export async function showJob({ uuid, api }: JobName, context: Context): Promise<void> {
  await showOwn({ job: { uuid, api } }, context);
}

/** Something of our own, shown as an answer would be. */
export async function showOwn(envelope: JsonObject, context: Context): Promise<void> {
  await showEnvelope({ envelope }, context);
}

/** Rows of our own, as the list of that name; `columns` are those of a table. */
export async function showRows(
  name: string,
  rows: readonly JsonObject[],
  columns: readonly string[],
  context: Context,
): Promise<void> {
  await showEnvelope({ envelope: { [name]: rows }, fields: columns }, context);
}

/** The request as `--dry-run` shows it: nothing secret, ready to be read by people or, with `-o json`, by `jq`. */
export async function showRequest(request: HttpRequest, context: Context): Promise<void> {
  const { io, options } = context;
  const shown = shownRequest(request);
  const url = urlOf(context.endpoint(), shown);
  const credentials = {
    session: mask,
    jobUuid: io.uuid(),
    userAgent: `zstack-cli/${context.version}`,
    ...spoken(context),
  };
  const headers = headersOf(shown, credentials);
  const body = payloadOf(shown, credentials);
  if (options.output === 'json' || options.output === 'jsonl') {
    const object = { method: shown.method, url, headers, body: body ?? null };
    await io.stdout.write(`${stringifyJson(object, options.output === 'json' ? 2 : 0)}\n`);
    return;
  }
  const lines = [
    `${shown.method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['', stringifyJson(body, 2)]),
  ];
  await io.stdout.write(`${lines.map(visibleLine).join('\n')}\n`);
}

/** The language that is asked for beside a request. */
function spoken({ text }: Context): { readonly language?: string } {
  return text.locale === 'en_US' ? {} : { language: text.locale };
}

async function showEnvelope(shown: Shown, context: Context): Promise<void> {
  const { io, options, text } = context;
  const style = styleOf(io.stdout);
  const format = formats[chosenFormat(options.output, io.stdout.isTerminal)];
  for await (const chunk of format.write(shown, style)) await io.stdout.write(chunk);
  const omitted = io.stderr.isTerminal ? format.leftOut(shown, style) : [];
  if (omitted.length > 0) await say(context, text.columnsLeftOut(omitted));
}

export function styleOf(out: Out): Style {
  return { columns: out.columns, colors: out.colors, terminal: out.isTerminal };
}

function shownOf(api: Api, statement: Statement, envelope: JsonObject, context: Context): Shown {
  const registry = context.registry();
  const inventory = registry.queried(api) ?? inventoryOf(api, context);
  const fields = statement.arguments.find(({ name, operator }) => name === 'fields' && operator === '=');
  const asked =
    api.kind === 'query' && fields
      ? fields.value
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean)
      : [];
  return { envelope, ...(inventory && { inventory }), ...(asked.length > 0 && { fields: asked }) };
}

/** The inventory that the reply of any other API holds. */
function inventoryOf(api: Api, context: Context): Inventory | undefined {
  const types = Object.values(api.result ?? {}).map((type) => /(\w+Inventory)/.exec(type)?.[1]);
  const name = types.find((type) => type !== undefined);
  return name === undefined ? undefined : context.registry().inventory(name);
}

/** A list that the default limit cut must not pass for the whole. */
function moreNotes(statement: Statement, envelope: JsonObject): readonly Note[] {
  const rows = own(envelope, 'inventories');
  if (!isArray(rows)) return [];
  const total = own(envelope, 'total');
  if (total !== undefined && total !== null) {
    return Number(total) > rows.length
      ? [{ code: 'more-rows', facts: { rows: rows.length, total: String(total) } }]
      : [];
  }
  const limited = statement.arguments.some(({ name }) => name === 'limit');
  return !limited && rows.length === defaultLimit ? [{ code: 'maybe-more', facts: { rows: rows.length } }] : [];
}

function visibleLine(line: string): string {
  return line.split('\n').map(visible).join('\n');
}
