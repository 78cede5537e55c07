import { pointersInto } from '../../../src/sandbox/effects/references.ts';
import { ensureTable, lineageOf, quote, rootOf } from '../../../src/sandbox/schema.ts';
import type { Db } from '../../../src/sandbox/sqlite.ts';
import { registry } from '../../request/registry.ts';

const everyInventory = registry.inventoryNames().flatMap((name) => registry.inventory(name) ?? []);

/** Makes a table of every inventory. */
export function makeTables(db: Db): void {
  for (const inventory of everyInventory) ensureTable(db, registry, inventory);
}

/** `Volume.vmInstanceUuid <uuid>` of every reference that leads nowhere, in tables that are all there. */
export function watchReferences(db: Db): () => readonly string[] {
  const roots = everyInventory.filter((each) => lineageOf(registry, each).length === 1 && each.resource !== 'Resource');
  const checks = roots.flatMap((target) => {
    if (!target.fields.some(({ name }) => name === 'uuid')) return [];
    return pointersInto(registry, target).map(({ of, column }) => {
      const from = quote(rootOf(registry, of).resource);
      const lost = `NOT EXISTS (SELECT 1 FROM ${quote(target.resource)} AS t WHERE t.uuid = s.${quote(column)})`;
      const at = `'${rootOf(registry, of).resource}.${column} ' || s.${quote(column)}`;
      return `SELECT ${at} AS at FROM ${from} AS s WHERE s.${quote(column)} IS NOT NULL AND ${lost}`;
    });
  });
  const parts = Array.from({ length: Math.ceil(checks.length / together) }, (_, index) =>
    checks.slice(index * together, (index + 1) * together),
  );
  return () => parts.flatMap((part) => db.all(part.join(' UNION ALL ')).map(({ at }) => String(at)));
}

/** More of them in one statement are too deep for the stack of SQLite in WebAssembly. */
const together = 20;
