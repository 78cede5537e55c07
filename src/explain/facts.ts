import type { Json } from '../json/json.ts';
import { quoteWord } from '../language/words.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Field, Inventory, Param, StructField } from '../registry/types.ts';
import type { PageText } from '../text/pages.ts';
import { classIn } from './answer.ts';
import { partedParams } from './api.ts';
import { exampleOf } from './example.ts';
import { shortName } from './inventory.ts';
import { resourceOf } from './param.ts';
import type { Topic } from './topic.ts';

/** The same as the page of a topic, for programs. */
export function factsOf(topic: Exclude<Topic, { kind: 'command' }>, registry: Registry, text: PageText): Json {
  switch (topic.kind) {
    case 'api':
    case 'removed':
      return apiFacts(topic.api, registry, text);
    case 'parameter':
      return { topic: 'parameter', api: topic.api.name, ...paramFacts(topic.param) };
    case 'inventory':
      return {
        ...inventoryFacts(topic.inventory, registry, text),
        ...(topic.via && { from: shortName(topic.via.from), path: topic.via.joins.join('.') }),
      };
    case 'field':
      return {
        topic: 'field',
        inventory: shortName(topic.inventory),
        ...(topic.via && { from: shortName(topic.via.from), path: [...topic.via.joins, topic.field.name].join('.') }),
        ...paramFacts(topic.field),
      };
    case 'struct':
      return {
        topic: 'struct',
        name: topic.struct.name,
        fields: topic.struct.fields.map((field) => paramFacts(field)),
      };
    case 'structField':
      return { topic: 'field', struct: topic.struct.name, ...paramFacts(topic.field) };
    case 'enum':
      return { topic: 'enum', name: topic.enumType.name, values: topic.enumType.values };
    case 'error':
      return {
        topic: 'error',
        code: topic.error.code,
        ...(topic.error.name && { name: topic.error.name }),
        meaning: text.errorCode.known[topic.error.code] ?? null,
      };
    case 'metrics':
      return {
        topic: 'metrics',
        namespace: topic.namespace,
        metrics: topic.metrics.map(({ name, labels }) => ({ name, labels })),
      };
  }
}

function apiFacts(api: Api & { readonly removed?: string }, registry: Registry, text: PageText): Json & object {
  const { required, optional } = partedParams(api);
  const inventory = api.kind === 'query' ? registry.queried(api) : undefined;
  return {
    topic: 'api',
    name: api.name,
    summary: text.apiSummary(api.name),
    kind: api.kind,
    transport: api.path === undefined ? 'message' : 'rest',
    ...(api.path !== undefined && { method: api.method as string, path: `/v1${api.path}` }),
    ...(api.fullName !== undefined && { message: api.fullName }),
    job: api.needPoll ?? false,
    session: api.needSession ?? true,
    ...(api.since !== undefined && { since: api.since }),
    ...(api.deprecated && { deprecated: true }),
    ...(api.removed !== undefined && { removed: api.removed }),
    parameters: [
      ...required.map((param) => ({ ...paramFacts(param), required: true })),
      ...optional.map((param) => paramFacts(param)),
    ],
    ...(inventory && { inventory: inventoryFacts(inventory, registry, text) }),
    answer: answerFacts(api, registry),
    example: exampleOf(api, registry)
      .map((word) => quoteWord(word))
      .join(' '),
  };
}

function inventoryFacts(inventory: Inventory, registry: Registry, text: PageText): Json & object {
  const { queryable, queryApi, parent, parentType } = inventory;
  return {
    topic: 'inventory',
    name: shortName(inventory),
    summary: text.resourceName(shortName(inventory)),
    ...(queryApi !== undefined && { query: queryApi }),
    ...(parent !== undefined && { parent: parent.replace(/Inventory$/, ''), parentType: parentType ?? null }),
    fields: inventory.fields.map((field) => ({
      ...paramFacts(field),
      queryable: queryable === undefined || queryable.includes(field.name),
    })),
    joins: inventory.joins
      .filter(({ hidden }) => !hidden)
      .map(({ name, to, alias = undefined }) => ({ name, to: to.replace(/Inventory$/, ''), ...(alias && { alias }) })),
    children: registry.children(inventory).map((child) => shortName(child)),
  };
}

function answerFacts(api: Api, registry: Registry): Json {
  return Object.fromEntries(
    Object.entries(api.result ?? {}).map(([name, type]) => {
      const of = classIn(type);
      const fields = of === undefined ? undefined : (registry.inventory(of) ?? registry.struct(of))?.fields;
      return [
        name,
        { type, ...(fields && { fields: fields.map((field) => ({ name: field.name, type: field.type })) }) },
      ];
    }),
  );
}

/** As the registry has it; a reference has one name whether it was read or guessed. */
function paramFacts(param: Param | Field | StructField): Json & object {
  const { resource, resourceGuess, ref, release, typeGuess, elemGuess, ...facts } = param as Param & Field;
  const of = resourceOf(param);
  const elem = facts.elem ?? elemGuess;
  return {
    ...(facts as Json & object),
    ...(elem !== undefined && { elem }),
    ...(of !== undefined && { resource: of }),
  };
}
