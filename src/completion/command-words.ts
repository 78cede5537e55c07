import type { Offer } from './candidate.ts';
import { apiNames, fileOffers, plainOffer, profileNames, verbs } from './names.ts';
import type { Slot } from './slot.ts';
import { live, noOffers, type Offered, resources } from './values.ts';
import type { CommandShape, World } from './world.ts';

type Of<Kind extends Slot['kind']> = Extract<Slot, { readonly kind: Kind }>;

/** What may stand in the place of a command's word. */
export function commandWords(slot: Of<'command-word'>, typed: string, world: World): Offered {
  const { shape, used } = slot;
  if (!shape.choices) return byKind.get(shape.kind)?.(slot, typed, world) ?? noOffers;
  const free = shape.choices.filter((choice) => !used.includes(choice));
  return { offers: free.map((text) => plainOffer(text, 'value')) };
}

/** Parameters of a command; one that is called `setting` stands for each setting. */
export function commandParameters(
  { command, used }: Of<'command-parameter'>,
  typed: string,
  world: World,
): readonly Offer[] {
  const origin = command.name;
  const offers = assignmentsOf(command).flatMap((name): readonly Offer[] =>
    name === 'setting'
      ? settingNames(typed, world).map((offer) => ({
          ...offer,
          kind: 'param',
          tail: offer.ends ? '=' : '',
          ends: false,
          origin,
        }))
      : [{ text: name, kind: 'param', tail: '=', ends: false, origin }],
  );
  return offers.filter(({ text }) => !used.includes(text));
}

export function assignmentsOf({ arguments: words }: Pick<CommandShape, 'arguments'>): readonly string[] {
  return words.flatMap(({ kind, name }) => (kind === 'assignment' ? [name] : []));
}

/** Legal values of a setting, or files. */
export function settingValues(name: string, typed: string, { settings, files }: World): readonly Offer[] {
  const setting = settings?.find((each) => each.name === name);
  if (setting?.isFile) return fileOffers(files?.(typed) ?? []);
  return (setting?.values ?? []).map((text) => plainOffer(text, 'value'));
}

type Words = (slot: Of<'command-word'>, typed: string, world: World) => Offered;

/** Where words of a kind come from; of other kinds only their choices are known. */
const byKind: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['api', (_slot, _typed, world) => ({ offers: apiNames(world) })],
  ['topic', (_slot, _typed, world) => ({ offers: [...verbs(world), ...inventoryNames(world), ...errorCodes(world)] })],
  ['file', (_slot, typed, { files }) => ({ offers: fileOffers(files?.(typed) ?? []) })],
  ['profile', (_slot, _typed, world) => ({ offers: profileNames(world) })],
  ['setting', (_slot, typed, world) => ({ offers: settingNames(typed, world) })],
  ['text', ({ given }, typed, world) => ({ offers: settingValues(given.at(-1) ?? '', typed, world) })],
  ['job', (_slot, _typed, world) => ({ offers: jobOffers(world) })],
  ['jobOrUuid', jobOrUuid],
]);

/** `wait <job>`, or `wait <Kind> <uuid>`. */
function jobOrUuid({ given }: Of<'command-word'>, typed: string, world: World): Offered {
  const [kind, ...more] = given;
  if (kind === undefined) return { offers: [...jobOffers(world), ...queriedKinds(world)] };
  const inventory = more.length === 0 ? world.registry.inventory(kind) : undefined;
  return inventory?.queryApi ? live(resources(inventory), typed, world, (offer) => offer) : noOffers;
}

/** Found by the API and by the id; the id is what stands on the line. */
function jobOffers({ jobs }: World): readonly Offer[] {
  return (jobs?.() ?? []).map(({ uuid, api, state }) => ({ ...plainOffer(uuid, 'resource', state), label: api }));
}

/** Those of the kinds when their beginning is typed, so that they do not drown the others. */
function settingNames(typed: string, world: World): readonly Offer[] {
  return (world.settings ?? []).flatMap(({ name, what, ofKinds }): readonly Offer[] => {
    if (!ofKinds) return [plainOffer(name, 'value', what)];
    if (!typed.startsWith(name)) return [{ ...plainOffer(name, 'value', what), ends: false }];
    return queriedKinds(world).map(({ text }) => plainOffer(name + text, 'value'));
  });
}

/** Kinds of which there are many rows to wait for: those that a query answers. */
function queriedKinds({ registry }: World): readonly Offer[] {
  const kinds = registry.apiNames().flatMap((name) => /^Query(\w+)$/.exec(name)?.[1] ?? []);
  return kinds.filter((kind) => registry.inventory(kind)).map((kind) => plainOffer(kind, 'entity'));
}

function inventoryNames({ registry }: World): readonly Offer[] {
  return registry.inventoryNames().map((name) => plainOffer(name.replace(/Inventory$/, ''), 'entity'));
}

function errorCodes({ registry }: World): readonly Offer[] {
  return registry.errorCodes().map((code) => plainOffer(code, 'error'));
}
