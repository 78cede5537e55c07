import type { Registry } from '../registry/registry.ts';
import type { Field, Param, Struct, StructField } from '../registry/types.ts';
import type { Step } from './member.ts';

/** What a value must be made of. */
export type Shape =
  | { readonly kind: 'string' | 'int' | 'long' | 'double' | 'bool' | 'any' }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | { readonly kind: 'struct'; readonly struct: Struct };

type Typed = Pick<Param | Field | StructField, 'type' | 'elem' | 'elemGuess' | 'typeGuess'>;

/** The shape of a parameter or of a field of a struct. What is only guessed is `any`: it may not refuse. */
export function shapeOf(of: Typed, registry: Registry): Shape {
  const inner = (): Shape => elementShape(of.elem, registry);
  if (of.typeGuess) return { kind: 'any' };
  switch (of.type) {
    case 'list':
      return { kind: 'list', of: inner() };
    case 'map':
      return { kind: 'map', of: inner() };
    case 'object': {
      const struct = of.elem === undefined ? undefined : registry.struct(of.elem);
      return struct ? { kind: 'struct', struct } : { kind: 'map', of: { kind: 'any' } };
    }
    case 'timestamp':
      return { kind: 'any' };
    default:
      return { kind: of.type };
  }
}

/** Where the steps lead; a guess, an unknown member or a place that is not there gives `any`. */
export function walkShape(shape: Shape, steps: readonly Step[], registry: Registry): Shape {
  return steps.reduce<Shape>((at, { key }) => {
    if (at.kind === 'list' || at.kind === 'map') return at.of;
    const field = at.kind === 'struct' ? at.struct.fields.find(({ name }) => name === key) : undefined;
    return field ? shapeOf(field, registry) : { kind: 'any' };
  }, shape);
}

/** `string`, `list<string>`, `PolicyStatement`. */
function elementShape(elem: string | undefined, registry: Registry): Shape {
  const nested = /^(?<kind>list|map)<(?<of>.+)>$/.exec(elem ?? '')?.groups;
  if (nested) return { kind: nested.kind as 'list' | 'map', of: elementShape(nested.of, registry) };
  if (elem === 'string' || elem === 'int' || elem === 'long' || elem === 'double' || elem === 'bool')
    return { kind: elem };
  const struct = elem === undefined ? undefined : registry.struct(elem);
  return struct ? { kind: 'struct', struct } : { kind: 'any' };
}

/** The parameter or the member that describes what the steps lead to; elements are described by their list. */
export function memberField(param: Param, steps: readonly Step[], registry: Registry): Param | StructField | undefined {
  let field: Param | StructField | undefined = param;
  let shape = shapeOf(param, registry);
  for (const step of steps) {
    const at: Shape = shape;
    if (at.kind === 'struct') field = at.struct.fields.find(({ name }) => name === step.key);
    else if (at.kind !== 'list') field = undefined;
    shape = walkShape(at, [step], registry);
  }
  return field;
}
