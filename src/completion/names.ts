import type { Offer } from './candidate.ts';
import { longName, namesOf, takesValue } from './options.ts';
import type { CommandShape, OptionShape, WordKind, WordShape, World } from './world.ts';

/** Names of APIs and commands, shorter ones first. */
export function verbs(world: World): readonly Offer[] {
  return [...commandNames(world), ...apiNames(world)];
}

export function optionNames({ options }: World, of: string | undefined, used: readonly string[]): readonly Offer[] {
  return options
    .filter((option) => !used.includes(longName(option)))
    .filter((option) => of === undefined || option.of === undefined || option.of === of)
    .flatMap((option) =>
      namesOf(option).map((text) => ({ ...offerOf(text, 'option', option.what), type: valueName(option) })),
    );
}

export function optionValues({ flags, values }: OptionShape, { files }: World, typed: string): readonly Offer[] {
  if (values) return values.map((text) => offerOf(text, 'value'));
  return /<(?:file|folder)>/.test(flags) ? fileOffers(files?.(typed) ?? []) : [];
}

export function commandWords(
  { values, of }: WordShape,
  used: readonly string[],
  world: World,
  typed: string,
): readonly Offer[] {
  const fixed = (values ?? []).filter((value) => !used.includes(value)).map((text) => offerOf(text, 'value'));
  return [...fixed, ...(of ?? []).flatMap((kind) => byKind[kind](world, typed))];
}

const byKind: Readonly<Record<WordKind, (world: World, typed: string) => readonly Offer[]>> = {
  api: (world) => apiNames(world),
  command: (world) => commandNames(world),
  error: ({ registry }) => registry.errorCodes().map((code) => offerOf(code, 'error')),
  inventory: ({ registry }) =>
    registry.inventoryNames().map((name) => offerOf(name.replace(/Inventory$/, ''), 'entity')),
  file: ({ files }, typed) => fileOffers(files?.(typed) ?? []),
  statement: (world) => verbs(world),
};

export function commandParameters({ parameters = [], name }: CommandShape, used: readonly string[]): readonly Offer[] {
  return parameters
    .filter((each) => !used.includes(each))
    .map((text) => ({ text, kind: 'param', tail: '=', ends: false, origin: name }));
}

export function fileOffers(paths: readonly string[]): readonly Offer[] {
  return paths.map((text) => ({ text, kind: 'file', tail: '', ends: !text.endsWith('/') }));
}

export function programOffers({ programs = [] }: World): readonly Offer[] {
  return programs.map((text) => offerOf(text, 'program'));
}

function commandNames({ commands }: World): readonly Offer[] {
  return commands.map(({ name, what }) => offerOf(name, 'command', what));
}

/** Kept from one key to the next: sorting and wrapping two thousand names costs more than matching them. */
const keptApis = new WeakMap<object, readonly Offer[]>();

function apiNames({ registry }: World): readonly Offer[] {
  const names = registry.apiNames();
  const kept = keptApis.get(names);
  if (kept) return kept;
  const offers = [...names].sort((a, b) => a.length - b.length).map((text) => offerOf(text, 'api'));
  keptApis.set(names, offers);
  return offers;
}

function offerOf(text: string, kind: Offer['kind'], what?: string): Offer {
  return { text, kind, tail: '', ends: true, ...(what !== undefined && { what }) };
}

function valueName(option: OptionShape): string {
  return takesValue(option) ? (/<([^>]*)>/.exec(option.flags)?.[1] ?? '') : '';
}
