import { commandParameters, commandWords, settingValues } from './command-words.ts';
import { columns, fieldNames, operatorNames, ownFields } from './fields.ts';
import { members, parameters } from './members.ts';
import { inventoryOfLabel } from './metrics.ts';
import { fileOffers, optionNames, optionValues, programOffers, verbs } from './names.ts';
import type { Slot } from './slot.ts';
import { conditionValues, live, noOffers, type Offered, paramValues, resources } from './values.ts';
import type { World } from './world.ts';
import { zqlOffers } from './zql.ts';

type Sources = {
  readonly [Kind in Slot['kind']]: (
    slot: Extract<Slot, { readonly kind: Kind }>,
    typed: string,
    world: World,
  ) => Offered;
};

/** What fits each slot, whether or not it fits what is typed there. */
const sources: Sources = {
  nothing: () => noOffers,
  verb: (_slot, _typed, world) => ({ offers: verbs(world) }),
  option: ({ of, used }, _typed, world) => ({ offers: optionNames(world, of, used) }),
  'option-value': ({ option }, typed, world) => ({ offers: optionValues(option, typed, world) }),
  'command-word': commandWords,
  'command-parameter': (slot, typed, world) => ({ offers: commandParameters(slot, typed, world) }),
  'setting-value': ({ setting }, typed, world) => ({ offers: settingValues(setting, typed, world) }),
  column: ({ inventory, chosen }) => ({ offers: columns(inventory, chosen) }),
  parameter: (slot, typed, world) => ({ offers: parameters(slot, typed, world) }),
  member: members,
  value: paramValues,
  'label-value': ({ label }, typed, world) => {
    const inventory = inventoryOfLabel(label, world.registry);
    return inventory ? live(resources(inventory), typed, world, (offer) => ({ ...offer, ends: false })) : noOffers;
  },
  field: (slot, typed, world) => ({ offers: fieldNames(slot, typed, world.registry) }),
  operator: (slot, _typed, world) => ({ offers: operatorNames(slot, world.registry) }),
  'condition-value': conditionValues,
  'field-list': ({ inventory, chosen }) => {
    const free = ownFields(inventory, chosen);
    return { offers: free.length === 1 ? free : free.map((offer) => ({ ...offer, tail: ',', ends: false })) };
  },
  'sort-key': ({ inventory }) => ({ offers: ownFields(inventory) }),
  zql: zqlOffers,
  program: (_slot, _typed, world) => ({ offers: programOffers(world) }),
  file: (_slot, typed, { files }) => ({ offers: fileOffers(files?.(typed) ?? []) }),
};

export function offersFor(slot: Slot, typed: string, world: World): Offered {
  // The table has a source for each kind; the compiler cannot pair them in an indexed call.
  return (sources[slot.kind] as (slot: Slot, typed: string, world: World) => Offered)(slot, typed, world);
}
