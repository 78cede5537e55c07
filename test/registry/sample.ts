import { join } from 'node:path';
import { memorySource } from '../../src/registry/file.ts';
import { pack } from '../../src/registry/pack.ts';
import { readData } from '../../src/registry/read.ts';
import { openRegistry } from '../../src/registry/registry.ts';
import type { Api, Data, Inventory } from '../../src/registry/types.ts';

export const folder = join(import.meta.dirname, '../../src/registry/data');

/** The committed data, and a registry that reads it packed. */
export const data = readData(folder);
export const packed = pack(data);
export const registry = openRegistry(memorySource(packed));

export const nothing: Data = {
  common: { ...data.common, release: '0.1' },
  apis: [],
  inventories: [],
  structs: [],
  enums: [],
  errors: [],
  metrics: [],
  removed: [],
};

export function api(name: string, more: Partial<Api> = {}): Api {
  return { name, kind: 'action', params: [], ...more };
}

export function inventory(name: string, more: Partial<Inventory> = {}): Inventory {
  return { name, resource: name.replace(/Inventory$/, ''), fields: [], joins: [], ...more };
}

/** The record of that name; the test fails where it is missing. */
export function must<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`${what} is not there`);
  return found;
}
