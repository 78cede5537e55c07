import { type Row, text as sentence, term } from '../output/page.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Field, Inventory, StructField } from '../registry/types.ts';
import type { PageText } from '../text/pages.ts';
import { paramWords } from './param.ts';

/** The properties of an answer with their types, and the fields of what they hold. */
export function answerRows(api: Api, registry: Registry, text: PageText): readonly Row[] {
  const { call, param } = text;
  if (!api.result) return [sentence(call.unknownAnswer)];
  const entries = Object.entries(api.result);
  if (entries.length === 0) return [sentence(call.nothing)];
  return entries.flatMap(([name, type]) => {
    const of = classIn(type);
    const isQueried = api.kind === 'query' && of !== undefined && of === api.inventory;
    const said = [answerType(type, param)];
    if (isQueried) said.push(call.seeFields);
    if (api.kind === 'query' && name === 'total') said.push(call.totalWith);
    return [
      term(name, said.join(param.separator)),
      ...(isQueried ? [] : fieldRowsOf(fieldsOf(of, registry), registry, text, 1)),
    ];
  });
}

/** Every field that a condition may use; those that only a guess allows say so. */
export function fieldRows(inventory: Inventory, registry: Registry, text: PageText): readonly Row[] {
  const { queryable, maybe = [], fields } = inventory;
  const known = queryable === undefined ? fields : fields.filter(({ name }) => queryable.includes(name));
  const unsure = fields.filter(({ name }) => maybe.includes(name) && !known.some((field) => field.name === name));
  return [
    ...fieldRowsOf(known, registry, text),
    ...unsure.map((field) =>
      term(field.name, [paramWords(field, registry, text.param), text.param.maybeQueryable].join(text.param.separator)),
    ),
  ];
}

/** Fields one below the other, `depth` levels in. */
export function fieldRowsOf(
  fields: readonly (Field | StructField)[],
  registry: Registry,
  { param }: PageText,
  depth = 0,
): readonly Row[] {
  return fields.map((field) => term(field.name, paramWords(field, registry, param), depth));
}

/** `VmInstanceInventory` of `list<VmInstanceInventory>`; `undefined` for plain types. */
export function classIn(type: string): string | undefined {
  return /\b[A-Z]\w*/.exec(type)?.[0];
}

function fieldsOf(name: string | undefined, registry: Registry): readonly Field[] {
  if (name === undefined) return [];
  return registry.inventory(name)?.fields ?? registry.struct(name)?.fields ?? [];
}

function answerType(type: string, text: PageText['param']): string {
  const inner = /^(list|map)<(.*)>$/.exec(type);
  if (inner) return (inner[1] === 'list' ? text.listOf : text.mapOf)(answerType(inner[2] ?? '', text));
  return text.type[type] ?? type.replace(/Inventory$/, '');
}
