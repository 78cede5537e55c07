import { conformance, conformanceUuid } from '../../src/sandbox/conformance.ts';
import { type Mode, type QueryMessage, runQuery, runZql } from '../../src/sandbox/query.ts';
import type { Json } from '../../src/sandbox/reply.ts';
import { parseQ } from '../../src/sandbox/rest/q.ts';
import { registry } from '../request/registry.ts';
import { legacyMessage } from './legacy.ts';
import { openSeeded, rowsIn, type Seeded } from './seeded.ts';

export type Row = Readonly<Record<string, Json>>;

export interface Outcome {
  readonly rows?: readonly Row[];
  readonly total?: number;
}

/** What one ZQL statement answered, with short names for uuids. */
export interface ZqlOutcome {
  readonly ids?: readonly string[];
  readonly total?: number;
  readonly counts?: readonly unknown[];
  readonly functions?: readonly unknown[];
  readonly sums?: readonly unknown[];
  readonly name?: string;
}

/** The conformance cloud, asked in short names such as `v1`, by admin in faithful mode unless told otherwise. */
export interface Engine extends Seeded {
  ask(message: QueryMessage, as?: string, mode?: Mode): Promise<Outcome>;
  /** Short names, sorted, and the total; or `ERR` and the text of the failure. */
  viaCli(kind: string, line: string, as?: string, mode?: Mode): Promise<string>;
  viaQ(kind: string, q: string, as?: string): Promise<string>;
  rowsOf(kind: string, line: string): Promise<readonly Row[]>;
  zql(text: string, as?: string, mode?: Mode): Promise<readonly ZqlOutcome[]>;
}

export async function openEngine(): Promise<Engine> {
  const seeded = await openSeeded(conformance());

  const ask: Engine['ask'] = (message, as = 'admin', mode = 'faithful') =>
    seeded.run((db) => {
      const { inventories, total } = runQuery(db, registry, message, { accountUuid: conformanceUuid(as) }, mode);
      return {
        ...(inventories ? { rows: rowsIn(db, inventories) } : {}),
        ...(total === undefined ? {} : { total }),
      };
    });

  return {
    ...seeded,
    ask,
    viaCli: (kind, line, as, mode) => outcome(ask(messageOf(kind, line), as, mode)),
    viaQ: (kind, q, as) => outcome(ask({ ...messageOf(kind, ''), conditions: [parseQ(lengthened(q))] }, as)),
    rowsOf: async (kind, line) => (await ask(messageOf(kind, line))).rows ?? [],
    zql: (text, as = 'admin', mode = 'faithful') =>
      seeded.run((db) =>
        runZql(db, registry, lengthened(text), { accountUuid: conformanceUuid(as) }, mode).map((result) => {
          const { inventories, inventoryCounts, inventoryAggregateFunctions, sums, ...rest } = result;
          const rows = inventories && rowsIn(db, inventories);
          return {
            ...rest,
            ...(rows ? { ids: rows.map(({ uuid }) => shown(uuid)).sort() } : {}),
            ...(inventoryCounts ? { counts: shortened(inventoryCounts) } : {}),
            ...(inventoryAggregateFunctions ? { functions: shortened(inventoryAggregateFunctions) } : {}),
            ...(sums ? { sums: shortened(sums) } : {}),
          };
        }),
      ),
  };
}

/** The short name of a uuid, other values as they are, and `NULL` for what is left out. */
export function shown(value: Json): string {
  return value === undefined ? 'NULL' : (names.get(String(value)) ?? String(value));
}

const names = new Map(
  ['z', 'c', 'h', 'v', 'n', 'vol', 'b', 'd', 'ut', 'st', 'tp', 'acc']
    .flatMap((prefix) => Array.from({ length: 6 }, (_, index) => `${prefix}${index + 1}`))
    .map((name) => [conformanceUuid(name), name]),
);

/** Short names that are words of their own become uuids. */
export function lengthened(text: string): string {
  return text.replace(/\b(?:(?:z|c|h|v|n|vol|b|d|ut|st|tp|acc)[1-6]|l3[ab])\b/g, (name) => conformanceUuid(name));
}

function shortened(value: readonly unknown[]): readonly unknown[] {
  return JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'string' ? shown(each) : each));
}

async function outcome(asked: Promise<Outcome>): Promise<string> {
  try {
    const { rows, total } = await asked;
    const ids = rows?.map(({ uuid }) => shown(uuid)).sort() ?? [];
    return [...ids, ...(total === undefined ? [] : [`total=${total}`])].join(' ');
  } catch (error) {
    return `ERR ${(error as Error).message}`;
  }
}

function messageOf(kind: string, line: string): QueryMessage {
  return legacyMessage(kinds[kind] ?? kind, wordsOf(line));
}

/** Words of the old command line as a shell splits them, with uuids for short names: quotes of both kinds keep spaces. */
export function wordsOf(line: string): readonly string[] {
  const words = [...lengthened(line).matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)];
  return words.map(([, one, two, bare]) => one ?? two ?? bare ?? '');
}

/** The names that the table has for inventories. */
export const kinds: Readonly<Record<string, string>> = {
  DB: 'DatabaseBackup',
  VM: 'VmInstance',
  BS: 'BackupStorage',
  VOL: 'Volume',
};
