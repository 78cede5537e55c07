import type { Statement } from '../language/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Param } from '../registry/types.ts';
import { requiredParams } from '../request/target.ts';

/** The words of the statement that takes a call back, where one is known and all that it needs was said. */
export function inverseOf(api: Api, statement: Statement, registry: Registry): readonly string[] | undefined {
  for (const name of inverseNames(api.name)) {
    const inverse = registry.api(name);
    if (inverse?.name !== name) continue;
    const words = requiredParams(inverse).map((param) => wordFor(param, inverse, api, statement));
    if (words.every((word) => word !== undefined)) return [name, ...words];
  }
  return undefined;
}

function inverseNames(name: string): readonly string[] {
  if (/^Change\w+State$/.test(name)) return [name];
  for (const pair of pairs)
    for (const [verb, inverse] of [pair, pair.toReversed()] as readonly (readonly [string, string])[]) {
      if (!new RegExp(`^${verb}(?=[A-Z])`).test(name)) continue;
      const stem = inverse + name.slice(verb.length);
      return [stem, stem.replace(/To(?=[A-Z]\w*$)/, 'From'), stem.replace(/From(?=[A-Z]\w*$)/, 'To')];
    }
  return [];
}

const pairs = [
  ['Start', 'Stop'],
  ['Attach', 'Detach'],
  ['Enable', 'Disable'],
  ['PowerOn', 'PowerOff'],
  ['Pause', 'Resume'],
] as const;

/** The same parameter, or the only one given that points to the same kind of resource. */
function wordFor(name: string, inverse: Api, api: Api, statement: Statement): string | undefined {
  const wanted = inverse.params.find((param) => param.name === name);
  const given = statement.arguments.filter(({ operator }) => operator === '=');
  const kindIn = (of: Api, name: string): string | undefined => kindOf(of.params.find((param) => param.name === name));
  const same = given.find((argument) => argument.name === name);
  if (same && name === 'stateEvent') {
    const event = events.get(same.value);
    return event && `${name}=${event}`;
  }
  const kind = kindOf(wanted);
  if (same && (kind === undefined || kindIn(api, name) === undefined || kindIn(api, name) === kind))
    return `${name}=${same.value}`;
  const [like, other] = kind === undefined ? [] : given.filter((argument) => kindIn(api, argument.name) === kind);
  return like && !other ? `${name}=${like.value}` : undefined;
}

function kindOf(param: Param | undefined): string | undefined {
  return param?.resource ?? param?.resourceGuess;
}

const events: ReadonlyMap<string, string> = new Map([
  ['enable', 'disable'],
  ['disable', 'enable'],
]);
