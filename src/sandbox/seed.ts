import type { Registry } from '../registry/registry.ts';
import { ensureTable, insertRow } from './schema.ts';
import type { Db, SqlValue } from './sqlite.ts';

/** Rows of one inventory, each of which is no more special than that; collections and virtual columns are left out. */
export interface SeedTable {
  readonly inventory: string;
  readonly rows: readonly Readonly<Record<string, SqlValue | boolean>>[];
}

/** The uuid that every ZStack gives to its admin. Source: AccountConstant.java, ZStack 5.2.1. */
export const adminUuid = '36c27e8ff05c4780bf6d2fa65700f22e';

/** Throws on an inventory that the registry does not know. */
export function plant(db: Db, registry: Registry, tables: readonly SeedTable[]): void {
  for (const { inventory: name, rows } of tables) {
    const inventory = registry.inventory(name);
    if (!inventory) throw new Error(`no inventory ${name}`);
    ensureTable(db, registry, inventory);
    for (const row of rows) insertRow(db, registry, inventory, row);
  }
}

/** A cloud with nothing but its admin, whose password is `password`. */
export function empty(time: string): readonly SeedTable[] {
  const admin = {
    uuid: adminUuid,
    name: 'admin',
    type: 'SystemAdmin',
    createDate: time,
    lastOpDate: time,
    password: passwordDigest,
  };
  return [{ inventory: 'AccountInventory', rows: [admin] }];
}

/** Lower-case hex SHA-512 of `password`. Source: AccountConstant.java, ZStack 5.2.1. */
const passwordDigest =
  'b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86';
