import { isArray, parseJson } from '../json/json.ts';
import type { Statement } from '../language/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory } from '../registry/types.ts';
import { variablesOf } from '../request/path.ts';

/** Resources of one kind that a call names. */
export interface Target {
  readonly param: string;
  readonly uuids: readonly string[];
  /** Absent where nobody knows the kind. */
  readonly inventory?: Inventory;
}

/**
 * What a call is about: its own `uuid` or `uuids` where it has them, else every uuid of its path, else every uuid that
 * it names.
 */
export function targetsOf(api: Api, statement: Statement, registry: Registry): readonly Target[] {
  const named = statement.arguments.filter(({ name, operator }) => operator === '=' && /^uuids?$|Uuids?$/.test(name));
  const variables = variablesOf(api.path ?? '');
  const isOwn = (name: string): boolean => name === 'uuid' || name === 'uuids';
  const chosen = [
    named.filter(({ name }) => isOwn(name)),
    named.filter(({ name }) => variables.includes(name)),
    named.filter(({ name }) => name !== 'resourceUuid'),
  ].find((some) => some.length > 0);
  return (chosen ?? []).map(({ name, value }) => {
    const param = api.params.find((param) => param.name === name);
    const inventory = param && registry.referenced(param);
    return { param: name, uuids: uuidsIn(value), ...(inventory && { inventory }) };
  });
}

function uuidsIn(value: string): readonly string[] {
  const list = value.startsWith('[') ? jsonList(value) : value.split(',');
  return list.map((uuid) => uuid.trim()).filter((uuid) => uuid !== '');
}

function jsonList(value: string): readonly string[] {
  try {
    const list = parseJson(value);
    return isArray(list) ? list.map((element) => String(element)) : [];
  } catch {
    return [];
  }
}
