import { CliError } from '../errors.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, ErrorCode, Inventory, Metric } from '../registry/types.ts';
import type { PageText } from '../text/pages.ts';

/** Something that holds all the words that were looked for. */
export interface Found {
  readonly kind: 'api' | 'inventory' | 'metric' | 'error';
  readonly name: string;
  readonly summary: string;
  /** Parameter, field or value that was found where the name does not hold the word. */
  readonly within?: string;
}

/**
 * Everything whose name, meaning, parameters or fields hold every word, case aside; names first, then by how well the
 * words fit. Throws `nothing-found`.
 */
export function search(words: readonly string[], registry: Registry, text: PageText): readonly Found[] {
  const wanted = words.map((word) => word.toLowerCase());
  const found = [
    ...apisFound(wanted, registry, text),
    ...inventoriesFound(wanted, registry, text),
    ...metricsFound(wanted, registry, text),
    ...errorsFound(wanted, registry, text),
  ];
  if (found.length === 0) throw nothingFound(words, registry.apiNames());
  return found
    .toSorted((one, other) => other.score - one.score || one.name.length - other.name.length)
    .map(({ score, ...rest }) => rest);
}

/** Names the word that the names of APIs nearly hold. */
export function nothingFound(words: readonly string[], names: readonly string[]): CliError {
  const humps = new Set(names.flatMap((name) => name.split(/(?=[A-Z])/)).filter((hump) => hump.length > 2));
  return new CliError('nothing-found', { words, nearest: words.flatMap((word) => nearest(word, humps, 1)) });
}

type Scored = Found & { readonly score: number };

/** A text that may hold a word, and what that is worth. */
type Place = readonly [text: string, worth: number, within?: string];

function apisFound(words: readonly string[], registry: Registry, text: PageText): readonly Scored[] {
  return registry.texts('api').flatMap((json) => {
    const [, name = ''] = /"name":"(\w+)"/.exec(json) ?? [];
    const summary = text.apiSummary(name);
    if (!mayHold(`${json} ${summary}`, words)) return [];
    return (JSON.parse(json) as Api[]).flatMap((api) =>
      scored('api', api.name, text.apiSummary(api.name), words, [
        [summary, 3],
        ...api.params.map(({ name }): Place => [name, 1, text.found.parameter(name)]),
        ...api.params.flatMap(({ name, values = [] }) =>
          values.map((value): Place => [value, 0.5, text.found.parameter(`${name}=${value}`)]),
        ),
      ]),
    );
  });
}

function inventoriesFound(words: readonly string[], registry: Registry, text: PageText): readonly Scored[] {
  return registry.texts('inventory').flatMap((json) => {
    const [, first = ''] = /"name":"(\w+?)(?:Inventory)?"/.exec(json) ?? [];
    if (!mayHold(`${json} ${text.resourceName(first)}`, words)) return [];
    return (JSON.parse(json) as Inventory[]).flatMap((inventory) => {
      const name = inventory.name.replace(/Inventory$/, '');
      const summary = text.resourceName(name);
      return scored('inventory', name, summary, words, [
        [summary, 3],
        ...inventory.fields.map((field): Place => [field.name, 1, text.found.field(field.name)]),
        ...inventory.joins.map((join): Place => [join.name, 1, text.found.field(`${join.name}.`)]),
      ]);
    });
  });
}

function metricsFound(words: readonly string[], registry: Registry, text: PageText): readonly Scored[] {
  return registry.texts('metrics').flatMap((json) => {
    if (!mayHold(json, words)) return [];
    return (JSON.parse(json) as Metric[]).flatMap(({ namespace, name, labels }) =>
      scored('metric', name, `${text.found.metric} ${namespace}`, words, [
        [namespace, 1],
        ...labels.map((label): Place => [label, 0.5, label]),
      ]).map((found) => ({ ...found, score: found.score - 1 })),
    );
  });
}

function errorsFound(words: readonly string[], registry: Registry, text: PageText): readonly Scored[] {
  const { known, named, unnamed } = text.errorCode;
  return registry.texts('error').flatMap((json) =>
    (JSON.parse(json) as ErrorCode[]).flatMap(({ code, name }) => {
      const summary = known[code] ?? (name === undefined ? unnamed : named(name));
      return scored('error', code, summary, words, [
        [summary, 2],
        [name ?? '', 2],
      ]);
    }),
  );
}

/** Whether it is worth parsing. */
function mayHold(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(singular(word)));
}

/** One that holds all words, with what they are worth together; else none. */
function scored(
  kind: Found['kind'],
  name: string,
  summary: string,
  words: readonly string[],
  places: readonly Place[],
): readonly Scored[] {
  let score = 0;
  const within = new Set<string>();
  for (const word of words) {
    const byName = worthOf(name, word, 6);
    const best = places
      .map(([text, worth, place]) => ({ worth: worthOf(text, word, worth), place }))
      .reduce((one, other) => (other.worth > one.worth ? other : one), {
        worth: 0,
        place: undefined as string | undefined,
      });
    if (byName === 0 && best.worth === 0) return [];
    score += Math.max(byName, best.worth);
    if (byName === 0 && best.place !== undefined) within.add(best.place);
  }
  return [{ kind, name, summary, score, ...(within.size > 0 && { within: [...within].join(', ') }) }];
}

/** A whole hump or word counts double, the beginning of the text a little more. */
function worthOf(text: string, word: string, worth: number): number {
  const lower = text.toLowerCase();
  const sought = lower.includes(word) ? word : singular(word);
  const at = lower.indexOf(sought);
  if (at < 0) return 0;
  const next = text.charAt(at + sought.length);
  const isWhole =
    /^(?:[^a-z]|s(?![a-z])|)$/.test(next) &&
    (at === 0 || /[^A-Za-z]/.test(text.charAt(at - 1)) || /[A-Z]/.test(text.charAt(at)));
  return worth * (isWhole ? 2 : 1) + (at === 0 ? 1 : 0);
}

function singular(word: string): string {
  return word.length > 3 ? word.replace(/s$/, '') : word;
}
