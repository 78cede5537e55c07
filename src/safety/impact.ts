import { timeLimit } from '../client/patience.ts';
import type { Connection } from '../connection.ts';
import type { Context } from '../context.ts';
import { ExactNumber, isArray, isJsonObject, type JsonObject, own } from '../json/json.ts';
import type { Inventory } from '../registry/types.ts';
import { requestOfWords } from '../request/own.ts';
import { linksTo } from './links.ts';
import type { Target } from './targets.ts';

/** What a call hits, and what hangs on it. */
export interface Impact {
  readonly targets: readonly Hit[];
  /** Kinds of which something points to the targets. */
  readonly dependents: readonly Dependents[];
}

export interface Hit {
  readonly kind: string;
  readonly uuid: string;
  /** Absent where the server knows no such resource, or was not asked about more than the first ones. */
  readonly name?: string;
}

export interface Dependents {
  readonly kind: string;
  readonly count: number;
  /** The field by which they point to a target. */
  readonly by: string;
}

/** The impact as it is shown to programs. */
export function impactJson({ targets, dependents }: Impact): JsonObject {
  return {
    targets: targets.map(({ kind, uuid, name }) => ({ kind, uuid, ...(name !== undefined && { name }) })),
    dependents: dependents.map(({ kind, count, by }) => ({ kind, count, by })),
  };
}

/** Looks up the names of targets: one query a kind, for the first ten. A question that fails leaves the uuid alone. */
export async function hitsOf(
  targets: readonly Target[],
  connection: Connection,
  context: Context,
): Promise<readonly Hit[]> {
  const asked = targets.map(async ({ param, uuids, inventory }) => {
    const kind = inventory ? stem(inventory) : param;
    const names = inventory ? await namesOf(inventory, uuids.slice(0, mostNames), connection, context) : new Map();
    return uuids.map((uuid): Hit => ({ kind, uuid, ...(names.has(uuid) && { name: names.get(uuid) }) }));
  });
  return (await Promise.all(asked)).flat();
}

/** Counts what points to the targets, all kinds at once; what is not known in time is left out. */
export async function dependentsOf(
  targets: readonly Target[],
  connection: Connection,
  context: Context,
): Promise<readonly Dependents[]> {
  const { io, registry } = context;
  const limit = timeLimit(patience, io, io.interrupted);
  const links = targets.flatMap(({ inventory, uuids }) =>
    inventory ? linksTo(inventory, registry()).map((link) => ({ ...link, uuids })) : [],
  );
  const counted = links.slice(0, mostKinds).map(async ({ from, queryApi, field, uuids }) => {
    const request = requestOfWords([queryApi, condition(field, uuids), 'count=true'], registry());
    const total = await connection.send(request, { signal: limit.signal }).then(
      ({ envelope }) => own(envelope, 'total'),
      () => undefined,
    );
    const count = total instanceof ExactNumber ? Number(total.text) : total;
    return typeof count === 'number' && count > 0 ? [{ kind: stem(from), count, by: field }] : [];
  });
  const dependents = (await Promise.all(counted)).flat();
  limit.end();
  io.interrupted.throwIfAborted();
  return dependents;
}

async function namesOf(
  inventory: Inventory,
  uuids: readonly string[],
  connection: Connection,
  { registry }: Context,
): Promise<ReadonlyMap<string, string>> {
  const named = inventory.fields.some(({ name }) => name === 'name');
  if (!inventory.queryApi || !named || uuids.length === 0) return new Map();
  const words = [inventory.queryApi, condition('uuid', uuids), 'fields=uuid,name'];
  const envelope = await connection.send(requestOfWords(words, registry())).then(
    (reply) => reply.envelope,
    () => ({}),
  );
  const rows = own(envelope, 'inventories');
  const pairs = (isArray(rows) ? rows.filter(isJsonObject) : []).map((row) => [own(row, 'uuid'), own(row, 'name')]);
  return new Map(pairs.filter((pair): pair is [string, string] => pair.every((value) => typeof value === 'string')));
}

function condition(field: string, uuids: readonly string[]): string {
  return uuids.length === 1 ? `${field}=${uuids[0]}` : `${field}?=${uuids.join(',')}`;
}

function stem({ name }: Inventory): string {
  return name.replace(/Inventory$/, '');
}

const mostNames = 10;
const mostKinds = 16;
/** Milliseconds. */
const patience = 3000;
