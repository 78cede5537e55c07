import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory, Param, StructField } from '../registry/types.ts';
import type { PageText } from '../text/pages.ts';
import { partedParams } from './api.ts';
import { paramWords, resourceOf } from './param.ts';

/** A JSON Schema, draft 2020-12. */
export type Schema = { readonly [keyword: string]: unknown };

/** The schema of the parameters of a call, as one object; what a reference or a struct is, is described. */
export function schemaOf(api: Api, registry: Registry, text: PageText): Schema {
  const structs = new Map<string, Schema>();
  const { required, optional } = partedParams(api);
  const properties = Object.fromEntries(
    [...required, ...optional].map((param) => [
      param.name,
      { description: paramWords(param, registry, text.param), ...valueSchema(param, registry, text, structs) },
    ]),
  );
  const steering = api.kind === 'query' ? querySchemas(registry.queried(api), text) : {};
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: api.name,
    description: text.apiSummary(api.name),
    type: 'object',
    properties: { ...properties, ...steering },
    ...(required.length > 0 && { required: required.map(({ name }) => name) }),
    additionalProperties: false,
    ...(api.deprecated && { deprecated: true }),
    ...(structs.size > 0 && { $defs: Object.fromEntries(structs) }),
  };
}

function valueSchema(
  param: Param | StructField,
  registry: Registry,
  text: PageText,
  structs: Map<string, Schema>,
): Schema {
  const { elem = param.elemGuess } = param;
  const marks = {
    ...(param.secret && { writeOnly: true }),
    ...('deprecated' in param && param.deprecated && { deprecated: true }),
    ...('default' in param && param.default !== undefined && { default: param.default }),
  };
  switch (param.type) {
    case 'list':
      return {
        type: 'array',
        items: { ...typeSchema(elem, registry, text, structs), ...limits(param) },
        ...('nonempty' in param && param.nonempty && { minItems: 1 }),
        ...marks,
      };
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(elem, registry, text, structs), ...marks };
    case 'object':
      return { ...(elem === undefined ? { type: 'object' } : typeSchema(elem, registry, text, structs)), ...marks };
    default:
      return { ...typeSchema(param.type, registry, text, structs), ...limits(param), ...marks };
  }
}

/** By the name of a type or class; anything at all where nobody knows it. */
function typeSchema(
  type: string | undefined,
  registry: Registry,
  text: PageText,
  structs: Map<string, Schema>,
): Schema {
  const inner = /^(list|map)<(.*)>$/.exec(type ?? '');
  if (inner) {
    const of = typeSchema(inner[2], registry, text, structs);
    return inner[1] === 'list' ? { type: 'array', items: of } : { type: 'object', additionalProperties: of };
  }
  const scalar = scalars[type ?? ''];
  if (scalar) return { type: scalar };
  const struct = type === undefined ? undefined : registry.struct(type);
  if (!struct) return type !== undefined && registry.inventory(type) ? { type: 'object' } : {};
  if (!structs.has(struct.name)) {
    structs.set(struct.name, {});
    const needed = struct.fields.filter((field) => field.required).map(({ name }) => name);
    structs.set(struct.name, {
      type: 'object',
      properties: Object.fromEntries(
        struct.fields.map((field) => [field.name, valueSchema(field, registry, text, structs)]),
      ),
      ...(needed.length > 0 && { required: needed }),
    });
  }
  return { $ref: `#/$defs/${struct.name}` };
}

const scalars: Readonly<Record<string, string>> = {
  string: 'string',
  timestamp: 'string',
  int: 'integer',
  long: 'integer',
  double: 'number',
  float: 'number',
  bool: 'boolean',
};

function limits(param: Param | StructField): Schema {
  const { values, range, min, max, regex, emptyString } = param as Partial<Param>;
  const legal = values ?? (param as Partial<StructField>).enum;
  const isNumber = param.type === 'int' || param.type === 'long';
  const isText = param.type === 'string' && resourceOf(param) === undefined;
  return {
    ...(legal && legal.length > 0 && { enum: isNumber ? legal.map((value) => Number(value)) : legal }),
    ...(range && range[0] !== null && { minimum: range[0] }),
    ...(range && range[1] !== null && { maximum: range[1] }),
    ...((min !== undefined || emptyString === false) && isText && { minLength: min ?? 1 }),
    ...(max !== undefined && isText && { maxLength: max }),
    ...(regex !== undefined && { pattern: `^(?:${regex})$` }),
  };
}

/** What steers a query, and its conditions as the engine takes them. */
function querySchemas(inventory: Inventory | undefined, { steering }: PageText): Schema {
  const fields = inventory?.queryable ?? [];
  const ofFields = fields.length > 0 ? { type: 'string', enum: fields } : { type: 'string' };
  const described = (name: keyof PageText['steering'], schema: Schema): Schema => ({
    description: steering[name],
    ...schema,
  });
  return {
    conditions: described('conditions', {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          op: { enum: comparisons },
          value: { type: ['string', 'number', 'boolean'] },
        },
        required: ['name', 'op'],
        additionalProperties: false,
      },
    }),
    fields: described('fields', { type: 'array', items: ofFields }),
    sortBy: described('sortBy', ofFields),
    sortDirection: described('sortDirection', { enum: ['asc', 'desc'], default: 'asc' }),
    limit: described('limit', { type: 'integer', minimum: 0, default: 1000 }),
    start: described('start', { type: 'integer', minimum: 0 }),
    count: described('count', { type: 'boolean' }),
    replyWithCount: described('replyWithCount', { type: 'boolean' }),
    filterName: described('filterName', { type: 'string' }),
    groupBy: described('groupBy', { type: 'string', deprecated: true }),
  };
}

const comparisons = ['=', '!=', '>', '>=', '<', '<=', 'in', 'not in', 'like', 'not like', 'is null', 'is not null'];
