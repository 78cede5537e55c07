import type { Json, JsonObject } from '../json/json.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Param, StructField } from '../registry/types.ts';
import { variablesOf } from './path.ts';
import type { Reading } from './reading.ts';
import { settle } from './settle.ts';
import { type Shape, shapeOf } from './shape.ts';
import { paramsOf, requiredParams } from './target.ts';

/** One parameter, or one member, of what an API takes. */
export interface Blank {
  readonly name: string;
  readonly of: Param | StructField;
  readonly required: boolean;
  /** A legal value to begin with; of a struct or a list of structs, its required members only. */
  readonly sample: Json;
  /** Members of the struct that it is, or of the structs in its list. */
  readonly members: readonly Blank[];
}

/** What an API takes as blanks to fill in, the required ones first. */
export function skeletonOf(api: Api, registry: Registry): readonly Blank[] {
  const required = new Set(api.kind === 'query' ? variablesOf(api.path ?? '') : requiredParams(api));
  const params = api.kind === 'query' ? queryParams(api, registry) : paramsOf(api);
  const blanks = params.map((param) => {
    const blank = blankOf(param, required.has(param.name), registry);
    return param.elem === 'QueryCondition' ? { ...blank, sample: [condition] } : blank;
  });
  return [...blanks.filter(({ required }) => required), ...blanks.filter(({ required }) => !required)];
}

/** Every blank as JSON: the sample of a required one, null for the others, which is no value. */
export function plainSkeleton(blanks: readonly Blank[]): JsonObject {
  return Object.fromEntries(
    blanks.map(({ name, required, sample, members, of }) => {
      if (!required) return [name, null];
      if (members.length === 0) return [name, sample];
      const inner = plainSkeleton(members);
      return [name, of.type === 'list' ? [inner] : inner];
    }),
  );
}

const condition = { name: 'name', op: '=', value: '<value>' };

function queryParams(api: Api, registry: Registry): readonly Param[] {
  const variables = variablesOf(api.path ?? '').map((name): Param => ({ name, type: 'string', required: true }));
  return [...variables, ...registry.common().queryParams];
}

function blankOf(of: Param | StructField, required: boolean, registry: Registry): Blank {
  const shape = shapeOf(of, registry);
  const element = shape.kind === 'list' ? shape.of : shape;
  const members =
    element.kind === 'struct'
      ? element.struct.fields.map((field) => blankOf(field, field.required === true, registry))
      : [];
  const sorted = [...members.filter(({ required }) => required), ...members.filter(({ required }) => !required)];
  return { name: of.name, of, required, sample: sampleOf(shape, of, registry), members: sorted };
}

/** The default, a legal value, or the first of some that nothing speaks against. */
function sampleOf(shape: Shape, of: Param | StructField, registry: Registry): Json {
  const candidates: readonly Json[] = [
    ...(of.default === undefined ? [] : [of.default as Json]),
    ...samplesOf(shape, of, registry),
  ];
  return candidates.find((candidate) => isLegal(candidate, of, registry)) ?? (candidates[0] as Json);
}

function samplesOf(shape: Shape, of: Param | StructField, registry: Registry): readonly Json[] {
  const legal = 'values' in of && of.values ? of.values : ('enum' in of && of.enum) || [];
  switch (shape.kind) {
    case 'list':
      return samplesOf(shape.of, of, registry).map((sample) => [sample]);
    case 'map':
      return [{}];
    case 'struct':
      return [
        Object.fromEntries(
          shape.struct.fields
            .filter(({ required }) => required)
            .map((field) => [field.name, sampleOf(shapeOf(field, registry), field, registry)]),
        ),
      ];
    case 'bool':
      return [false];
    case 'int':
    case 'long':
    case 'double':
      return [...legal.map(Number), ('range' in of && of.range?.[0]) || 0, 1];
    default:
      if (legal.length > 0) return legal;
      return registry.referenced(of) || /uuids?$/i.test(of.name) ? [noUuid] : textSamples(of.name);
  }
}

/** Of the form that the server asks of a chosen one, and of nothing that there is. */
const noUuid = '00000000000040008000000000000000';

function textSamples(name: string): readonly string[] {
  return [`<${name}>`, name, 'name', 'name-1', '123456', 'Large.1', 'xlarge.1', '20260131 12:00:00', '/', ''];
}

function isLegal(sample: Json, of: Param | StructField, registry: Registry): boolean {
  const reading: Reading = {
    ...{ registry, validate: true, errors: [], notes: [], names: [] },
    place: () => ({ start: 0, end: 0 }),
  };
  settle(sample, of, of.name, reading);
  return reading.errors.length === 0;
}
