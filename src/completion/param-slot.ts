import type { Registry } from '../registry/registry.ts';
import type { Api, Param } from '../registry/types.ts';
import { partsOf, usedNames } from './pieces.ts';
import { nowhere, type Place } from './slot.ts';
import type { Typed } from './typed.ts';
import { zqlSlot } from './zql-slot.ts';

/** A word of an API that is no query. */
export function paramSlot(typed: Typed, api: Api, others: readonly string[], registry: Registry): Place {
  const { word, at } = typed;
  const { name, operator, valueAt } = partsOf(word);
  if (at <= name.length) return { slot: { kind: 'parameter', api, used: usedNames(others) }, start: 0, end: valueAt };
  const param = paramsOf(api).find((each) => each.name === name);
  if (operator !== '=' || at < valueAt || !param) return nowhere;
  const end = word.length;
  const isFile = word.startsWith('@', valueAt) && at > valueAt && !registry.referenced(param);
  if (isFile) return { slot: { kind: 'file' }, start: valueAt + 1, end };
  if (api.name === 'ZQLQuery' && name === 'zql') return zqlSlot(word, valueAt, at);
  const given = new Map(others.map((other) => [partsOf(other).name, partsOf(other).value]));
  if (param.type !== 'list') return { slot: { kind: 'value', param, api, given, chosen: [] }, start: valueAt, end };
  const { start, stop, chosen } = elementAt(word, valueAt, at);
  const equals = word.slice(start, stop).indexOf('=');
  if (hasMetricLabels(api, name) && equals >= 0 && at > start + equals)
    return {
      slot: { kind: 'label-value', label: word.slice(start, start + equals) },
      start: start + equals + 1,
      end: stop,
    };
  return { slot: { kind: 'value', param, api, given, chosen }, start, end: stop };
}

/** Parameters that take `Label=value` of a metric. */
export function hasMetricLabels(api: Api, param: string): boolean {
  return /^(?:filterL|l)abels$/.test(param) && api.params.some(({ name }) => name === 'metricName');
}

/** Parameters of an API and the variables of its path that are not among them. */
export function paramsOf(api: Api): readonly Param[] {
  const variables: readonly string[] = api.path?.match(/(?<=\{)\w+(?=\})/g) ?? [];
  const more = variables.filter((name) => !api.params.some((param) => param.name === name));
  const params = api.params.map((param) => (variables.includes(param.name) ? { ...param, required: true } : param));
  return [...params, ...more.map((name): Param => ({ name, type: 'string', required: true }))];
}

/** The element of a list at the cursor; a comma after a backslash parts nothing. */
function elementAt(
  word: string,
  from: number,
  at: number,
): { readonly start: number; readonly stop: number; readonly chosen: readonly string[] } {
  const elements = word.slice(from).split(/(?<!\\),/);
  let start = from;
  let index = 0;
  while (start + (elements[index]?.length ?? 0) < at) start += (elements[index++]?.length ?? 0) + 1;
  const chosen = elements.filter((element, other) => other !== index && element !== '');
  return { start, stop: start + (elements[index]?.length ?? 0), chosen };
}
