import type { Api, Inventory, Param } from '../../../src/registry/types.ts';
import { createdBy } from '../../../src/sandbox/effects/created.ts';
import { effectOf } from '../../../src/sandbox/effects/effects.ts';
import { hasUuid, referencesOf } from '../../../src/sandbox/effects/references.ts';
import { removedBy } from '../../../src/sandbox/effects/removal.ts';
import { targetOf } from '../../../src/sandbox/effects/target.ts';
import { Failure } from '../../../src/sandbox/fault.ts';
import type { Params } from '../../../src/sandbox/parameters.ts';
import type { Json } from '../../../src/sandbox/reply.ts';
import type { Cloud } from './cloud.ts';
import { anyOf, fitting } from './fitting.ts';

/**
 * Parameters that an API can work with: those that somebody thought of, else the least that it wants, its references to
 * rows of the demo where there are any. What is to be taken apart is put together first.
 */
export function sampleParams(cloud: Cloud, api: Api): Params {
  const thoughtOf = fitting[api.name];
  if (thoughtOf) return thoughtOf(cloud);
  const least = leastParams(cloud, api);
  const names = oppositesOf(api.name);
  const opposite = names.flatMap((name) => cloud.registry.api(name) ?? [])[0];
  if (!opposite || opposite === api || !effectOf(cloud.registry, opposite)) return least;
  try {
    const key = Object.entries(least).filter(([name]) => opposite.params.some((param) => param.name === name));
    const joined = { ...leastParams(cloud, opposite), ...Object.fromEntries(key) };
    cloud.run(opposite.name, joined);
    return least;
  } catch (error) {
    if (error instanceof Failure) return least;
    throw error;
  }
}

function oppositesOf(name: string): readonly string[] {
  const [, verb, what, rest = ''] = /^(Detach|Remove)(\w+?)(From[A-Z]\w*)?$/.exec(name) ?? [];
  if (verb === undefined) return [name.replace(/^Unsubscribe/, 'Subscribe').replace(/^Revoke(.*)From/, 'Apply$1To')];
  const noun = `${what}${rest.replace(/^From/, 'To')}`;
  return verb === 'Detach' ? [`Attach${noun}`, `Add${noun}`] : [`Add${noun}`];
}

function leastParams(cloud: Cloud, api: Api): Params {
  const both = /^(Attach|Detach|Add\w+To|Remove\w+From)/.test(api.name) ? referencesOf(cloud.registry, api) : [];
  const wanted = api.params.filter(
    (param) => param.required || api.path?.includes(`{${param.name}}`) || both.some((each) => each.param === param),
  );
  return Object.fromEntries(wanted.map((param) => [param.name, sample(cloud, api, param)]));
}

function sample(cloud: Cloud, api: Api, param: Param): Json {
  const inventory = pointedBy(cloud, api, param);
  if (inventory && hasUuid(inventory)) {
    const uuid = anyOf(cloud, inventory.name);
    return param.type === 'list' ? [uuid] : uuid;
  }
  const [low] = param.range ?? [1];
  switch (param.type) {
    case 'list':
      return param.values ? [param.values[0]] : [];
    case 'map':
    case 'object':
      return {};
    case 'bool':
      return true;
    case 'string':
      return param.values?.[0] ?? 'sample'.slice(0, param.max);
    default:
      return Math.max(low ?? 1, 1);
  }
}

/** What a parameter points to: what the effect takes it for, then the column of that name, then the facts. */
function pointedBy({ registry }: Cloud, api: Api, param: Param): Inventory | undefined {
  const own = createdBy(registry, api);
  for (const target of own ? [] : [removedBy(registry, api), targetOf(registry, api)])
    if (target?.param === param.name) return target.inventory;
  const column = own?.fields.find(({ name }) => name === param.name);
  const byColumn = column && own && registry.referenced(column, own);
  if (byColumn) return byColumn;
  return referencesOf(registry, api).find((each) => each.param === param)?.inventory;
}
