import type { Api, Data, Field, Inventory, Join, Param } from './types.ts';

/** Entities that facts point to although nobody publishes their inventory. */
const withoutInventory = new Set(['Captcha', 'SharedBlockGroup']);

/** Every name in the data that leads nowhere or that two records share, each as a line for the person who builds. */
export function brokenReferences(data: Data): readonly string[] {
  const { apis, inventories, structs, enums } = data;
  const apiOf = byName(apis);
  const inventoryOf = byName(inventories);
  const entities = new Set(inventories.map((inventory) => inventory.resource));
  const types = new Set([...inventories, ...structs, ...enums].map((record) => record.name));
  const enumOf = byName(enums);
  const broken: string[] = [];
  const expect = (holds: boolean, place: string, what: string) => {
    if (!holds) broken.push(`${place}: ${what}`);
  };
  const entity = (place: string, name: string | undefined) =>
    expect(name === undefined || entities.has(name) || withoutInventory.has(name), place, `no entity ${name}`);
  const type = (place: string, name: string | undefined) =>
    expect(!name || classesIn(name).every((each) => types.has(each)), place, `no type ${name}`);
  const element = (place: string, of: Field | Param) => {
    type(place, of.elem);
    type(place, of.elemGuess);
    expect(of.enumType === undefined || enumOf.has(of.enumType), place, `no enum ${of.enumType}`);
  };

  for (const [kind, records] of Object.entries({ ...data, common: [], metrics: [] }))
    for (const name of repeated(records.map((record) => ('code' in record ? record.code : record.name))))
      broken.push(`${kind}: ${name} is there twice`);

  for (const api of apis) {
    expect(api.inventory === undefined || inventoryOf.has(api.inventory), api.name, `no inventory ${api.inventory}`);
    expect((api.path === undefined) === (api.method === undefined), api.name, 'path without method');
    for (const name of unknownVariables(api)) broken.push(`${api.name}: no parameter for {${name}}`);
    for (const [key, result] of Object.entries(api.result ?? {})) type(`${api.name}.result.${key}`, result);
    entity(`${api.name}.tagResource`, api.tagResource);
    for (const name of repeated(api.params.map((param) => param.name)))
      broken.push(`${api.name}: ${name} is there twice`);
    for (const param of api.params) {
      element(`${api.name}.${param.name}`, param);
      entity(`${api.name}.${param.name}`, param.resource ?? param.resourceGuess);
    }
  }
  for (const inventory of inventories) {
    const { name, queryApi, parent, typeField } = inventory;
    const fields = new Set(inventory.fields.map((field) => field.name));
    expect(queryApi === undefined || apiOf.get(queryApi)?.inventory === name, name, `not answered by ${queryApi}`);
    expect(
      parent === undefined || inventoryOf.get(parent)?.typeField !== undefined,
      name,
      `no type field in ${parent}`,
    );
    expect((parent === undefined) === (inventory.parentType === undefined), name, 'parent without parentType');
    expect(
      inventory.extends === undefined || inventoryOf.has(inventory.extends),
      name,
      `no inventory ${inventory.extends}`,
    );
    for (const each of [typeField, ...(inventory.queryable ?? []), ...(inventory.maybe ?? [])])
      expect(each === undefined || fields.has(each), name, `no field ${each}`);
    for (const field of inventory.fields) {
      element(`${name}.${field.name}`, field);
      entity(`${name}.${field.name}`, field.ref);
    }
    for (const each of repeated(inventory.fields.map((field) => field.name)))
      broken.push(`${name}: ${each} is there twice`);
    for (const each of repeated(inventory.joins.map((join) => join.name)))
      broken.push(`${name}: ${each} is there twice`);
    for (const join of inventory.joins)
      expect(leads(inventoryOf, inventory, join), `${name}.${join.name}`, `does not lead to ${join.to}`);
  }
  for (const struct of structs)
    for (const field of struct.fields) {
      element(`${struct.name}.${field.name}`, field);
      entity(`${struct.name}.${field.name}`, field.resource);
    }
  return broken;
}

function byName<T extends { readonly name: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.name, record]));
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) < index);
}

/** The classes that a type names: `map<list<X>>` names X, `string` names none. */
function classesIn(type: string): readonly string[] {
  return type.match(/\b[A-Z]\w*/g) ?? [];
}

/** Two queries have a variable in their path and, like all queries, no parameters of their own. */
function unknownVariables({ kind, path = '', optionalPaths = [], params }: Api): readonly string[] {
  if (kind === 'query') return [];
  const variables = [path, ...optionalPaths].join().match(/(?<=\{)\w+(?=\})/g) ?? [];
  return variables.filter((variable) => !params.some((param) => param.name === variable));
}

/** An alias is followed by plain joins only, so that none can be its own. */
function leads(inventoryOf: ReadonlyMap<string, Inventory>, from: Inventory, join: Join): boolean {
  const path = join.alias ?? join.aliasGuess;
  if (path === undefined) return inventoryOf.has(join.to);
  let at: Inventory | undefined = from;
  for (const name of path.split('.')) {
    const next: Join | undefined = at?.joins.find((each) => each.name === name);
    at = next && !next.alias && !next.aliasGuess ? inventoryOf.get(next.to) : undefined;
  }
  return at?.name === join.to;
}
