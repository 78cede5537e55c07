import type { Registry } from '../../registry/registry.ts';
import type { Route } from '../../registry/types.ts';

/** Where a path leads: the APIs that share it, and the values of the variables as each of them names them. */
export interface Match {
  readonly routes: readonly Route[];
  variables(route: Route): Readonly<Record<string, string>>;
}

/** Finds the mapping of a path below `/v1`, decoded, with its slash at the end if it has one. */
export type Router = (path: string) => Match | undefined;

/**
 * Templates that differ only in the names of their variables are one entry. A path that an entry spells out wins over
 * one with variables, and a variable is exactly one segment. Source: RestServer.java, ZStack 5.2.1.
 */
export function routerOf(registry: Registry): Router {
  const entries = new Map<string, Route[]>();
  for (const route of registry.routes()) {
    const shape = route.path.replace(/\{\w+\}/g, '{}');
    const same = entries.get(shape);
    if (!same) entries.set(shape, [route]);
    else if (!same.some(({ api }) => api === route.api)) same.push(route);
  }
  const byLength = new Map<number, string[][]>();
  for (const shape of entries.keys()) {
    if (!shape.includes('{}')) continue;
    const segments = shape.split('/');
    byLength.set(segments.length, [...(byLength.get(segments.length) ?? []), segments]);
  }

  return (path) => {
    const segments = path.split('/');
    const shape = entries.has(path) ? path : bestOf(byLength.get(segments.length) ?? [], segments);
    const routes = shape === undefined ? undefined : entries.get(shape);
    return routes && { routes, variables: (route) => variablesOf(route.path, segments) };
  };
}

/** Of the shapes that fit, the one that spells out most. */
function bestOf(shapes: readonly (readonly string[])[], path: readonly string[]): string | undefined {
  const fitting = shapes.filter((shape) =>
    shape.every((segment, at) => (segment === '{}' ? path[at] !== '' : segment === path[at])),
  );
  const literal = (shape: readonly string[]): number => shape.filter((segment) => segment !== '{}').length;
  return fitting.toSorted((one, other) => literal(other) - literal(one))[0]?.join('/');
}

function variablesOf(template: string, path: readonly string[]): Readonly<Record<string, string>> {
  const named = template.split('/').flatMap((segment, at) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    return name === undefined ? [] : [[name, path[at] ?? ''] as const];
  });
  return Object.fromEntries(named);
}
