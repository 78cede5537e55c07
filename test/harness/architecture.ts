import path from 'node:path';
import type { Import, Source } from './source.ts';

/**
 * Who may use what. A place is a folder (`client`) or a file (`client/wire.ts`); of several that fit a file, the longest
 * counts.
 */
export interface Rules {
  /** Place → the places it may import from. Each row may name only rows above it, so that imports have one direction. */
  readonly mayImport: Readonly<Record<string, readonly string[]>>;
  /** Package or `node:` module → the places where it may be imported. */
  readonly homes: Readonly<Record<string, readonly string[]>>;
  /** Global name, what is taken from it (`Date.now`) or made of it (`new Date()`) → the places where it may be used. */
  readonly globals: Readonly<Record<string, readonly string[]>>;
  /** What an entry file may load before it does anything. */
  readonly eager: { readonly entry: string; readonly packages: readonly string[] };
  readonly length: { readonly lines: number; readonly longer: Readonly<Record<string, string>> };
}

type Sources = ReadonlyMap<string, Source>;

/** Everything in the sources that breaks the rules, one sentence each. */
export function breaches(sources: Sources, rules: Rules): readonly string[] {
  return [
    ...directionOf(rules),
    ...[...sources].flatMap(([file, source]) => [
      ...source.imports.flatMap((one) => breachOfImport(file, one, rules)),
      ...breachesOfGlobals(file, source, rules),
    ]),
    ...[...sources.keys()]
      .filter((file) => !placeOf(file, rules))
      .map((file) => `${file}: its folder is not in the table`),
    ...cycles(sources).map((cycle) => `${cycle.join(' → ')}: a cycle`),
    ...breachesOfEagerness(sources, rules),
    ...breachesOfLength(sources, rules),
  ];
}

function directionOf({ mayImport }: Rules): readonly string[] {
  const rows = Object.keys(mayImport);
  return rows.flatMap((row, at) =>
    (mayImport[row] ?? [])
      .filter((named) => !rows.slice(0, at).includes(named))
      .map((named) => `the table: ${row} may import ${named}, which is not above it`),
  );
}

function breachOfImport(file: string, { of }: Import, rules: Rules): readonly string[] {
  if (!of.startsWith('.')) {
    const name = packageOf(of);
    const homes = rules.homes[name];
    if (!homes) return [`${file}: ${name} is not in the table`];
    return homes.some((home) => isIn(file, home)) ? [] : [`${file}: ${name} belongs to ${homes.join(', ')}`];
  }
  const from = placeOf(file, rules);
  const to = placeOf(resolve(file, of), rules);
  if (from === undefined || from === to) return [];
  if (to === undefined) return [`${file}: ${of} is not in the table`];
  return rules.mayImport[from]?.includes(to) ? [] : [`${file}: ${from} may not import ${to} (${of})`];
}

function breachesOfGlobals(file: string, { uses }: Source, { globals }: Rules): readonly string[] {
  return Object.entries(globals)
    .filter(([name, homes]) => uses.has(name) && !homes.some((home) => isIn(file, home)))
    .map(([name, homes]) => `${file}: ${name} belongs to ${homes.join(', ') || 'nobody'}`);
}

/**
 * Cycles of files that need each other to be loaded. A type is gone before anything is loaded, and a lazy import comes
 * after; a table of parts and its parts may know each other that way.
 */
function cycles(sources: Sources): readonly (readonly string[])[] {
  const done = new Set<string>();
  const found: (readonly string[])[] = [];
  const walk = (file: string, above: readonly string[]): void => {
    const start = above.indexOf(file);
    if (start >= 0) found.push([...above.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    for (const next of neighbours(file, sources)) walk(next, [...above, file]);
    done.add(file);
  };
  for (const file of sources.keys()) walk(file, []);
  return found;
}

function breachesOfEagerness(sources: Sources, { eager }: Rules): readonly string[] {
  const from = new Map<string, string | undefined>([[eager.entry, undefined]]);
  // The loop goes on over what it adds.
  for (const [file] of from) for (const next of neighbours(file, sources)) if (!from.has(next)) from.set(next, file);
  const way = (file: string): string => {
    const before = from.get(file);
    return before === undefined ? file : `${way(before)} → ${file}`;
  };
  return [...from.keys()].flatMap((file) =>
    eagerImports(file, sources)
      .filter((of) => !of.startsWith('.') && !of.startsWith('node:') && !eager.packages.includes(packageOf(of)))
      .map((of) => `${way(file)}: ${packageOf(of)} is loaded before it is known to be needed`),
  );
}

function breachesOfLength(sources: Sources, { length }: Rules): readonly string[] {
  const long = [...sources].filter(([, { lines }]) => lines > length.lines);
  return [
    ...long
      .filter(([file]) => !(file in length.longer))
      .map(([file, { lines }]) => `${file}: ${lines} lines; which two things is it?`),
    ...Object.keys(length.longer)
      .filter((file) => !long.some(([name]) => name === file))
      .map((file) => `${file}: is not longer than ${length.lines} lines and needs no exception`),
  ];
}

const neighbours = (file: string, sources: Sources): readonly string[] =>
  eagerImports(file, sources)
    .filter((of) => of.startsWith('.'))
    .map((of) => resolve(file, of));

const eagerImports = (file: string, sources: Sources): readonly string[] =>
  (sources.get(file)?.imports ?? []).filter(({ how }) => how === 'static').map(({ of }) => of);

const resolve = (file: string, of: string): string => path.posix.join(path.posix.dirname(file), of);

const packageOf = (of: string): string =>
  of.startsWith('node:') ? of : of.split('/', of.startsWith('@') ? 2 : 1).join('/');

const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

const placeOf = (file: string, { mayImport }: Rules): string | undefined =>
  Object.keys(mayImport)
    .filter((place) => isIn(file, place))
    .sort((one, other) => other.length - one.length)[0];
