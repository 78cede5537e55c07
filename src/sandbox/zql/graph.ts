import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import type { Hop } from './names.ts';

/** The shortest way from an entity to what it belongs to; none to itself, `undefined` where nothing leads there. */
export function wayTo(registry: Registry, from: Inventory, to: Inventory): readonly Hop[] | undefined {
  const reached = new Set([from.name]);
  let ways: readonly (readonly [at: Inventory, hops: readonly Hop[]])[] = [[from, []]];
  while (ways.length > 0) {
    const found = ways.find(([at]) => at.name === to.name);
    if (found) return found[1];
    ways = ways.flatMap(([at, hops]) =>
      owners(registry, at)
        .filter((hop) => !reached.has(hop.to.name))
        .map((hop) => {
          reached.add(hop.to.name);
          return [hop.to, [...hops, hop]] as const;
        }),
    );
  }
  return undefined;
}

/** What a row points to by uuid. */
function owners(registry: Registry, inventory: Inventory): readonly Hop[] {
  return inventory.joins.flatMap(({ fk, to }) => {
    const owner = registry.inventory(to);
    return owner && fk && fk.target === 'uuid' && fk.self !== 'uuid' ? [{ ...fk, to: owner }] : [];
  });
}
