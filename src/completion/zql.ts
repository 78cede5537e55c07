import type { Registry } from '../registry/registry.ts';
import type { Field, Inventory } from '../registry/types.ts';
import type { Kind, Offer } from './candidate.ts';
import { queryableFields, stemOf, tagFields, typeOf } from './fields.ts';
import { live, liveQueryOf, type Offered } from './values.ts';
import type { World } from './world.ts';
import { clausesOf, comparisons, nullTests, type ZqlSlot } from './zql-slot.ts';

/** What a ZQL text may go on with. */
export function zqlOffers(slot: ZqlSlot, typed: string, world: World): Offered {
  const { registry } = world;
  const { phase, verb, path } = slot;
  const entity = slot.entity === '' ? undefined : registry.inventory(slot.entity);
  switch (phase) {
    case 'statement':
      return { offers: Object.keys(clausesOf).map(keyword) };
    case 'target':
      return { offers: [...entities(registry), ...(verb === 'query' || verb === 'count' ? functions(verb) : [])] };
    case 'own-field':
      return { offers: entity ? fields(entity, '') : [] };
    case 'sort-key': {
      const counted = slot.verb === 'count' && slot.clauses.at(-1) === 'order by' ? [keyword('groupCount')] : [];
      return { offers: [...(entity ? fields(entity, ' ') : []), ...counted] };
    }
    case 'condition': {
      const owner = entity && registry.walk(entity, path);
      return { offers: owner ? [...fields(owner, ' '), ...tags(owner), ...joins(owner)] : [] };
    }
    case 'operator':
      return { offers: [...comparisons, ...nullTests].map(keyword) };
    case 'value':
      return entity ? values(slot, entity, typed, world) : { offers: [] };
    case 'after-value':
      return { offers: [] };
    case 'after-condition':
      return { offers: ['and', 'or', ...nextClauses(slot)].map(keyword) };
    case 'direction':
      return { offers: ['asc', 'desc'].map(keyword) };
    case 'after-target':
    case 'after-clause':
      return { offers: nextClauses(slot).map(keyword) };
    case 'free':
      return { offers: slot.clauses.at(-1) === 'return with' ? [keyword('(total)')] : [] };
  }
}

/** Clauses have one order; those behind the last one are still possible. */
function nextClauses({ verb, clauses }: ZqlSlot): readonly string[] {
  const all = clausesOf[verb] ?? [];
  return all.slice(Math.max(-1, ...clauses.map((each) => all.indexOf(each))) + 1);
}

function entities(registry: Registry): readonly Offer[] {
  return registry.inventoryNames().map((name) => {
    const label = name.replace(/Inventory$/, '');
    return { ...offerOf(label.toLowerCase(), 'entity', ''), label };
  });
}

function functions(verb: string): readonly Offer[] {
  const names = verb === 'query' ? ['distinct', 'max', 'min', 'avg'] : ['distinct'];
  return names.map((name) => offerOf(name, 'keyword', '('));
}

function fields(inventory: Inventory, tail: string): readonly Offer[] {
  return queryableFields(inventory).map((field) => ({
    ...offerOf(field.name, 'field', tail),
    type: typeOf(field),
    origin: stemOf(inventory),
  }));
}

function tags(inventory: Inventory): readonly Offer[] {
  return tagFields.map((name) => ({ ...offerOf(name, 'tag', ' '), origin: stemOf(inventory) }));
}

function joins(inventory: Inventory): readonly Offer[] {
  return inventory.joins
    .filter((join) => !join.hidden)
    .map((join) => ({ ...offerOf(join.name, 'join', '.'), type: stemOf({ ...inventory, name: join.to }) }));
}

function values(slot: ZqlSlot, entity: Inventory, typed: string, world: World): Offered {
  const path = slot.path.slice(0, -1);
  const owner = world.registry.walk(entity, path);
  const field = owner && world.registry.field(owner, slot.path.at(-1) ?? '');
  if (!field || field.secret) return { offers: [] };
  const literal = literalOf(field, slot.quoted);
  if (field.type === 'bool') return { offers: ['true', 'false'].map(keyword) };
  if (field.enum) return { offers: field.enum.map((text) => literal(offerOf(text, 'value', ''))) };
  if (field.type === 'timestamp' || field.type === 'list') return { offers: [] };
  return live(liveQueryOf(field, owner, slot.comparison, [], world), typed, world, (offer) => ({
    ...literal(offer),
    ends: false,
  }));
}

/** Text is quoted, numbers need not be. Inside of a quote that is open the text and its end are missing. */
function literalOf(field: Field, quoted: boolean): (offer: Offer) => Offer {
  const isNumber = field.type === 'int' || field.type === 'long' || field.type === 'double';
  return (offer) => {
    const { text } = offer;
    if (isNumber && !quoted) return { ...offer, tail: ' ' };
    const escaped = text.replaceAll("'", "''");
    const label = offer.label ?? text;
    return quoted
      ? { ...offer, text: escaped, label, tail: "' " }
      : { ...offer, text: `'${escaped}'`, label, tail: ' ' };
  };
}

function keyword(text: string): Offer {
  return offerOf(text, 'keyword', ' ');
}

function offerOf(text: string, kind: Kind, tail: string): Offer {
  return { text, kind, tail, ends: false };
}
