import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { describedBy, memberPlace } from './members.ts';
import { hasMetricLabels } from './metrics.ts';
import { partsOf, usedNames } from './pieces.ts';
import { nowhere, type Place } from './slot.ts';
import type { Typed } from './typed.ts';
import { zqlSlot } from './zql-slot.ts';

/** A word of an API that is no query. */
export function paramSlot(typed: Typed, api: Api, others: readonly string[], registry: Registry): Place {
  const { word, at } = typed;
  const { name, operator, valueAt } = partsOf(word);
  if (at <= name.length) return nameSlot(name, at, valueAt, api, usedNames(others));
  const param = describedBy(api, name, registry);
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

/** A dot before the cursor parts a member from what it belongs to. */
function nameSlot(name: string, at: number, end: number, api: Api, used: readonly string[]): Place {
  if (!name.slice(0, at).includes('.')) return { slot: { kind: 'parameter', api, used }, start: 0, end };
  const place = memberPlace(api, name.slice(0, at));
  if (!place) return nowhere;
  const { start, ...member } = place;
  return { slot: { kind: 'member', api, used, ...member }, start, end };
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
