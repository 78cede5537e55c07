import type { Offer } from './candidate.ts';
import { longName, namesOf, takesValue } from './options.ts';
import type { CommandShape, OptionShape, WordShape, World } from './world.ts';

/** Names of commands and APIs. */
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
  { kind, choices = [] }: WordShape,
  used: readonly string[],
  world: World,
  typed: string,
): readonly Offer[] {
  const free = choices.filter((choice) => !used.includes(choice)).map((text) => offerOf(text, 'value'));
  return [...free, ...(byKind.get(kind)?.(world, typed) ?? [])];
}

/** Where words of a kind come from; of other kinds only their choices are known. */
const byKind: ReadonlyMap<string, (world: World, typed: string) => readonly Offer[]> = new Map([
  ['api', (world) => apiNames(world)],
  ['topic', (world) => [...verbs(world), ...inventoryNames(world), ...errorCodes(world)]],
  ['file', ({ files }, typed) => fileOffers(files?.(typed) ?? [])],
]);

export function commandParameters(
  { arguments: words, name: origin }: CommandShape,
  used: readonly string[],
): readonly Offer[] {
  return words
    .filter(({ kind, name }) => kind === 'assignment' && !used.includes(name))
    .map(({ name }) => ({ text: name, kind: 'param', tail: '=', ends: false, origin }));
}

function inventoryNames({ registry }: World): readonly Offer[] {
  return registry.inventoryNames().map((name) => offerOf(name.replace(/Inventory$/, ''), 'entity'));
}

function errorCodes({ registry }: World): readonly Offer[] {
  return registry.errorCodes().map((code) => offerOf(code, 'error'));
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

/** Kept from one key to the next: wrapping two thousand names costs more than matching them. */
const keptApis = new WeakMap<object, readonly Offer[]>();

function apiNames({ registry }: World): readonly Offer[] {
  const names = registry.apiNames();
  const kept = keptApis.get(names);
  if (kept) return kept;
  const offers = names.map((text) => offerOf(text, 'api'));
  keptApis.set(names, offers);
  return offers;
}

function offerOf(text: string, kind: Offer['kind'], what?: string): Offer {
  return { text, kind, tail: '', ends: true, ...(what !== undefined && { what }) };
}

function valueName(option: OptionShape): string {
  return takesValue(option) ? (/<([^>]*)>/.exec(option.flags)?.[1] ?? '') : '';
}
