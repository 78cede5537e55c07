import type { Operator } from '../language/operators.ts';
import { namesSecret } from '../registry/secret.ts';
import type { Field, Inventory } from '../registry/types.ts';
import type { Offer } from './candidate.ts';
import { stemOf } from './fields.ts';
import { metricValues } from './metrics.ts';
import type { Slot } from './slot.ts';
import { type LiveQuery, type LiveValue, mostValues, type World } from './world.ts';

type Of<Kind extends Slot['kind']> = Extract<Slot, { readonly kind: Kind }>;

/** What may be offered, and what the cloud could add. */
export interface Offered {
  readonly offers: readonly Offer[];
  readonly wanted?: LiveQuery;
}

export const noOffers: Offered = { offers: [] };

/** Values of a parameter: legal ones, names from the registry, else resources of the cloud. */
export function paramValues({ param, api, given, chosen }: Of<'value'>, typed: string, world: World): Offered {
  if (param.secret || ('secretUri' in param && param.secretUri) || /^\s*[[{]/.test(typed)) return noOffers;
  const metrics = metricValues(api, param, given, world.registry);
  if (metrics) return { offers: metrics };
  const isBool = param.type === 'bool' || param.elem === 'bool';
  const listed = param.values ?? ('enum' in param ? param.enum : undefined);
  const legal = listed ?? (param.enumType === undefined ? undefined : world.registry.enumType(param.enumType)?.values);
  if (isBool || legal) {
    const free = (isBool ? truths : (legal ?? [])).filter((value) => !chosen.includes(value));
    return { offers: free.map((text) => valueOffer(text, param.type === 'list')) };
  }
  const referenced = world.registry.referenced(param);
  if (referenced)
    return live(
      resources(referenced),
      typed,
      world,
      (offer) => ({ ...withName(offer), ends: param.type !== 'list' }),
      chosen,
    );
  if (param.name === 'filterName' && api.kind === 'query') return { offers: filters };
  if (typeof param.default !== 'string' && typeof param.default !== 'number') return noOffers;
  return { offers: [valueOffer(String(param.default), false)] };
}

/** Values of a condition: legal ones, resources where the field points to some, else what the field holds now. */
export function conditionValues(slot: Of<'condition-value'>, typed: string, world: World): Offered {
  const { offers, wanted } = knownValues(slot, typed, world);
  const tests = slot.operator === '=' || slot.operator === '!=';
  // Alone it would be taken for the value that is meant.
  if (!tests || (offers.length === 0 && typed === '')) return { offers, ...(wanted && { wanted }) };
  return { offers: [...offers, valueOffer('null', false)], ...(wanted && { wanted }) };
}

function knownValues(slot: Of<'condition-value'>, typed: string, world: World): Offered {
  const { inventory, path, operator, chosen, conditions } = slot;
  const name = path.split('.').at(-1) ?? '';
  const field = world.registry.field(inventory, name);
  const isList = operator === '?=' || operator === '!?=';
  if (!field || field.secret || namesSecret(name)) return noOffers;
  const fixed = field.type === 'bool' ? truths : field.enum;
  if (fixed && operator !== '~=' && operator !== '!~=')
    return { offers: fixed.filter((value) => !chosen.includes(value)).map((text) => valueOffer(text, isList)) };
  if (field.type === 'timestamp' || field.type === 'list' || field.type === 'map') return noOffers;
  const asTyped = (offer: Offer): Offer | undefined => fitted(withName(offer), operator);
  const query = liveQueryOf(field, inventory, operator, conditions, world);
  return live(query, typed, world, asTyped, chosen);
}

/** Uuids are looked for by the name of what they belong to; of anything else the values that exist are asked for. */
export function liveQueryOf(
  field: Field,
  inventory: Inventory,
  operator: string,
  conditions: readonly string[],
  { registry }: Pick<World, 'registry'>,
): LiveQuery {
  const isPattern = operator === '~=' || operator === '!~=' || /like/.test(operator);
  const target = field.name === 'uuid' ? inventory : registry.referenced(field, inventory);
  if (target && !isPattern) return resources(target);
  return { kind: 'values', inventory: stemOf(inventory), field: field.name, conditions: conditions.filter(isOpen) };
}

/** A question is kept on disk, so that no secret may be in it. */
function isOpen(condition: string): boolean {
  const [path = ''] = /^[\w.]*/.exec(condition) ?? [];
  return !namesSecret(path.replace(/^.*\./, ''));
}

export function resources(inventory: Inventory): LiveQuery {
  return { kind: 'resources', inventory: stemOf(inventory) };
}

/** What is known of a question; what cannot be typed is left out. `begun` is what stands there already. */
export function live(
  query: LiveQuery,
  begun: string,
  world: World,
  asTyped: (offer: Offer) => Offer | undefined,
  chosen: readonly string[] = [],
): Offered {
  const byName = query.kind === 'resources' && begun.startsWith('@');
  const { values, wanted } = knownOf(query, byName ? begun.slice(1) : begun, world);
  const offers = values.flatMap((value) => {
    const offer = byName ? namedOffer(value, query) : liveOffer(value, query);
    const isFree = offer && isTypeable(offer.text) && !chosen.includes(offer.text);
    return (isFree && asTyped(offer)) || [];
  });
  return { offers, wanted };
}

/** Where not all can be known, those are asked for that hold what is typed. */
function knownOf(
  query: LiveQuery,
  begun: string,
  world: World,
): { readonly values: readonly LiveValue[]; readonly wanted: LiveQuery } {
  const all = world.live?.(query);
  // A letter alone parts little, where it is no word.
  const parts = begun.length > 1 || begun > '\u007f';
  if (!all || all.length < mostValues || !parts) return { values: all ?? [], wanted: query };
  const wanted = { ...query, part: begun };
  return { values: [...(world.live?.(wanted) ?? []), ...all], wanted };
}

function liveOffer({ value, name, state, count }: LiveValue, query: LiveQuery): Offer {
  const what = state ?? (count === undefined ? undefined : `×${count}`);
  return {
    text: value,
    kind: query.kind === 'resources' ? 'resource' : 'value',
    tail: '',
    ends: true,
    origin: query.inventory,
    ...(name !== undefined && name !== '' && { label: name }),
    ...(what !== undefined && { what }),
  };
}

/** `@name` in place of a uuid. */
function namedOffer(value: LiveValue, query: LiveQuery): Offer | undefined {
  const { label, ...offer } = liveOffer(value, query);
  return label === undefined ? undefined : { ...offer, text: `@${label}` };
}

/** Where a uuid may be given by name, the name is known beside it. */
function withName(offer: Offer): Offer {
  const { kind, label } = offer;
  return kind === 'resource' && label !== undefined && isTypeable(label) ? { ...offer, byName: `@${label}` } : offer;
}

/** A value as its operator has to be given it, or none where it could not be told from something else. */
function fitted(offer: Offer, operator: Operator): Offer | undefined {
  const { text } = offer;
  if (operator === '?=' || operator === '!?=') return text.includes(',') ? undefined : { ...offer, ends: false };
  if (operator === '=' || operator === '!=') return text === 'null' ? undefined : offer;
  if (operator !== '~=' && operator !== '!~=') return offer;
  return /[%_]/.test(text) ? { ...offer, text: text.replace(/[\\%_]/g, '\\$&'), label: text } : offer;
}

/** Control characters and those that turn the direction of writing have no place on a command line. */
export function isTypeable(text: string): boolean {
  return text !== '' && text.length <= 512 && !/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.test(text);
}

/** The only filter of the open source. Source: VirtualRouterManagerImpl.java, ZStack 5.2.1. */
const filters = ['VirtualRouter', 'vpcvrouter', 'SLB'].map((type) => valueOffer(`applianceType:${type}`, false));

const truths = ['true', 'false'] as const;

function valueOffer(text: string, isElement: boolean): Offer {
  return { text, kind: 'value', tail: '', ends: !isElement };
}
