import type { Connection } from './connection.ts';
import { CliError, throwAll } from './errors.ts';
import { isArray, isJsonObject, own } from './json/json.ts';
import { readStatement, type Statement } from './language/statement.ts';
import { lineOfWords } from './language/words.ts';
import { nearest } from './registry/near.ts';
import type { Registry } from './registry/registry.ts';
import type { Api } from './registry/types.ts';
import { buildRequest } from './request/build.ts';
import { type NameReference, nameQueryOf, type UuidOf } from './request/reading.ts';

/**
 * Asks for the uuids of named resources, one query a kind. Throws `unknown-name` with the nearest names, `ambiguous-name`
 * with the uuids, all together.
 */
export async function lookUp(
  names: readonly NameReference[],
  connection: Pick<Connection, 'send'>,
  registry: Registry,
): Promise<UuidOf> {
  const errors: CliError[] = [];
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const [kind, ofKind] of grouped(names, ({ kind }) => kind)) {
    const label = kind.replace(/Inventory$/, '');
    const inventory = registry.inventory(kind);
    const api = inventory && nameQueryOf(inventory, registry);
    if (!api) continue;
    const ask = askerOf(api, connection, registry);
    const uuids = await uuidsOf(new Set(ofKind.map(({ name }) => name)), ask);
    found.set(kind, uuids);
    const wrong = ofKind.filter(({ name }) => uuids.get(name)?.length !== 1);
    const others = wrong.some(({ name }) => !uuids.has(name)) ? await allNames(ask) : [];
    for (const { name, span } of wrong) {
      const same = uuids.get(name);
      errors.push(
        same
          ? new CliError('ambiguous-name', { kind: label, name, uuids: same }, span)
          : new CliError('unknown-name', { kind: label, name, nearest: nearest(name, others), known: others }, span),
      );
    }
  }
  throwAll(errors);
  return (kind, name) => found.get(kind)?.get(name)?.[0];
}

interface Row {
  readonly uuid: string;
  readonly name: string;
}

type Ask = (words: readonly string[]) => Promise<readonly Row[]>;

function askerOf(api: Api, connection: Pick<Connection, 'send'>, registry: Registry): Ask {
  return async (words) => {
    const statement = readStatement(lineOfWords([api.name, ...words])) as Statement;
    const { request } = buildRequest(api, statement, registry, { validate: false, byUuid: false });
    const rows = own((await connection.send(request)).envelope, 'inventories');
    return (isArray(rows) ? rows : []).flatMap((row) => {
      const [uuid, name] = isJsonObject(row) ? [own(row, 'uuid'), own(row, 'name')] : [];
      return typeof name === 'string' ? [{ uuid: typeof uuid === 'string' ? uuid : '', name }] : [];
    });
  };
}

/** The server compares names without case; here they must be the same. A name with a comma fits into no list. */
async function uuidsOf(names: ReadonlySet<string>, ask: Ask): Promise<ReadonlyMap<string, readonly string[]>> {
  const simple = [...names].filter((name) => !name.includes(','));
  const questions = [
    ...(simple.length > 0 ? [`name?=${simple.join(',')}`] : []),
    ...[...names].filter((name) => name.includes(',')).map((name) => `name=${name}`),
  ];
  const rows: Row[] = [];
  for (const question of questions) rows.push(...(await ask([question, 'fields=uuid,name'])));
  const found = rows.filter(({ uuid }) => uuid !== '');
  return new Map([...grouped(found, ({ name }) => name)].map(([name, same]) => [name, same.map(({ uuid }) => uuid)]));
}

function grouped<T>(all: Iterable<T>, keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** For a suggestion only, so that a refusal does not matter. */
async function allNames(ask: Ask): Promise<readonly string[]> {
  try {
    return (await ask(['fields=name'])).map(({ name }) => name);
  } catch (error) {
    if (error instanceof CliError && error.code !== 'interrupted') return [];
    throw error;
  }
}
