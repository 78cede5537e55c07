import { Failure } from '../fault.ts';
import { present } from '../present.ts';
import type { Json } from '../reply.ts';
import type { SqlRow } from '../sqlite.ts';
import { find, inventoryOf, type Tables } from './rows.ts';

/** A resource as a reply shows it. Throws `Failure` where it is gone. */
export function show(tables: Tables, name: string, uuid: string): { readonly [key: string]: Json } {
  const row = find(tables, name, uuid);
  if (row) return showRow(tables, name, row);
  const { vo, resource } = inventoryOf(tables, name);
  throw new Failure('SYS.1003', `resource[uuid:${uuid}, type:${vo ?? `${resource}VO`}] not found`);
}

/** A row as a reply shows it. */
export function showRow(tables: Tables, name: string, row: SqlRow): { readonly [key: string]: Json } {
  return present(tables.db, tables.registry, inventoryOf(tables, name), [row])[0]?.value ?? {};
}
