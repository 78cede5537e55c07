import { CliError } from '../errors.ts';
import type { Argument, Statement } from '../language/statement.ts';
import { spanWithin } from '../language/words.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Param } from '../registry/types.ts';
import { type MemberName, memberOf, memberPath } from './member.ts';
import { variablesOf } from './path.ts';
import type { Reading } from './reading.ts';
import { type Shape, shapeOf, walkShape } from './shape.ts';

/** Parameters of an API that is not a query; every one of them takes tags. Source: NeedReplyMessage.java, ZStack 5.2.1. */
export function paramsOf(api: Api): readonly Param[] {
  const given = new Set(api.params.map(({ name }) => name));
  const variables = variablesOf(api.path ?? '').filter((name) => !given.has(name));
  return [
    ...api.params,
    ...variables.map((name): Param => ({ name, type: 'string', required: true })),
    ...tags.filter(({ name }) => !given.has(name)),
  ];
}

/** Parameters that a call must have: the required ones and every variable of the path. */
export function requiredParams(api: Api): readonly string[] {
  const required = api.params.filter((param) => param.required).map((param) => param.name);
  return [...new Set([...required, ...variablesOf(api.path ?? '')])];
}

/** What a name leads to in an API: the parameter, made up where the registry does not know it, and the way into it. */
export interface Target {
  readonly param: Param;
  readonly known: boolean;
  readonly member: MemberName;
}

export function targetOf(api: Api, name: string): Target | undefined {
  const params = paramsOf(api);
  const whole = params.find((param) => param.name === name);
  const member = whole ? { root: name, steps: [] } : memberOf(name);
  if (!member) return undefined;
  const param = whole ?? params.find((param) => param.name === member.root);
  return { param: param ?? unknownParam(member), known: param !== undefined, member };
}

/** What the arguments lead to: members after the whole that they change, and elements in their order. Mistakes are added. */
export function targetsOf(
  api: Api,
  statement: Statement,
  { registry, validate, errors }: Pick<Reading, 'registry' | 'validate' | 'errors'>,
): readonly { readonly argument: Argument; readonly target: Target }[] {
  const found: { readonly argument: Argument; readonly target: Target }[] = [];
  for (const argument of statement.arguments) {
    const { name, operator, nameSpan } = argument;
    const target = targetOf(api, name);
    if (operator !== '=')
      errors.push(new CliError('not-an-assignment', { name, operator, api: api.name }, argument.operatorSpan));
    else if (!target)
      errors.push(new CliError('bad-member', { name, why: 'form', example: 'rules[0].protocol' }, nameSpan));
    else if (!target.known && validate) errors.push(unknown(api, argument, target.member));
    else {
      const wrong = validate ? misstepOf(argument, target, registry) : undefined;
      if (wrong) errors.push(wrong);
      else found.push({ argument, target });
    }
  }
  const roots = [...new Set(found.map(({ target }) => target.member.root))];
  const rank = ({ target: { member } }: (typeof found)[number]): readonly number[] => [
    roots.indexOf(member.root),
    ...member.steps.flatMap(({ key }) => (typeof key === 'number' ? [key] : [])),
  ];
  return found.toSorted(
    (a, b) => compare(rank(a), rank(b)) || a.target.member.steps.length - b.target.member.steps.length,
  );
}

/** The shorter one comes first where it begins the other. */
function compare(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((number, index) => number !== right[index]);
  if (index < 0) return left.length - right.length;
  return (left[index] as number) - (right[index] ?? -1);
}

function unknown(api: Api, { nameSpan, word, name }: Argument, { root, steps }: MemberName): CliError {
  const names = paramsOf(api).map((param) => param.name);
  const span = steps.length === 0 ? nameSpan : spanWithin(word, 0, root.length);
  return new CliError(
    'unknown-param',
    { api: api.name, name: steps.length === 0 ? name : root, nearest: nearest(root, names) },
    span,
  );
}

/** A step into a plain value, a key of a list or an index of a map. */
function misstepOf({ word, origin }: Argument, { param, member }: Target, registry: Registry): CliError | undefined {
  let shape = shapeOf(param, registry);
  let path = member.root;
  for (const step of member.steps) {
    const { key, at, length } = step;
    const isIndex = typeof key === 'number';
    const why =
      shape.kind === 'list'
        ? !isIndex && 'index'
        : shape.kind === 'any'
          ? false
          : !hasMembers(shape)
            ? 'no-member'
            : isIndex && 'key';
    if (why) {
      const span = origin === undefined || origin === 'file' ? spanWithin(word, at, at + length) : word;
      return new CliError(
        'bad-member',
        { name: path, why, example: `${path}${why === 'index' ? '[0]' : '.key'}` },
        span,
      );
    }
    path = memberPath(path, key);
    shape = walkShape(shape, [step], registry);
  }
  return undefined;
}

function hasMembers({ kind }: Shape): boolean {
  return kind === 'map' || kind === 'struct';
}

function unknownParam({ root, steps }: MemberName): Param {
  const [first] = steps;
  const type = first === undefined ? 'string' : typeof first.key === 'number' ? 'list' : 'map';
  return { name: root, type, required: false, ...(first === undefined && { typeGuess: true }) };
}

const tags: readonly Param[] = [
  { name: 'systemTags', type: 'list', elem: 'string', required: false },
  { name: 'userTags', type: 'list', elem: 'string', required: false },
];
