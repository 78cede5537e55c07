import { Failure } from '../fault.ts';
import { present } from '../present.ts';
import type { Json } from '../reply.ts';
import { find, inventoryOf, type Tables } from './rows.ts';

/** A resource as a reply shows it. Throws `Failure` where it is gone. */
export function show(tables: Tables, name: string, uuid: string): { readonly [key: string]: Json } {
  const inventory = inventoryOf(tables, name);
  const row = find(tables, name, uuid);
  const [shown] = row ? present(tables.db, tables.registry, inventory, [row]) : [];
  if (!shown)
    throw new Failure('SYS.1003', `resource[uuid:${uuid}, type:${inventory.vo ?? inventory.resource}] not found`);
  return shown.value;
}
