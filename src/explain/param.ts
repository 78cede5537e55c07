import type { Registry } from '../registry/registry.ts';
import type { Field, Param, StructField } from '../registry/types.ts';
import { nameQueryOf } from '../request/reading.ts';
import type { ParamText } from '../text/pages.ts';

/** What a parameter takes or a field holds, in one line: its type, its limits, what else is known. */
export function paramWords(param: Param | Field | StructField, registry: Registry, text: ParamText): string {
  return [
    typeWords(param, registry, text),
    ...limitWords(param as Partial<Param & Field>, text),
    ...stateWords(param as Partial<Param>, text),
  ].join(text.separator);
}

/** The type as people say it; a reference names its resource. */
export function typeWords(param: Param | Field | StructField, registry: Registry, text: ParamText): string {
  const named = (type: string): string => text.type[type] ?? type.replace(/Inventory$/, '');
  const resource = resourceOf(param);
  if (resource !== undefined && (param.type === 'string' || param.type === 'list')) {
    return text.uuidOf(resource, param.type === 'list', canBeNamed(param, registry));
  }
  if (param.type === 'string' && /uuid$/i.test(param.name)) return named('uuid');
  const element = param.elem ?? param.elemGuess;
  if (param.type === 'list') return text.listOf(named(element ?? 'any'));
  if (param.type === 'map') return text.mapOf(named(element ?? 'any'));
  return param.type === 'object' && element !== undefined ? element : named(param.type);
}

/** The kind of resource that a uuid names, guesses included; the `resource` of an inventory. */
export function resourceOf(param: Param | Field | StructField): string | undefined {
  const { resource, resourceGuess, ref } = param as Partial<Param & Field>;
  return resource ?? resourceGuess ?? ref;
}

/** Only parameters take names; and the resource has to have one. */
function canBeNamed(param: Param | Field | StructField, registry: Registry): boolean {
  const inventory = 'required' in param ? registry.referenced(param) : undefined;
  return inventory !== undefined && nameQueryOf(inventory, registry) !== undefined;
}

function limitWords(param: Partial<Param & Field>, text: ParamText): readonly string[] {
  const { values = param.enum, range, min, max, regex } = param;
  const words: string[] = [];
  if (values && values.length > 0) words.push(text.oneOf(values));
  if (range) words.push(rangeWords(range, text));
  if ((min !== undefined || max !== undefined) && !values && resourceOf(param as Param) === undefined)
    words.push(text.length(min, max));
  if (regex !== undefined) words.push(text.matches(regex));
  if (param.nonempty || param.emptyString === false) words.push(text.notEmpty);
  if (param.default !== undefined) words.push(text.default(defaultText(param.default)));
  return words;
}

function rangeWords([least, most]: readonly [number | null, number | null], text: ParamText): string {
  if (least === null) return text.atMost(String(most));
  return most === null ? text.atLeast(String(least)) : text.between(String(least), String(most));
}

function stateWords(param: Partial<Param & Field>, text: ParamText): readonly string[] {
  return [
    ...(param.secret ? [text.secret] : []),
    ...(param.since !== undefined ? [text.since(param.since)] : []),
    ...(param.release === undefined ? [] : [text.newer]),
    ...(param.deprecated ? [text.deprecated] : []),
  ];
}

function defaultText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
