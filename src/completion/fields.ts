import type { Operator } from '../language/operators.ts';
import type { Registry } from '../registry/registry.ts';
import type { Field, FieldType, Inventory, Param } from '../registry/types.ts';
import type { Offer } from './candidate.ts';
import { steeringOf } from './query-slot.ts';
import type { Slot } from './slot.ts';

type Of<Kind extends Slot['kind']> = Extract<Slot, { readonly kind: Kind }>;

/** What a condition or a steering word of a query may begin with, or go on with after a dot. */
export function fieldNames(slot: Of<'field'>, typed: string, registry: Registry): readonly Offer[] {
  const { inventory, joined, next, used, api } = slot;
  const fields = next === 'join' ? [] : conditions(inventory, used, next !== 'nothing');
  const joins = next === 'nothing' || next === 'join' ? joinsOf(inventory, next === 'join') : [];
  const whole = next === 'nothing' ? fields.find(({ text }) => text === typed) : undefined;
  const compared = whole ? withOperators(whole, registry.field(inventory, whole.text)) : [];
  if (joined || next === 'join' || next === 'operator') return [...fields, ...joins, ...compared];
  const steering = steeringOf(registry)
    .filter(({ name }) => !used.includes(name))
    .map((param) => ({ ...paramOffer(param, api.name), tail: next === 'assignment' ? '' : '=' }));
  return [...fields, ...joins, ...steering, ...compared];
}

export function paramOffer(param: Param, origin: string): Offer {
  return {
    text: param.name,
    kind: 'param',
    tail: '=',
    ends: false,
    type: typeOf(param),
    origin,
    ...(param.required && { required: true }),
  };
}

/** Fields that a query may ask for, as its conditions see them; all where nobody knows which. */
export function queryableFields(inventory: Inventory): readonly Field[] {
  const { fields, queryable, maybe = [] } = inventory;
  if (!queryable) return fields;
  const names = new Set([...queryable, ...maybe]);
  return fields.filter(({ name }) => names.has(name));
}

/** Fields that `fields=` and `sortBy=` take: columns of the inventory's own table. */
export function ownFields(inventory: Inventory, chosen: readonly string[] = []): readonly Offer[] {
  return queryableFields(inventory)
    .filter(
      ({ type, name, unqueryable }) => type !== 'list' && type !== 'map' && !unqueryable && !chosen.includes(name),
    )
    .map((field) => ({
      text: field.name,
      kind: 'field',
      tail: '',
      ends: true,
      type: typeOf(field),
      origin: stemOf(inventory),
    }));
}

/** Columns of rows: every field that a reply has. */
export function columns(inventory: Inventory, chosen: readonly string[]): readonly Offer[] {
  const origin = stemOf(inventory);
  return inventory.fields
    .filter(({ name }) => !chosen.includes(name))
    .map((field) => ({ text: field.name, kind: 'field', tail: '', ends: false, type: typeOf(field), origin }));
}

/** Operators that make sense for the field at the end of a path. */
export function operatorNames(slot: Of<'operator'>, registry: Registry): readonly Offer[] {
  const name = slot.path.split('.').at(-1) ?? '';
  return operatorsFor(registry.field(slot.inventory, name)).map((text) => ({
    text,
    kind: 'operator',
    tail: '',
    ends: false,
  }));
}

/** Tag fields, which every inventory has, and texts of which nobody knows more are compared as text. */
export function operatorsFor(field: Field | undefined): readonly Operator[] {
  if (!field) return texts;
  return field.enum ? listed : (byType[field.type] ?? texts);
}

const texts: readonly Operator[] = ['=', '!=', '~=', '!~=', '?=', '!?='];
const listed: readonly Operator[] = ['=', '!=', '?=', '!?='];
const numbers: readonly Operator[] = ['=', '!=', '>', '>=', '<', '<=', '?=', '!?='];

/** A list of booleans would be compared the wrong way round. Source: SQLConditionBuilder.java, ZStack 5.2.1. */
const byType: Partial<Readonly<Record<FieldType, readonly Operator[]>>> = {
  bool: ['=', '!='],
  int: numbers,
  long: numbers,
  double: numbers,
  timestamp: ['>=', '<=', '>', '<', '=', '!=', '~=', '!~='],
  list: listed,
};

export const tagFields = ['__systemTag__', '__userTag__', '__tagUuid__'] as const;

export function typeOf({ type, elem }: Pick<Field | Param, 'type' | 'elem'>): string {
  return elem === undefined ? type : `${type}<${elem}>`;
}

export function stemOf({ name }: Inventory): string {
  return name.replace(/Inventory$/, '');
}

function conditions(inventory: Inventory, used: readonly string[], followed: boolean): readonly Offer[] {
  const origin = stemOf(inventory);
  const tail = followed ? '' : '=';
  const fields = queryableFields(inventory).map(
    (field): Offer => ({ text: field.name, kind: 'field', tail, ends: false, type: typeOf(field), origin }),
  );
  const tags = tagFields.map((text): Offer => ({ text, kind: 'tag', tail, ends: false, type: 'string', origin }));
  return [...fields, ...tags].filter(({ text }) => !used.includes(text));
}

/** Joins that ZStack itself does not offer are typed by those who know them. */
function joinsOf(inventory: Inventory, followed: boolean): readonly Offer[] {
  return inventory.joins
    .filter((join) => !join.hidden)
    .map((join) => ({
      text: join.name,
      kind: 'join',
      tail: followed ? '' : '.',
      ends: false,
      type: join.to.replace(/Inventory$/, ''),
      origin: stemOf(inventory),
    }));
}

/** After a complete name its operators are offered beside longer names. */
function withOperators(whole: Offer, field: Field | undefined): readonly Offer[] {
  return operatorsFor(field)
    .filter((operator) => operator !== '=')
    .map((operator) => ({ ...whole, kind: 'operator', tail: operator }));
}
