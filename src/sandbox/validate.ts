import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory, Param } from '../registry/types.ts';
import { choosesUuid } from './effects/references.ts';
import { find, type Tables } from './effects/rows.ts';
import { Failure } from './fault.ts';
import type { Params } from './parameters.ts';
import type { Json } from './reply.ts';
import { lineageColumn, quote } from './schema.ts';
import type { Db } from './sqlite.ts';

/**
 * What the server looks at before it asks who calls. `gone` is the delete of something that is not there, which succeeds
 * without more ado. Throws `Failure`. Source: ApiParamValidator.java, PortApiValidator.java, ZStack 5.2.1.
 */
export function validate(db: Db, registry: Registry, api: Api, params: Params): 'valid' | 'gone' {
  const tables = { db, registry };
  for (const param of api.params) {
    const value = params[param.name] ?? undefined;
    for (const rule of rules) {
      const complaint = rule(param, value);
      if (complaint !== undefined) throw new Failure('SYS.1007', complaint);
    }
    if (value === undefined) continue;
    if (param === deletedBy(api)) {
      if (isGone(tables, param, String(value))) return 'gone';
    } else requireResources(tables, param, value);
  }
  const resourceUuid = choosesUuid(api) ? params.resourceUuid : undefined;
  if (resourceUuid !== undefined && !uuidPattern.test(String(resourceUuid)))
    throw new Failure('SYS.1007', `resourceUuid[${resourceUuid}] is not a valid uuid`);
  return 'valid';
}

/** A uuid without dashes of version 1 to 5. Source: ApiMediatorImpl.java, ZStack 5.2.1. */
const uuidPattern = /^[0-9a-f]{12}[1-5][0-9a-f]{3}[89ab][0-9a-f]{15}$/;

/** The server names its own validator where it means the API. Source: ApiMessageParamValidator.java, ZStack 5.2.1. */
const message = 'message[org.zstack.header.message.ApiMessageParamValidator]';

type Rule = (param: Param, value: Json) => string | undefined;

/** In the server's order: the first that has something to say is heard. */
const rules: readonly Rule[] = [
  ({ name, max }, value) =>
    typeof value === 'string' && max !== undefined && value.length > max
      ? `field[${name}] of ${message} exceeds max length of string. expected was <= ${max}, actual was ${value.length}`
      : undefined,
  ({ name, min }, value) =>
    typeof value === 'string' && min !== undefined && value.length < min
      ? `field[${name}] of ${message} less than the min length of string. expected was >= ${min}, actual was ${value.length}`
      : undefined,
  ({ name, required }, value) =>
    required && value === undefined ? `field[${name}] of ${message} is mandatory, can not be null` : undefined,
  ({ name, values }, value) => {
    const wrong = values && elements(value).find((each) => !values.includes(String(each)));
    return wrong === undefined
      ? undefined
      : `valid value for field[${name}] of ${message} are [${values?.join(', ')}], but ${wrong} found`;
  },
  ({ name, regex }, value) => {
    if (regex === undefined) return undefined;
    const wrong = elements(value).find((each) => !new RegExp(`^(?:${regex})$`, 'u').test(String(each)));
    return wrong === undefined
      ? undefined
      : `valid regex value for field[${name}] of ${message} are ${regex}, but ${wrong} found`;
  },
  ({ name, nonempty }, value) =>
    nonempty && isList(value) && value.length === 0 ? `field[${name}] must be a nonempty list` : undefined,
  ({ name }, value) =>
    isList(value) && value.includes(null) ? `field[${name}] cannot contain a NULL element` : undefined,
  ({ name, emptyString }, value) => {
    if (emptyString !== false || !elements(value).includes('')) return undefined;
    return isList(value)
      ? `field[${name}] cannot contain any empty string`
      : `field[${name}] cannot be an empty string`;
  },
  ({ name, range, rangeUnit }, value) => {
    if (!range || (typeof value !== 'number' && typeof value !== 'bigint')) return undefined;
    const [low, high] = [range[0] ?? -(2n ** 63n), range[1] ?? 2n ** 63n - 1n];
    if (value >= low && value <= high) return undefined;
    const [from, to] = rangeUnit ? [`${low} ${rangeUnit[0]}`, `${high} ${rangeUnit[1] ?? rangeUnit[0]}`] : [low, high];
    return `field[${name}] must be in range of [${from}, ${to}]`;
  },
];

/** The uuid of what a delete deletes; whether it exists is no reason to fail. */
function deletedBy({ kind, method, path = '', params }: Api): Param | undefined {
  if (kind !== 'delete' || method !== 'DELETE') return undefined;
  const own = params.find(({ name }) => name === 'uuid' && path.includes('{uuid}'));
  return own && (own.resource ?? own.resourceGuess) === undefined ? undefined : own;
}

function isGone(tables: Tables, { name, resource, resourceGuess }: Param, uuid: string): boolean {
  const inventory = tables.registry.inventory(resource ?? resourceGuess ?? '');
  if (!inventory || !hasUuid(inventory) || exists(tables, inventory, uuid)) return false;
  if (uuidPattern.test(uuid)) return true;
  throw new Failure('SYS.1003', `invalid value[${uuid}] of field [${name}]`);
}

function requireResources(tables: Tables, { name, resource }: Param, value: Json): void {
  const inventory = resource === undefined ? undefined : tables.registry.inventory(resource);
  if (!inventory || !hasUuid(inventory)) return;
  const type = inventory.vo ?? `${inventory.resource}VO`;
  const missing = elements(value).filter((uuid) => !exists(tables, inventory, String(uuid)));
  if (missing.length === 0) return;
  const which = isList(value) ? `uuids:[${missing.join(', ')}]` : `uuid:${missing[0]}`;
  throw new Failure('SYS.1003', `invalid field[${name}], resource[${which}, type:${type}] not found`);
}

/** A resource in general may be in any table. */
function exists(tables: Tables, inventory: Inventory, uuid: string): boolean {
  if (inventory.resource !== 'Resource') return find(tables, inventory.name, uuid) !== undefined;
  return tablesWithUuid(tables.db).some((table) => tables.db.first(`SELECT 1 FROM ${table} WHERE uuid = ?`, [uuid]));
}

function tablesWithUuid(db: Db): readonly string[] {
  return db
    .all(
      `SELECT name FROM sqlite_master AS t WHERE type = 'table'
       AND (SELECT count(*) FROM pragma_table_info(t.name) AS c WHERE c.name IN ('uuid', '${lineageColumn}')) = 2`,
    )
    .map(({ name }) => quote(String(name)));
}

function hasUuid({ fields }: Inventory): boolean {
  return fields.some(({ name }) => name === 'uuid');
}

function elements(value: Json): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
