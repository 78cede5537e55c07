import type { Json, JsonObject } from '../json/json.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Field, StructField } from '../registry/types.ts';

/** What an API answers, with the names of types in the place of values; `fields` are those that a query asks for. */
export function shapeOf(api: Api, registry: Registry, fields: readonly string[] = []): JsonObject {
  const entries = Object.entries(api.result ?? {}).map(([name, type]) => {
    const isRows = api.kind === 'query' && name === 'inventories';
    const chosen = isRows && fields.length > 0 ? fields : undefined;
    return [
      name,
      shapeOfType(isRows && api.inventory ? `list<${api.inventory}>` : type, registry, deepest, chosen),
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** Levels of objects in objects. */
const deepest = 2;

function shapeOfType(type: string, registry: Registry, depth: number, fields?: readonly string[]): Json {
  const [, outer, inner = ''] = /^(list|map)<(.*)>$/.exec(type) ?? [];
  if (outer === 'list') return [shapeOfType(inner, registry, depth, fields)];
  if (outer === 'map') return { key: shapeOfType(inner, registry, depth) };
  const members: readonly (Field | StructField)[] | undefined =
    registry.inventory(type)?.fields ?? registry.struct(type)?.fields;
  if (!members || !/^[A-Z]/.test(type)) return type;
  if (depth === 0) return {};
  const shown = fields ? members.filter(({ name }) => fields.includes(name)) : members;
  return Object.fromEntries(shown.map((member) => [member.name, shapeOfField(member, registry, depth - 1)]));
}

function shapeOfField({ type, elem, elemGuess }: Field | StructField, registry: Registry, depth: number): Json {
  const of = elem ?? elemGuess;
  if (type === 'list') return of === undefined ? [] : [shapeOfType(of, registry, depth)];
  if (type === 'map') return {};
  if (type === 'object' && of !== undefined) return shapeOfType(of, registry, depth);
  return type;
}
