import { command, type Page, type Row, text as sentence, term } from '../output/page.ts';
import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import type { PageText } from '../text/pages.ts';
import { fieldRows } from './answer.ts';
import { paramWords } from './param.ts';

/** A kind of resource; where it was reached through joins, `path` is how it was typed. */
export function inventoryPage(inventory: Inventory, registry: Registry, text: PageText, path?: ViaJoins): Page {
  const { heading, inventory: words } = text;
  const name = shortName(inventory);
  const queryApi = path?.from.queryApi ?? inventory.queryApi;
  const prefix = path ? `${path.joins.join('.')}.` : '';
  const field = inventory.queryable?.includes('name') ? 'name' : (inventory.queryable?.[0] ?? 'uuid');
  const unqueryable = inventory.queryable
    ? inventory.fields.filter(({ name }) => !inventory.queryable?.includes(name) && !inventory.maybe?.includes(name))
    : [];
  return {
    title: path ? `${shortName(path.from)}.${path.joins.join('.')}` : name,
    summary: path ? words.leadsTo(name) : text.resourceName(name),
    parts: [
      { heading: '', rows: placeRows(inventory, registry, text, path).map((line) => sentence(line)) },
      { heading: heading.conditions, rows: fieldRows(inventory, registry, text) },
      {
        heading: heading.otherFields,
        rows: unqueryable.map((each) => term(each.name, paramWords(each, registry, text.param))),
      },
      { heading: heading.joins, rows: joinRows(inventory, text) },
      { heading: heading.tags, rows: tagRows(text) },
      { heading: heading.children, rows: childRows(inventory, registry, text) },
      {
        heading: heading.example,
        rows: queryApi === undefined ? [] : [command('zstack-cli', queryApi, `${prefix}${field}=…`)],
      },
      { heading: heading.apis, rows: path ? [] : apiRows(name, registry, text) },
    ],
  };
}

/** The way that was taken: the joins after the inventory where it began. */
export interface ViaJoins {
  readonly from: Inventory;
  readonly joins: readonly string[];
}

function placeRows(
  inventory: Inventory,
  registry: Registry,
  { inventory: words }: PageText,
  path: ViaJoins | undefined,
): readonly string[] {
  const { parent, parentType, queryApi } = inventory;
  const typeField = parent === undefined ? undefined : registry.inventory(parent)?.typeField;
  const hops = path && registry.hops(path.from, path.joins)?.map(({ name }) => name);
  const isAliased = hops !== undefined && hops.join('.') !== path?.joins.join('.');
  return [
    ...(isAliased ? [words.through(hops.join('.'))] : []),
    ...(parent !== undefined && typeField !== undefined
      ? [words.kindOf(parent.replace(/Inventory$/, ''), `${typeField}=${parentType}`)]
      : []),
    queryApi === undefined ? words.notQueried : words.queriedBy(queryApi),
  ];
}

/** What can be joined to a resource: the name to write and the kind that it leads to. */
export function joinRows({ joins }: Inventory, { inventory: words }: PageText): readonly Row[] {
  return joins
    .filter(({ hidden }) => !hidden)
    .map(({ name, to, alias, aliasGuess }) => {
      const way = alias ?? aliasGuess;
      return term(
        `${name}.`,
        [words.leadsTo(to.replace(/Inventory$/, '')), way && words.through(way)].filter(Boolean).join(', '),
      );
    });
}

export function tagRows({ tags }: PageText): readonly Row[] {
  return Object.entries(tags).map(([name, said]) => term(name, said));
}

export function operatorRows({ operator }: PageText): readonly Row[] {
  return Object.entries(operator).map(([sign, said]) => term(sign, said));
}

export function steeringRows({ steering }: PageText): readonly Row[] {
  return Object.entries(steering).map(([name, said]) => term(`${name}=`, said));
}

function childRows(inventory: Inventory, registry: Registry, { inventory: words }: PageText): readonly Row[] {
  return registry
    .children(inventory)
    .map((child) => term(shortName(child), words.selects(`${inventory.typeField}=${child.parentType}`)));
}

/** APIs that carry the name of the resource, those of the fewest other words first; of very many, only the first. */
function apiRows(name: string, registry: Registry, text: PageText): readonly Row[] {
  const names = registry
    .apisContaining(name)
    .filter((api) => /^(?![a-z])/.test(api.slice(api.indexOf(name) + name.length)) && api.includes(name));
  const shown = names.toSorted((one, other) => one.length - other.length).slice(0, most);
  const rest = names.length - shown.length;
  return [
    ...shown.map((api) => term(api, text.apiSummary(api))),
    ...(rest > 0 ? [sentence(text.inventory.more(rest))] : []),
  ];
}

export function shortName({ name }: Inventory): string {
  return name.replace(/Inventory$/, '');
}

const most = 16;
