import type { JobName } from './client/job.ts';
import { type Context, profileOf } from './context.ts';
import { CliError, type Note, throwAll } from './errors.ts';
import { isArray, type JsonObject, own } from './json/json.ts';
import type { Statement } from './language/statement.ts';
import type { Subject } from './output/shown.ts';
import { openPrinter, type Printed, type Printer } from './print.ts';
import { nearest } from './registry/near.ts';
import type { Registry } from './registry/registry.ts';
import type { Api, Inventory } from './registry/types.ts';
import { type Reporting, reportNotes, say } from './report.ts';
import { defaultLimit } from './request/zql.ts';
import { chosenColumns, columnsPrefix } from './settings/config.ts';

/** The way to stdout for the answer of that statement. Throws `unknown-column`, `bad-query`. */
export async function openReply(api: Api, statement: Statement, context: Context): Promise<Printer> {
  return openPrinter(subjectOf(api, statement, context), context);
}

export async function endReply(
  printer: Printer,
  envelope: JsonObject,
  context: Context,
  reporting: Reporting,
): Promise<Printed> {
  const { io, text } = context;
  const printed = await printer.end(envelope);
  if (printed.leftOut.length > 0 && io.stderr.isTerminal) await say(context, text.columnsLeftOut(printed.leftOut));
  if (printed.missed.length > 0) await say(context, text.rows.columnsMissed(printed.missed));
  await reportNotes(printed.notes, reporting);
  return printed;
}

/** What a call came to that was made at another time; of whichever API where nobody knows it. */
export async function showEnded(api: Api | undefined, envelope: JsonObject, context: Context): Promise<void> {
  const inventory = api && inventoryOf(api, context);
  await showWhole(envelope, inventory ? { inventory } : {}, context);
}

/** A call that goes on without anybody waiting. */
export async function showJob({ uuid, api }: JobName, context: Context): Promise<void> {
  await showOwn({ job: { uuid, api } }, context);
}

/** Something of our own, shown as an answer would be. */
export async function showOwn(envelope: JsonObject, context: Context): Promise<void> {
  await showWhole(envelope, {}, context);
}

/** Rows of our own, as the list of that name; `columns` are those of a table. */
export async function showRows(
  name: string,
  rows: readonly JsonObject[],
  columns: readonly string[],
  context: Context,
): Promise<void> {
  await showWhole({ [name]: rows }, { fields: columns }, context);
}

/** Rows of an API from several profiles, which each names first. */
export async function showClouds(
  api: Api,
  statement: Statement,
  rows: readonly JsonObject[],
  context: Context,
): Promise<void> {
  const { fields, usual, ...subject } = subjectOf(api, statement, context, ['profile']);
  const columns = fields
    ? { fields: ['profile', ...fields] }
    : { first: ['profile'], ...(usual && { usual: ['profile', ...usual] }) };
  const name = rows.some((row) => own(row, 'uuid') !== undefined) || api.kind === 'query' ? 'inventories' : 'results';
  await showWhole({ [name]: rows }, { ...subject, ...columns }, context);
}

async function showWhole(envelope: JsonObject, subject: Subject, context: Context): Promise<void> {
  await endReply(await openPrinter(subject, context), envelope, context, context);
}

/** What is known of the answer before it comes. */
function subjectOf(api: Api, statement: Statement, context: Context, more: readonly string[] = []): Subject {
  const registry = context.registry();
  const inventory = registry.queried(api) ?? inventoryOf(api, context);
  const fields = api.kind === 'query' ? fieldsOf(statement) : [];
  const { columns = '', sort = '', query, validate } = context.options;
  if (inventory && query === undefined && validate)
    checkColumns([...columns.split(','), ...sort.split(',')], inventory, registry, more);
  const usual = inventory && usualColumns(inventory, context);
  return {
    ...(inventory && { inventory, isOpen: registry.children(inventory).length > 0 }),
    ...(usual && { usual }),
    ...(fields.length > 0 && { fields }),
  };
}

/** What somebody set for tables counts where a person looks at them, so that no script depends on whose settings it meets. */
function usualColumns({ name, parent, extends: above }: Inventory, context: Context): readonly string[] | undefined {
  const { io, config, options } = context;
  if (!io.stdout.isTerminal) return undefined;
  const chosen = chosenColumns(config, profileOf(options));
  const kinds = [name, parent, above].map((kind) => kind?.replace(/Inventory$/, ''));
  const found = kinds.map((kind) => chosen.get(columnsPrefix + kind)).find((each) => each !== undefined);
  const names = String(found?.value ?? '')
    .split(',')
    .filter(Boolean);
  return names.length > 0 ? names : undefined;
}

function fieldsOf(statement: Statement): readonly string[] {
  const fields = statement.arguments.find(({ name, operator }) => name === 'fields' && operator === '=');
  return (fields?.value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** A name that no row can have is a mistake; a child may have fields of its own. */
function checkColumns(
  columns: readonly string[],
  inventory: Inventory,
  registry: Registry,
  more: readonly string[],
): void {
  const kinds = [inventory, ...registry.children(inventory)];
  const known = [...more, ...kinds.flatMap(({ fields }) => fields.map(({ name }) => name))];
  const wrong = columns
    .map((name) => name.trim().replace(/^[-+]/, '').replace(/\..*$/, ''))
    .filter((name) => name !== '' && !known.includes(name));
  throwAll(
    wrong.map((name) => {
      const kind = inventory.name.replace(/Inventory$/, '');
      return new CliError('unknown-column', { inventory: kind, name, nearest: nearest(name, known) });
    }),
  );
}

/** The inventory that the reply of any other API holds. */
function inventoryOf(api: Api, context: Context): Inventory | undefined {
  const types = Object.values(api.result ?? {}).map((type) => /(\w+Inventory)/.exec(type)?.[1]);
  const name = types.find((type) => type !== undefined);
  return name === undefined ? undefined : context.registry().inventory(name);
}

/** A list that the default limit cut must not pass for the whole. */
export function moreNotes(statement: Statement, envelope: JsonObject, rows: number): readonly Note[] {
  if (!isArray(own(envelope, 'inventories'))) return [];
  const total = own(envelope, 'total');
  if (total !== undefined && total !== null) {
    return Number(total) > rows ? [{ code: 'more-rows', facts: { rows, total: String(total) } }] : [];
  }
  const limited = statement.arguments.some(({ name }) => name === 'limit');
  return !limited && rows === defaultLimit ? [{ code: 'maybe-more', facts: { rows } }] : [];
}
