import { type LiveQuery, type LiveValue, mostValues } from '../completion/world.ts';
import { ExactNumber, isArray, isJsonObject, type Json, type JsonObject, own } from '../json/json.ts';
import { readArgument, readStatement, type Statement } from '../language/statement.ts';
import { lineOfWords } from '../language/words.ts';
import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import { buildRequest } from '../request/build.ts';
import { readCondition } from '../request/condition.ts';
import type { HttpRequest } from '../request/request.ts';
import { zqlCondition } from '../request/zql.ts';

/** What to ask a cloud for; `undefined` where there is no API for it. */
export function questionOf(query: LiveQuery, registry: Registry): HttpRequest | undefined {
  const inventory = registry.inventory(query.inventory);
  if (!inventory) return undefined;
  if (query.kind === 'values') return countsOf(query, inventory);
  return query.part === undefined ? resourcesOf(inventory, registry) : partOf(query.part, inventory);
}

/** Reads what came back; anything of another shape is left out. */
export function valuesIn(query: LiveQuery, envelope: JsonObject): readonly LiveValue[] {
  if (query.kind === 'values') return countedIn(envelope).flatMap((pair) => countedValue(pair, query.field));
  const [result] = rowsIn(own(envelope, 'results'));
  const rows = rowsIn(own(result ?? envelope, 'inventories'));
  return rows.flatMap(resourceOf).sort((one, other) => compare(nameOf(one), nameOf(other)));
}

/** Fields that say what a resource is called and how it is, best first. */
const names = ['name', 'resourceName', 'hostname', 'managementIp', 'ip', 'tag', 'description'];
const states = ['state', 'status'];

function resourcesOf(inventory: Inventory, registry: Registry): HttpRequest | undefined {
  const api = registry.api(inventory.queryApi ?? registry.inventory(inventory.parent ?? '')?.queryApi ?? '');
  // Two queries have a variable in their path, and only the person knows its value.
  if (api?.kind !== 'query' || !isQueryable(inventory, 'uuid') || api.path?.includes('{')) return undefined;
  const words = [api.name, `fields=${fieldsOf(inventory)}`, `limit=${mostValues}`];
  if (inventory.parentType !== undefined && inventory.queryApi === undefined) {
    const typeField = registry.inventory(inventory.parent ?? '')?.typeField;
    if (typeField !== undefined) words.push(`${typeField}=${inventory.parentType}`);
  }
  const statement = readStatement(lineOfWords(words)) as Statement;
  return buildRequest(api, statement, registry, { validate: false, byUuid: false }).request;
}

/** Those with a part of their name, or with a uuid that begins so, where there are too many to know them all. */
function partOf(part: string, inventory: Inventory): HttpRequest {
  const tests = [`uuid~=${pattern(part)}%`, ...nameIn(inventory).map((name) => `${name}~=%${pattern(part)}%`)];
  const where = tests.flatMap(testOf).join(' or ');
  return zqlRequest(`query ${entityOf(inventory)}.${fieldsOf(inventory)} where ${where} limit ${mostValues}`);
}

/** Counts by value tell the values, and which of them matter. Source of the grammar: ZQL.g4, ZStack 5.2.1. */
function countsOf(
  { field, conditions, part }: LiveQuery & { readonly kind: 'values' },
  inventory: Inventory,
): HttpRequest {
  const tests = [...conditions, ...(part === undefined ? [] : [`${field}~=%${pattern(part)}%`])].flatMap(testOf);
  const where = tests.length === 0 ? '' : ` where ${tests.join(' and ')}`;
  return zqlRequest(
    `count ${entityOf(inventory)}${where} group by ${field} order by groupCount desc limit ${mostValues}`,
  );
}

function fieldsOf(inventory: Inventory): readonly string[] {
  return ['uuid', ...nameIn(inventory), ...states.filter((field) => isQueryable(inventory, field))];
}

/** The field that says what a resource is called, if there is one. */
function nameIn(inventory: Inventory): readonly string[] {
  return names.filter((field) => isQueryable(inventory, field)).slice(0, 1);
}

function isQueryable({ queryable }: Inventory, field: string): boolean {
  return queryable?.includes(field) ?? false;
}

function entityOf({ name }: Inventory): string {
  return name.replace(/Inventory$/, '').toLowerCase();
}

/** A condition as it is typed, as ZQL has it; none where it cannot be read. */
function testOf(text: string): readonly string[] {
  const [word] = lineOfWords([text]).words;
  const argument = word && readArgument(word);
  return !argument || argument instanceof Error ? [] : [zqlCondition(readCondition(argument).condition)];
}

/** What stands for itself in a pattern. */
function pattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function zqlRequest(zql: string): HttpRequest {
  return {
    api: 'ZQLQuery',
    method: 'GET',
    path: '/zql',
    query: [['zql', zql]],
    needSession: true,
    needPoll: false,
    reply: 'envelope',
    secrets: [],
  };
}

function nameOf({ name = '', value }: LiveValue): string {
  return name || value;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function resourceOf(row: JsonObject): readonly LiveValue[] {
  const text = (field: string): string | undefined => {
    const value = own(row, field);
    return typeof value === 'string' ? value : undefined;
  };
  const value = text('uuid');
  if (value === undefined) return [];
  const name = names.map((field) => text(field)).find((each) => each !== undefined);
  const state = states.flatMap((field) => text(field) ?? []).join(', ');
  return [{ value, ...(name !== undefined && { name }), ...(state !== '' && { state }) }];
}

/** `{"results":[{"inventoryCounts":[[{"state":"Running"},3]]}]}`. Source: ZQL.java, ZStack 5.2.1. */
function countedIn(envelope: JsonObject): readonly Json[] {
  const [result] = rowsIn(own(envelope, 'results'));
  const pairs = result && own(result, 'inventoryCounts');
  return isArray(pairs) ? pairs : [];
}

function countedValue(pair: Json, field: string): readonly LiveValue[] {
  const [key, count] = isArray(pair) ? pair : [];
  const value = isJsonObject(key) ? own(key, field) : undefined;
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof ExactNumber)) return [];
  const text = value instanceof ExactNumber ? value.text : String(value);
  return [{ value: text, ...(typeof count === 'number' && { count }) }];
}

function rowsIn(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter((row) => isJsonObject(row)) : [];
}
