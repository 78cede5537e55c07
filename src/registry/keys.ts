/** Keys of the packed file's lines. Case is folded, so records whose names differ in case only share a line. */
export const keys = {
  api: (name: string): string => `api:${fold(name)}`,
  removed: (name: string): string => `removed:${fold(name)}`,
  /** With or without the ending `Inventory`. */
  inventory: (name: string): string => `inventory:${fold(stem(name))}`,
  /** For entities whose name is not that of their inventory. */
  entity: (name: string): string => `entity:${fold(name)}`,
  children: (parent: string): string => `children:${fold(parent)}`,
  struct: (name: string): string => `struct:${fold(name)}`,
  enumType: (name: string): string => `enum:${fold(name)}`,
  error: (code: string): string => `error:${fold(code)}`,
  metrics: (namespace: string): string => `metrics:${fold(namespace)}`,
} as const;

/** Long lines that stand before the others and are found by their length in the first line. */
export type List = 'apis' | 'common' | 'errors' | 'inventories' | 'metrics' | 'routes';

/** The first line: what the rest of the file is. Lengths are in bytes and include the line's end. */
export interface Head {
  readonly release: string;
  readonly lists: readonly (readonly [list: List, length: number])[];
  /** Bytes that follow this line. */
  readonly size: number;
  /** CRC-32 of the rest of this head, as JSON, and of those bytes. */
  readonly sum: number;
}

/** What `sum` is of, beside the bytes that follow. */
export function unsummed({ sum: _, ...rest }: Head): string {
  return JSON.stringify(rest);
}

/** A child inventory and the value of its parent's type field that selects it. */
export type Child = readonly [parent: string, type: string, name: string];

/** `VmInstance` of `VmInstanceInventory`. */
export function stem(inventory: string): string {
  return inventory.replace(/Inventory$/i, '');
}

function fold(name: string): string {
  return name.toLowerCase();
}
