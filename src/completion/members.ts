import type { Registry } from '../registry/registry.ts';
import type { Api, Param, StructField } from '../registry/types.ts';
import { type MemberName, memberOf, type Step } from '../request/member.ts';
import { memberField, type Shape, shapeOf, walkShape } from '../request/shape.ts';
import type { Offer } from './candidate.ts';
import { paramOffer, typeOf } from './fields.ts';
import { paramsOf } from './params.ts';
import type { Slot } from './slot.ts';
import { live, noOffers, type Offered, resources } from './values.ts';
import type { World } from './world.ts';

type Of<Kind extends Slot['kind']> = Extract<Slot, { readonly kind: Kind }>;

/** Parameters that are free; of a structure that is begun, and after the whole name of one, the way into it. */
export function parameters({ api, used }: Of<'parameter'>, typed: string, { registry }: World): readonly Offer[] {
  const [name = ''] = typed.split('[');
  return paramsOf(api).flatMap((param) => {
    const members = membersUsed(param.name, used);
    const whole = used.includes(param.name) || members.length > 0 ? [] : [paramOffer(param, api.name)];
    const isBegun = members.length > 0 || name === param.name;
    return isBegun ? [...whole, ...ways(param.name, shapeOf(param, registry), members, api)] : whole;
  });
}

/** What follows a dot behind a structure. */
export function members({ param, path, steps, used, api }: Of<'member'>, typed: string, world: World): Offered {
  const { registry } = world;
  const shape = walkShape(shapeOf(param, registry), steps, registry);
  if (shape.kind === 'map') return keysOf(param, used, typed, world);
  if (shape.kind !== 'struct') return noOffers;
  const offers = shape.struct.fields.flatMap((field): readonly Offer[] => {
    const name = `${path}.${field.name}`;
    if (used.includes(name)) return [];
    const inner = ways(field.name, shapeOf(field, registry), membersUsed(name, used), api);
    return inner.length > 0 ? inner : [memberOffer(field, shape.struct.name)];
  });
  return { offers };
}

/** What describes the value of a name with steps in it. */
export function describedBy(api: Api, name: string, registry: Registry): Param | StructField | undefined {
  const params = paramsOf(api);
  const whole = params.find((param) => param.name === name);
  const member = whole ? undefined : memberOf(name);
  const param = params.find((each) => each.name === member?.root);
  return whole ?? (param && member && memberField(param, member.steps, registry));
}

/** The parameter and the steps before the last dot of a name. */
export function memberPlace(
  api: Api,
  name: string,
):
  | { readonly param: Param; readonly path: string; readonly steps: readonly Step[]; readonly start: number }
  | undefined {
  const dot = name.lastIndexOf('.');
  const path = name.slice(0, Math.max(0, dot));
  const member: MemberName | undefined = memberOf(path);
  const param = paramsOf(api).find((each) => each.name === member?.root);
  return param && member && { param, path, steps: member.steps, start: dot + 1 };
}

/** `rules[0].` and, where that is used, `rules[1].` too; `peer.` of a structure that stands alone. */
function ways(name: string, shape: Shape, used: readonly string[], api: Api): readonly Offer[] {
  if (shape.kind === 'struct' || shape.kind === 'map') return isKnown(shape, name) ? [wayOffer(name, shape, api)] : [];
  if (shape.kind !== 'list' || !isKnown(shape.of, name)) return [];
  const indexes = used.flatMap((each) => /^\[(\d+)\]/.exec(each.slice(name.length))?.[1] ?? []).map(Number);
  const next = Math.max(-1, ...indexes) + 1;
  const known = [...new Set(indexes), next].sort((one, other) => one - other);
  return known.map((index) => wayOffer(`${name}[${index}]`, shape.of, api));
}

function isKnown({ kind }: Shape, name: string): boolean {
  return kind === 'struct' || (kind === 'map' && keyEntities.has(name));
}

/** Maps whose keys are uuids, and of what. Source: L3NetworkApiInterceptor.java, ZStack 5.2.1. */
const keyEntities: ReadonlyMap<string, string> = new Map([['networkServices', 'NetworkServiceProvider']]);

function keysOf(param: Param, used: readonly string[], typed: string, world: World): Offered {
  const inventory = world.registry.inventory(keyEntities.get(param.name) ?? '');
  if (!inventory) return noOffers;
  const given = membersUsed(param.name, used).map((name) => name.slice(param.name.length + 1));
  return live(resources(inventory), typed, world, (offer) => ({ ...offer, tail: '=', ends: false }), given);
}

function membersUsed(name: string, used: readonly string[]): readonly string[] {
  return used.filter((each) => each.startsWith(`${name}.`) || each.startsWith(`${name}[`));
}

function wayOffer(text: string, shape: Shape, { name: origin }: Api): Offer {
  const type = shape.kind === 'struct' ? shape.struct.name : shape.kind;
  return { text, kind: 'param', tail: '.', ends: false, type, origin };
}

function memberOffer(field: StructField, origin: string): Offer {
  return {
    text: field.name,
    kind: 'param',
    tail: '=',
    ends: false,
    type: typeOf(field),
    origin,
    ...(field.required && { required: true }),
  };
}
