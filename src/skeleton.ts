import type { Context } from './context.ts';
import { CliError } from './errors.ts';
import { paramWords } from './explain/param.ts';
import { isArray, isJsonObject, type Json, stringifyJson } from './json/json.ts';
import { readStatement } from './language/statement.ts';
import type { Line } from './language/words.ts';
import type { Registry } from './registry/registry.ts';
import { apiOf } from './request/build.ts';
import { type Blank, plainSkeleton, skeletonOf } from './request/skeleton.ts';
import type { PageText } from './text/pages.ts';

/** `--generate-input`: what an API takes, on stdout, ready to be filled in for `--input`. */
export async function showSkeleton(line: Line, format: 'yaml' | 'json', context: Context): Promise<void> {
  const { io } = context;
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
      : [`# ${api.name}`, ...yamlLines(blanks, await context.text.pages(), registry)].join('\n');
  await io.stdout.write(`${printed}\n`);
}

/** YAML 1.2, with what is known of each parameter beside it; what may be left out is a comment. */
export function yamlLines(blanks: readonly Blank[], text: PageText, registry: Registry): readonly string[] {
  const required = blanks.filter(({ required }) => required);
  const optional = blanks.filter(({ required }) => !required);
  return [
    ...required.flatMap((blank) => linesOf(blank, text, registry)),
    ...(optional.length === 0 ? [] : ['', `# ${text.optionalInput}`]),
    ...optional.flatMap((blank) => linesOf(blank, text, registry).map((line) => `#${line}`)),
  ];
}

function linesOf(blank: Blank, text: PageText, registry: Registry): readonly string[] {
  const { name, sample, members, of } = blank;
  const comment = `# ${paramWords(of, registry, text.param)}`;
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
