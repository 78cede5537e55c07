import type { LiveQuery, LiveValue } from '../completion/world.ts';
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
  return query.kind === 'resources' ? resourcesOf(inventory, registry) : countsOf(query, inventory);
}

/** Reads what came back; anything of another shape is left out. */
export function valuesIn(query: LiveQuery, envelope: JsonObject): readonly LiveValue[] {
  return query.kind === 'resources'
    ? rowsIn(own(envelope, 'inventories')).flatMap(resourceOf)
    : countedIn(envelope).flatMap((pair) => countedValue(pair, query.field));
}

/** Fields that say what a resource is called and how it is, best first. */
const names = ['name', 'resourceName', 'hostname', 'managementIp', 'ip', 'tag', 'description'];
const states = ['state', 'status'];
const most = 500;

function resourcesOf(inventory: Inventory, registry: Registry): HttpRequest | undefined {
  const api = registry.api(inventory.queryApi ?? registry.inventory(inventory.parent ?? '')?.queryApi ?? '');
  const known = (field: string): boolean => inventory.queryable?.includes(field) ?? false;
  // Two queries have a variable in their path, and only the person knows its value.
  if (api?.kind !== 'query' || !known('uuid') || api.path?.includes('{')) return undefined;
  const fields = ['uuid', ...names.filter(known).slice(0, 1), ...states.filter(known)];
  const words = [api.name, `fields=${fields}`, `limit=${most}`];
  if (inventory.parentType !== undefined && inventory.queryApi === undefined) {
    const typeField = registry.inventory(inventory.parent ?? '')?.typeField;
    if (typeField !== undefined) words.push(`${typeField}=${inventory.parentType}`);
  }
  const statement = readStatement(lineOfWords(words)) as Statement;
  return buildRequest(api, statement, registry, { validate: false, byUuid: false }).request;
}

/** Counts by value tell the values, and which of them matter. Source of the grammar: ZQL.g4, ZStack 5.2.1. */
function countsOf({ field, conditions }: LiveQuery & { readonly kind: 'values' }, inventory: Inventory): HttpRequest {
  const tests = conditions.flatMap((text) => {
    const [word] = lineOfWords([text]).words;
    const argument = word && readArgument(word);
    return !argument || argument instanceof Error ? [] : [zqlCondition(readCondition(argument).condition)];
  });
  const where = tests.length === 0 ? '' : ` where ${tests.join(' and ')}`;
  const entity = inventory.name.replace(/Inventory$/, '').toLowerCase();
  const zql = `count ${entity}${where} group by ${field} order by groupCount desc limit ${most}`;
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
