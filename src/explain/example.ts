import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory, Param, StructField } from '../registry/types.ts';
import { variablesOf } from '../request/path.ts';
import { requiredParams } from '../request/target.ts';
import { resourceOf } from './param.ts';

/** The words of a line that calls the API and passes every check that is made before anything is sent. */
export function exampleOf(api: Api, registry: Registry): readonly string[] {
  if (api.kind === 'query') return [api.name, ...queryWords(api, registry)];
  const words = requiredParams(api).map((name) => {
    const param = api.params.find((each) => each.name === name) ?? { name, type: 'string', required: true };
    return `${name}=${valueText(param, api, registry)}`;
  });
  // Without any, a call of what takes a resource would say little.
  const first = words.length === 0 ? api.params.find(({ name }) => /(?:^u|U)uids?$/.test(name)) : undefined;
  if (first && !/^(?:resource|tag)Uuids?$/.test(first.name))
    words.push(`${first.name}=${valueText(first, api, registry)}`);
  const change = words.length === 1 && api.name.startsWith('Update') ? changeable(api) : undefined;
  return [api.name, ...words, ...(change ? [`${change.name}=${valueText(change, api, registry)}`] : [])];
}

/** An update that changes nothing would be a poor example. */
function changeable(api: Api): Param | undefined {
  return api.params.find(({ name, required }) => !required && (name === 'name' || name === 'description'));
}

function queryWords(api: Api, registry: Registry): readonly string[] {
  const inventory = registry.queried(api);
  const inPath = variablesOf(api.path ?? '').map((name) => `${name}=${uuid}`);
  return [...inPath, ...(inventory && inPath.length === 0 ? conditionWords(inventory) : []), 'limit=10'];
}

function conditionWords({ queryable = [], fields }: Inventory): readonly string[] {
  if (queryable.includes('name')) return ['name~=test', ...(queryable.includes('uuid') ? ['fields=uuid,name'] : [])];
  if (queryable.includes('uuid')) return [`uuid=${uuid}`];
  const text = fields.find(({ name, type, enum: values }) => queryable.includes(name) && type === 'string' && !values);
  return text ? [`${text.name}~=test`] : [];
}

function valueText(param: Param, api: Api, registry: Registry): string {
  const value = exampleValue(param, api.name, registry);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string' && !/[,\\]/.test(each)))
    return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function exampleValue(param: Param | StructField, owner: string, registry: Registry, depth = 0): unknown {
  const values = (param as Partial<Param>).values ?? (param as Partial<StructField>).enum;
  if (param.type === 'list') return [elementOf(param, owner, registry, depth)];
  if (values?.[0] !== undefined) return values[0];
  const { range } = param as Partial<Param>;
  switch (param.type) {
    case 'bool':
      return true;
    case 'int':
    case 'long':
    case 'double':
      return range?.[0] ?? numbers.find(([name]) => name.test(param.name))?.[1] ?? 1;
    case 'map':
      return { key: param.elem === 'list<string>' ? ['value'] : 'value' };
    case 'object':
      return objectOf(param.elem ?? param.elemGuess, registry, depth);
    default:
      return textOf(param, owner);
  }
}

function elementOf(list: Param | StructField, owner: string, registry: Registry, depth: number): unknown {
  const { elem = list.elemGuess, values } = list as Partial<Param>;
  if (values?.[0] !== undefined) return values[0];
  const name = list.name.replace(/s$/, '');
  if (elem === undefined || /^(?:string|int|long|double|bool|map)$/.test(elem)) {
    const type = (elem ?? 'string') as Param['type'];
    const resource = resourceOf(list);
    return exampleValue(
      { name, type, required: true, ...(resource !== undefined && { resource }) },
      owner,
      registry,
      depth,
    );
  }
  return objectOf(elem, registry, depth);
}

/** What a struct must have, else its first plain field. */
function objectOf(struct: string | undefined, registry: Registry, depth: number): unknown {
  const fields = (struct && registry.struct(struct)?.fields) || [];
  const needed = fields.filter(({ required }) => required);
  const plain = fields.filter(({ type }) => type === 'string').slice(0, 1);
  const chosen = depth > 1 ? [] : needed.length > 0 ? needed : plain;
  return Object.fromEntries(
    chosen.map((field) => [field.name, exampleValue(field, struct ?? '', registry, depth + 1)]),
  );
}

function textOf(param: Param | StructField, owner: string): string {
  const { name } = param;
  const { min = 0, max = Number.POSITIVE_INFINITY } = param as Partial<Param>;
  if (resourceOf(param) !== undefined || /uuid$/i.test(name)) return uuid;
  const known = texts.find(([pattern]) => pattern.test(name))?.[1] ?? `my-${lastHump(owner)}`;
  return known.length >= min && known.length <= max ? known : 'a'.repeat(Math.min(Math.max(min, 1), max));
}

/** `backup` of `CreateDatabaseBackup`. */
function lastHump(name: string): string {
  return /[A-Z][a-z]+$/.exec(name)?.[0].toLowerCase() ?? 'value';
}

const uuid = '36c27e8ff05c4780bf6d2fa65700f22e';

const numbers: readonly (readonly [name: RegExp, value: number])[] = [
  [/memory|size|capacity/i, 1073741824],
  [/cpu/i, 2],
  [/port/i, 8080],
  [/prefixLen/i, 64],
];

/** What texts of that name look like; the first that fits. */
const texts: readonly (readonly [name: RegExp, value: string])[] = [
  [/^apiId$/, uuid],
  [/password|secret|token|psk/i, 'secret'],
  [/netmask/i, '255.255.255.0'],
  [/cidr/i, '192.168.0.0/24'],
  [/gateway/i, '192.168.0.1'],
  [/startIp/i, '192.168.0.100'],
  [/endIp/i, '192.168.0.200'],
  [/mac$/i, 'fa:16:3e:00:00:01'],
  [/dns/i, '223.5.5.5'],
  [/email/i, 'someone@example.com'],
  [/monUrls?/, 'root:secret@192.168.0.10'],
  [/url/i, 'http://192.168.0.10/image.qcow2'],
  [/(?:^ip|Ip|ip|address|host(?:name)?)$/i, '192.168.0.10'],
  [/username/i, 'root'],
  [/phone/i, '13800000000'],
  [/date|time/i, '2026-01-31 12:00:00'],
  [/bondingName/, 'bond0'],
  [/physicalInterface/, 'eth0'],
];
