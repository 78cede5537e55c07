import type { Context } from './context.ts';
import { CliError } from './errors.ts';
import { isArray, isJsonObject, type Json, stringifyJson } from './json/json.ts';
import { readStatement } from './language/statement.ts';
import type { Line } from './language/words.ts';
import type { Registry } from './registry/registry.ts';
import type { Inventory } from './registry/types.ts';
import { apiOf } from './request/build.ts';
import { nameQueryOf } from './request/reading.ts';
import { type Blank, plainSkeleton, skeletonOf } from './request/skeleton.ts';
import type { SkeletonText } from './text/text.ts';

/** `--generate-input`: what an API takes, on stdout, ready to be filled in for `--input`. */
export async function showSkeleton(line: Line, format: 'yaml' | 'json', context: Context): Promise<void> {
  const { io, text } = context;
  const [verb, extra] = line.words;
  if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
  const statement = readStatement({ ...line, words: verb ? [verb] : [] });
  if (!statement) return;
  const registry = context.registry();
  const api = apiOf(statement, registry);
  const blanks = skeletonOf(api, registry);
  const printed =
    format === 'json'
      ? stringifyJson(plainSkeleton(blanks), 2)
      : [`# ${api.name}`, ...yamlLines(blanks, text.skeleton, registry)].join('\n');
  await io.stdout.write(`${printed}\n`);
}

/** YAML 1.2, with what is known of each parameter beside it; what may be left out is a comment. */
export function yamlLines(blanks: readonly Blank[], text: SkeletonText, registry: Registry): readonly string[] {
  const required = blanks.filter(({ required }) => required);
  const optional = blanks.filter(({ required }) => !required);
  return [
    ...required.flatMap((blank) => linesOf(blank, text, registry)),
    ...(optional.length === 0 ? [] : ['', `# ${text.optional}`]),
    ...optional.flatMap((blank) => linesOf(blank, text, registry).map((line) => `#${line}`)),
  ];
}

function linesOf(blank: Blank, text: SkeletonText, registry: Registry): readonly string[] {
  const { name, sample, members, of } = blank;
  const comment = `# ${remarks(blank, text, registry).join('; ')}`;
  if (members.length === 0) return [`${name}: ${scalar(sample)}  ${comment}`];
  const begins = members.some(({ required }) => required);
  // An element, or a map, needs a member that is no comment.
  const inner = members.flatMap((member, index) => {
    const lines = linesOf(member, text, registry);
    return member.required || (!begins && index === 0) ? lines : lines.map((line) => `#${line}`);
  });
  const body = of.type === 'list' ? inner.map((line, index) => `${index === 0 ? '-' : ' '} ${line}`) : inner;
  return [`${name}:  ${comment}`, ...body.map((line) => `  ${line}`)];
}

/** JSON on one line is YAML; a text that YAML would read as one may stand bare. */
function scalar(value: Json): string {
  if (isArray(value)) return `[${value.map(scalar).join(', ')}]`;
  if (isJsonObject(value)) return stringifyJson(value);
  return typeof value === 'string' && /^[A-Za-z][\w-]*$/.test(value) && !/^(?:true|false|null)$/i.test(value)
    ? value
    : stringifyJson(value);
}

/** Type or legal values, bounds, what it refers to, default. */
function remarks({ of }: Blank, text: SkeletonText, registry: Registry): readonly string[] {
  const legal = 'values' in of && of.values ? of.values : ('enum' in of && of.enum) || [];
  const kind = registry.referenced(of);
  const label = kind?.name.replace(/Inventory$/, '');
  const uuid = label && (nameQueryOf(kind as Inventory, registry) ? text.uuidOrNameOf(label) : text.uuidOf(label));
  const plain = uuid ? uuid : legal.length > 0 ? text.oneOf(legal) : undefined;
  const element = of.elem !== undefined && of.elem in text.type ? text.type[of.elem as 'string'] : (of.elem ?? '…');
  const type = of.type === 'list' ? text.listOf(plain ?? element) : (plain ?? text.type[of.type]);
  const { range, min, max, regex, secret, deprecated }: Partial<Bounds> = of;
  const hasDefault = of.default !== undefined;
  return [
    type,
    ...(range && (range[0] !== null || range[1] !== null) ? [text.range(range[0], range[1])] : []),
    ...(min !== undefined || max !== undefined ? [text.length(min, max)] : []),
    ...(regex === undefined ? [] : [text.pattern(regex)]),
    ...(hasDefault
      ? [text.default(typeof of.default === 'string' ? of.default : stringifyJson(of.default as Json))]
      : []),
    ...(secret ? [text.secret] : []),
    ...(deprecated ? [text.deprecated] : []),
  ];
}

interface Bounds {
  readonly range: readonly [number | null, number | null];
  readonly min: number;
  readonly max: number;
  readonly regex: string;
  readonly secret: boolean;
  readonly deprecated: boolean;
}
