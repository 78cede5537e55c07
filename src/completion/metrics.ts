import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory, Param } from '../registry/types.ts';
import type { Offer } from './candidate.ts';

/** Namespaces, names and labels of metrics; `undefined` where the parameter takes none of them. */
export function metricValues(
  api: Api,
  param: Pick<Param, 'name'>,
  given: ReadonlyMap<string, string>,
  registry: Registry,
): readonly Offer[] | undefined {
  if (!api.params.some(({ name }) => name === 'namespace')) return undefined;
  if (param.name === 'namespace') return registry.metricNamespaces().map((name) => offerOf(name, 'metric'));
  const namespace = given.get('namespace');
  const spaces = namespace === undefined ? registry.metricNamespaces() : [namespace];
  const metrics = spaces.flatMap((space) => registry.metrics(space));
  if (param.name === 'metricName') {
    const origins = new Map(metrics.map((metric) => [metric.name, metric.namespace]));
    return [...origins].map(([name, origin]) => ({ ...offerOf(name, 'metric'), origin }));
  }
  const isSetting = hasMetricLabels(api, param.name);
  if (!isSetting && param.name !== 'labelNames') return undefined;
  const wanted = given.get('metricName');
  const fitting = metrics.filter(({ name }) => wanted === undefined || name === wanted);
  return [...new Set(fitting.flatMap(({ labels }) => labels))].map((name) => ({
    ...offerOf(name, 'label'),
    ...(isSetting && { tail: '=' }),
    ends: false,
  }));
}

/** The inventory whose uuids are values of a label, `VMUuid` or `HostUuid`. */
export function inventoryOfLabel(label: string, registry: Registry): Inventory | undefined {
  const entity = /^(\w+)Uuid$/.exec(label)?.[1];
  return entity === undefined ? undefined : registry.inventory(entity === 'VM' ? 'VmInstance' : entity);
}

/** Parameters that take `Label=value` of a metric. */
export function hasMetricLabels(api: Api, param: string): boolean {
  return /^(?:filterL|l)abels$/.test(param) && api.params.some(({ name }) => name === 'metricName');
}

function offerOf(text: string, kind: 'metric' | 'label'): Offer {
  return { text, kind, tail: '', ends: kind === 'metric' };
}
