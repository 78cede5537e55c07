import type { Offer } from './candidate.ts';
import { longName, namesOf, valueName } from './options.ts';
import type { OptionShape, World } from './world.ts';

/** Names of commands and APIs. */
export function verbs(world: World): readonly Offer[] {
  return [...commandNames(world), ...apiNames(world)];
}

export function optionNames({ options }: World, of: string | undefined, used: readonly string[]): readonly Offer[] {
  return options
    .filter((option) => !used.includes(longName(option)))
    .filter((option) => of === undefined || option.of === undefined || option.of === of)
    .flatMap((option) =>
      namesOf(option).map((text) => ({ ...plainOffer(text, 'option', option.what), type: valueName(option) })),
    );
}

export function optionValues(option: OptionShape, typed: string, world: World): readonly Offer[] {
  if (option.values) return option.values.map((text) => plainOffer(text, 'value'));
  if (longName(option) === '--profile') return profileNames(world);
  return /^(?:file|folder|script)$/.test(valueName(option)) ? fileOffers(world.files?.(typed) ?? []) : [];
}

export function profileNames({ profiles }: World): readonly Offer[] {
  return (profiles?.() ?? []).map((text) => plainOffer(text, 'value'));
}

export function fileOffers(paths: readonly string[]): readonly Offer[] {
  return paths.map((text) => ({ text, kind: 'file', tail: '', ends: !text.endsWith('/') }));
}

export function programOffers({ programs = [] }: World): readonly Offer[] {
  return programs.map((text) => plainOffer(text, 'program'));
}

function commandNames({ commands }: World): readonly Offer[] {
  return commands.map(({ name, what }) => plainOffer(name, 'command', what));
}

/** Kept from one key to the next: wrapping two thousand names costs more than matching them. */
const keptApis = new WeakMap<object, readonly Offer[]>();

export function apiNames({ registry }: World): readonly Offer[] {
  const names = registry.apiNames();
  const kept = keptApis.get(names);
  if (kept) return kept;
  const offers = names.map((text): Offer => ({ text, kind: 'api', tail: '', ends: true }));
  keptApis.set(names, offers);
  return offers;
}

/** One name with nothing behind it in its word. */
export function plainOffer(text: string, kind: Offer['kind'], what?: string): Offer {
  return { text, kind, tail: '', ends: true, ...(what !== undefined && { what }) };
}
