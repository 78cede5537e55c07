import type { Registry } from '../registry/registry.ts';
import type { Inventory, Join } from '../registry/types.ts';

/** Resources of one kind that point to another: `hostUuid` of VmInstance points to Host. */
export interface Link {
  readonly from: Inventory;
  readonly queryApi: string;
  /** Path of the condition, over one table of references at most. */
  readonly field: string;
}

/**
 * Every kind that points to the inventory by a foreign key, in itself or through a list of references that nobody can
 * query by itself. What was only guessed is left out, and so are child inventories, whose rows are those of their
 * parent. Those that have a name come first: they are what people know.
 */
export function linksTo(to: Inventory, registry: Registry): readonly Link[] {
  const links = registry.inventoryNames().flatMap((name) => {
    const from = registry.inventory(name);
    return from?.queryApi && !from.queryApiGuess && !isPartOf(from, registry) && from.name !== to.name
      ? linksFrom(from, from.queryApi, to, registry)
      : [];
  });
  return links.toSorted((one, other) => Number(isNamed(other.from)) - Number(isNamed(one.from)));
}

function linksFrom(from: Inventory, queryApi: string, to: Inventory, registry: Registry): readonly Link[] {
  const own = keysTo(from, to).filter((field) => from.queryable?.includes(field) ?? false);
  const through = from.joins
    .filter((join) => isPlain(join) && !join.hidden && join.fk?.self === 'uuid')
    .flatMap((join) => {
      const refs = registry.inventory(join.to);
      return refs && !refs.queryApi ? keysTo(refs, to).map((field) => `${join.name}.${field}`) : [];
    });
  const fields = new Map([...own, ...through].map((field) => [field.replace(/^.*\./, ''), field]));
  return [...fields.values()].map((field) => ({ from, queryApi, field }));
}

/** Whether its rows are among those of another inventory. */
function isPartOf({ parent, extends: superclass }: Inventory, registry: Registry): boolean {
  return [parent, superclass].some((name) => name !== undefined && registry.inventory(name)?.queryApi !== undefined);
}

/** Fields of `from` that hold the uuid of `to`. */
function keysTo(from: Inventory, to: Inventory): readonly string[] {
  const joins = from.joins.filter((join) => join.to === to.name && isPlain(join) && join.fk?.target === 'uuid');
  return [...new Set(joins.flatMap(({ fk }) => (fk && fk.self !== 'uuid' ? [fk.self] : [])))];
}

function isPlain({ alias, aliasGuess, fkGuess, inferred }: Join): boolean {
  return !alias && !aliasGuess && !fkGuess && !inferred;
}

function isNamed({ fields }: Inventory): boolean {
  return fields.some(({ name }) => name === 'name');
}
