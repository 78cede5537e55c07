import { CliError, type Span, throwAll } from '../errors.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import { columnsPrefix } from '../settings/config.ts';

/** The columns that tables of a kind are to have, under the key they are kept by. */
export interface ColumnChoice {
  readonly key: string;
  readonly value: string;
}

/** Where a part of a text stands in the line. */
export type Place = (from: number, to: number) => Span | undefined;

/**
 * Reads `columns.VmInstance` and `name,state`. Throws `unknown-setting` for a kind that there is not, `bad-setting` where
 * nothing is named, and an `unknown-column` for each field that no row of the kind can have.
 */
export function readColumnChoice(
  name: string,
  text: string,
  registry: Registry,
  nameSpan?: Span,
  place: Place = () => undefined,
): ColumnChoice {
  const kind = kindOf(name, registry, nameSpan);
  const inventory = registry.inventory(kind);
  const kinds = inventory ? [inventory, ...registry.children(inventory)] : [];
  const known = [...new Set(kinds.flatMap(({ fields }) => fields.map((field) => field.name)))];
  const pieces = Array.from(text.matchAll(/[^,\s](?:[^,]*[^,\s])?/g), ({ 0: piece, index }) => ({ piece, index }));
  throwAll(
    pieces
      .filter(({ piece }) => !known.includes(piece))
      .map(({ piece, index }) => {
        const facts = { inventory: kind, name: piece, nearest: nearest(piece, known) };
        return new CliError('unknown-column', facts, place(index, index + piece.length));
      }),
  );
  if (pieces.length === 0)
    throw new CliError('bad-setting', { name, value: text, expected: 'columns' }, place(0, text.length));
  return { key: columnsPrefix + kind, value: [...new Set(pieces.map(({ piece }) => piece))].join(',') };
}

/** The key as it is kept: `columns.vminstance` and `columns.VmInstanceInventory` are `columns.VmInstance`. Throws `unknown-setting`. */
export function columnsKey(name: string, registry: Registry, span?: Span): string {
  return columnsPrefix + kindOf(name, registry, span);
}

function kindOf(name: string, registry: Registry, span: Span | undefined): string {
  const kind = name.slice(columnsPrefix.length);
  const inventory = registry.inventory(kind);
  if (inventory) return stem(inventory.name);
  const near = nearest(
    kind,
    registry.inventoryNames().map((each) => stem(each)),
  );
  throw new CliError('unknown-setting', { name, nearest: near.map((each) => columnsPrefix + each) }, span);
}

function stem(inventory: string): string {
  return inventory.replace(/Inventory$/, '');
}
