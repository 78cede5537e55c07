import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect, Scene } from '../effect.ts';

import { isPart } from './cascade.ts';
import { type Link, link, linkNamed, linkOf, unlink } from './links.ts';
import { answered, isAkin, type Reference, referencesOf } from './references.ts';
import { show } from './reply.ts';
import { find } from './rows.ts';
import { texts } from './values.ts';

/** An API that makes two resources belong together, or no longer. */
export function attachment(registry: Registry, api: Api): Effect | undefined {
  const [, verb] = /^(Attach|Add|Apply|Bind|Subscribe|Detach|Remove|Revoke|Unbind|Unsubscribe)/.exec(api.name) ?? [];
  if (verb === undefined || (/^(Add|Remove)$/.test(verb) && !/[a-z](To|From)[A-Z]/.test(api.name))) return undefined;
  const makes = /^(Attach|Add|Apply|Bind|Subscribe)$/.test(verb);
  const bond = bondOf(registry, api) ?? (makes ? undefined : bondOfOpposite(registry, api));
  if (!bond) return undefined;
  return {
    duration: () => 300,
    finish: (scene) => {
      for (const one of valuesOf(scene, bond.one)) {
        const others = bond.other && valuesOf(scene, bond.other);
        if (!others?.length && !makes) unlink(scene, bond.link, one);
        for (const other of others ?? []) (makes ? link : unlink)(scene, bond.link, one, other);
      }
      return reply(scene, bond);
    },
  };
}

interface Bond {
  readonly link: Link;
  readonly one: Reference;
  /** Nobody says from what it is taken where there can be only one. */
  readonly other: Reference | undefined;
}

/** The first two references between which the registry knows a link. */
function bondOf(registry: Registry, api: Api): Bond | undefined {
  const references = referencesOf(registry, api);
  const wanted = [
    ...references.filter(({ param }) => param.required),
    ...references.filter(({ param }) => !param.required),
  ];
  const candidates = wanted.flatMap((one, index) => wanted.slice(index + 1).map((other) => ({ one, other })));
  const bonds = candidates.flatMap(({ one, other }): Bond[] => {
    const found = linkOf(registry, one.inventory, other.inventory) ?? linkNamed(registry, one, other);
    const holds = found && (found.kind !== 'column' || !isPart(registry, found));
    return holds ? [{ link: found, one, other }] : [];
  });
  return bonds.find((bond) => bond.link.kind === 'table') ?? bonds[0];
}

/** `DetachEip` says what is detached, `AttachEip` also from what. */
function bondOfOpposite(registry: Registry, api: Api): Bond | undefined {
  const name = api.name
    .replace(/^Detach(.*)From/, 'Attach$1To')
    .replace(/^Detach/, 'Attach')
    .replace(/^Remove(.*)From/, 'Add$1To');
  const opposite = registry.api(name);
  const bond = opposite && bondOf(registry, opposite);
  if (bond?.link.kind !== 'column') return undefined;
  const [only] = referencesOf(registry, api);
  if (!only || !isAkin(registry, only.inventory, bond.link.of)) return undefined;
  return { link: { ...bond.link, side: 'one' }, one: only, other: undefined };
}

function valuesOf({ call }: Scene, { param }: Reference): readonly string[] {
  const value = call.params[param.name];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? texts(value) : [String(value)];
}

function reply(scene: Scene, { one, other }: Bond) {
  const answer = answered(scene.registry, scene.api);
  const shown = [one, other].find((each) => answer && each && isAkin(scene.registry, each.inventory, answer));
  const [uuid] = shown ? valuesOf(scene, shown) : [];
  if (!shown || uuid === undefined || !find(scene, shown.inventory.name, uuid)) return {};
  return { inventory: show(scene, shown.inventory.name, uuid) };
}
