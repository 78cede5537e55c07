import { nearest } from './near.ts';
import type { Registry } from './registry.ts';

/** APIs that a person may have meant by a name that is none, best first: said with another verb, or mistyped. */
export function apisNear(name: string, registry: Registry): readonly string[] {
  const near = nearest(name, registry.apiNames());
  const other = saidOtherwise(name).flatMap((text) => registry.api(text)?.name ?? []);
  return [...new Set([...other, ...near])].slice(0, 3);
}

function saidOtherwise(name: string): readonly string[] {
  const verb = /^[A-Z]?[a-z]+/.exec(name)?.[0] ?? '';
  const said = verb.toLowerCase();
  const meant = Object.hasOwn(verbs, said) ? (verbs[said] ?? []) : [];
  return meant.map((each) => each + name.slice(verb.length));
}

/** What other clouds and people call things, and what ZStack calls them. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  add: ['Create', 'Attach'],
  create: ['Add'],
  delete: ['Destroy', 'Remove', 'Expunge'],
  describe: ['Query', 'Get'],
  destroy: ['Delete'],
  detach: ['Remove'],
  edit: ['Update'],
  find: ['Query'],
  get: ['Query'],
  kill: ['Destroy'],
  launch: ['Create', 'Start'],
  list: ['Query', 'Get'],
  modify: ['Update', 'Change'],
  purge: ['Expunge'],
  query: ['Get'],
  reboot: ['Restart'],
  remove: ['Delete', 'Detach'],
  rename: ['Update'],
  restart: ['Reboot'],
  search: ['Query'],
  set: ['Update', 'Change'],
  show: ['Query', 'Get'],
  terminate: ['Destroy'],
  update: ['Change', 'Set'],
};
