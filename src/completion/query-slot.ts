import { type Operator, operators } from '../language/operators.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory, Param } from '../registry/types.ts';
import { type Parts, partsOf, pieceAt, usedNames } from './pieces.ts';
import { type Asked, type Next, nowhere, type Place } from './slot.ts';
import type { Typed } from './typed.ts';

/** A word of a query: a condition, or one of the words that steer it. */
export function querySlot(typed: Typed, api: Api, others: readonly string[], registry: Registry): Place {
  const { word, at } = typed;
  const parts = partsOf(word);
  const target = targetOf(api, others, registry);
  if (!target) return nowhere;
  if (at <= parts.name.length) return nameSlot(parts, at, api, target, others, registry);
  const steering = steeringOf(registry).find((param) => param.name === parts.name);
  if (steering)
    return parts.operator === '=' && at >= parts.valueAt ? steeringValue(typed, parts, steering, api, target) : nowhere;
  const joins = parts.name.split('.').slice(0, -1);
  const inventory = registry.walk(target, joins);
  if (!inventory) return nowhere;
  const asked = { api, inventory, joins, conditions: conditionsOn(joins, others, inventory, registry) };
  const operator = operators.find((each) => each === parts.operator);
  const unsettled = parts.value === '' && (operator === '>' || operator === '<');
  if (!operator || at < parts.valueAt || unsettled)
    return {
      slot: { kind: 'operator', path: parts.name, ...asked },
      start: parts.name.length,
      end: parts.valueAt,
    };
  return conditionValue(typed, parts, operator, asked);
}

/** The words that steer a query, which old shells took as well. Source: cli.py of zstack-utility, APIQueryMessage.java. */
export function steeringOf(registry: Registry): readonly Param[] {
  const params = registry.common().queryParams.map((param) => ({ ...param, required: false }));
  return [...params, { name: 'timeout', type: 'int', required: false }];
}

/**
 * The first condition that is exactly `typeField = value` turns the query to the child inventory of that type. Source:
 * QueryFacadeImpl.java (resolveChildClass), ZStack 5.2.1.
 */
function targetOf(api: Api, others: readonly string[], registry: Registry): Inventory | undefined {
  const inventory = registry.queried(api);
  if (!inventory?.typeField) return inventory;
  const type = others
    .map((word) => partsOf(word))
    .find(({ name, operator }) => name === inventory.typeField && operator === '=');
  return (type && registry.child(inventory, type.value)) ?? inventory;
}

function nameSlot(
  parts: Parts,
  at: number,
  api: Api,
  target: Inventory,
  others: readonly string[],
  registry: Registry,
): Place {
  const { start, end } = pieceAt(parts.name, '.', 0, parts.name.length, at);
  const joins = start === 0 ? [] : parts.name.slice(0, start - 1).split('.');
  const inventory = registry.walk(target, joins);
  if (!inventory) return nowhere;
  const next = end < parts.name.length ? 'join' : (followedBy[parts.operator] ?? 'operator');
  const before = parts.name.slice(0, start);
  const used = usedNames(others).flatMap((name) => (name.startsWith(before) ? [name.slice(before.length)] : []));
  return { slot: { kind: 'field', joined: start > 0, next, used, api, inventory, joins, conditions: [] }, start, end };
}

const followedBy: Readonly<Record<string, Next>> = { '': 'nothing', '=': 'assignment' };

function steeringValue(typed: Typed, parts: Parts, param: Param, api: Api, inventory: Inventory): Place {
  const { word, at } = typed;
  const asked = { api, inventory, joins: [], conditions: [] };
  const whole = { start: parts.valueAt, end: word.length };
  if (param.name === 'sortBy' || param.name === 'groupBy') return { slot: { kind: 'sort-key', ...asked }, ...whole };
  if (param.name === 'fields') {
    const { chosen, ...piece } = listPiece(word, parts.valueAt, at);
    return { slot: { kind: 'field-list', chosen, ...asked }, ...piece };
  }
  if (param.name === 'conditions') return nowhere;
  return { slot: { kind: 'value', param, api, given: new Map(), chosen: [] }, ...whole };
}

function conditionValue({ word, at }: Typed, parts: Parts, operator: Operator, asked: Asked): Place {
  const isList = operator === '?=' || operator === '!?=';
  const { chosen, ...piece } = isList
    ? listPiece(word, parts.valueAt, at)
    : { chosen: [], start: parts.valueAt, end: word.length };
  return { slot: { kind: 'condition-value', path: parts.name, operator, chosen, ...asked }, ...piece };
}

/** Lists of a query are split at every comma. */
function listPiece(
  word: string,
  from: number,
  at: number,
): { readonly start: number; readonly end: number; readonly chosen: readonly string[] } {
  const { start, end } = pieceAt(word, ',', from, word.length, at);
  const others = `${word.slice(from, Math.max(from, start - 1))},${word.slice(end + 1)}`;
  return { start, end, chosen: others.split(',').filter((each) => each !== '') };
}

/** The complete conditions of other words that hold for the inventory at the end of these joins. */
function conditionsOn(
  joins: readonly string[],
  others: readonly string[],
  inventory: Inventory,
  registry: Registry,
): readonly string[] {
  const way = joins.map((join) => `${join}.`).join('');
  const conditions = others.flatMap((word) => {
    if (!word.startsWith(way)) return [];
    const condition = word.slice(way.length);
    const { name, operator, value } = partsOf(condition);
    const path = name.split('.');
    const field = path.pop() ?? '';
    const owner = registry.walk(inventory, path);
    const holds = owner?.queryable?.includes(field) && operators.some((each) => each === operator) && value !== '';
    return holds ? [condition] : [];
  });
  // One question, whatever the order of its words.
  return conditions.sort();
}
