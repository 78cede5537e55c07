import { CliError, type Span } from './errors.ts';
import { isArray, isJsonObject, type Json, stringifyJson } from './json/json.ts';
import { type Argument, readArgument } from './language/statement.ts';
import { type Line, readLine, spanWithin, type Word } from './language/words.ts';
import type { Registry } from './registry/registry.ts';
import { namesSecret } from './registry/secret.ts';
import type { Api } from './registry/types.ts';
import type { ShownLine } from './report.ts';
import type { Built } from './request/build.ts';
import { hiddenIn } from './request/hidden.ts';
import { memberOf } from './request/member.ts';
import type { HttpRequest } from './request/request.ts';
import { isSecretText, mask, replacedAt } from './request/secret.ts';
import { memberField } from './request/shape.ts';
import { paramsOf } from './request/target.ts';

/**
 * The line with the values of secret parameters masked: those that the registry marks, and everything whose name says
 * so, because the API may be mistyped.
 */
export function shownLine(line: Line, registry: Registry): ShownLine {
  const hidden = secretSpans(line, registry);
  let text = '';
  let at = 0;
  for (const { start, end } of hidden) {
    text += line.text.slice(at, start) + mask;
    at = end;
  }
  text += line.text.slice(at);
  const place = (index: number): number => {
    let shift = 0;
    for (const { start, end } of hidden) {
      if (index >= end) shift += mask.length - (end - start);
      else if (index > start) return start + shift;
    }
    return index + shift;
  };
  return { text, span: ({ start, end }) => ({ start: place(start), end: place(end) }) };
}

/** Where in the line the values of secret parameters stand; `explain` and `watch` take a whole line as one word. */
export function secretSpans(line: Line, registry: Registry): readonly Span[] {
  const [verb, only, ...more] = line.words;
  const isWhole = /^(?:explain|watch)$/.test(verb?.text ?? '') && only !== undefined && more.length === 0;
  if (!isWhole) return spansAmong(line.words, registry);
  return spansAmong(readLine(only.text).words, registry).map(({ start, end }) => spanWithin(only, start, end));
}

/** The API is the first word, or the second where a command comes first. */
function spansAmong(words: readonly Word[], registry: Registry): readonly Span[] {
  const [first, second] = words;
  const api = (first && registry.api(first.text)) ?? (second && registry.api(second.text));
  return words.flatMap((word) => {
    const argument = readArgument(word);
    if (argument instanceof Error) return unreadSecret(word);
    return isSecret(argument, api, registry) ? [argument.valueSpan] : [];
  });
}

/** What follows the name of a secret in a word that is no assignment, because its operator is none. */
function unreadSecret(word: Word): readonly Span[] {
  const [name = ''] = /^[\w.]+(?=\W)/.exec(word.text) ?? [];
  return namesSecret(name) ? [spanWithin(word, name.length, word.text.length)] : [];
}

/** The request as it may be shown: secrets of query and body masked. */
export function shownRequest(request: HttpRequest): HttpRequest {
  const { secrets, body, query, shown } = request;
  if (shown) return shown;
  if (secrets.length === 0) return request;
  const hidden = new Set(secrets.map(([name]) => name));
  return {
    ...request,
    query: query.map(([name, value]) => [name, hidden.has(name) ? mask : value] as const),
    ...(body !== undefined && { body: replacedAt(body, secrets, () => mask) }),
  };
}

/** What a server said of a request, without the secrets that it repeats. */
export function withoutSecrets(error: unknown, built: Built): unknown {
  const hidden = secretTexts(built);
  if (hidden.length === 0 || !(error instanceof CliError)) return error;
  const open = (text: string): string => hidden.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
  const facts = JSON.parse(JSON.stringify(error.facts), (_, fact) => (typeof fact === 'string' ? open(fact) : fact));
  return new CliError(error.code, facts, error.span, { cause: error.cause });
}

/** Every secret text of a request, as it may come back; what is very short would be found anywhere. */
function secretTexts({ request: { body = null, query, secrets }, asked }: Built): readonly string[] {
  const names = new Set(secrets.map(([name]) => name));
  const texts = query.flatMap(([name, value]) => (names.has(name) ? [value] : []));
  replacedAt(body, secrets, (secret) => {
    texts.push(...textsIn(secret));
    return secret;
  });
  return [...texts, ...(asked ? hiddenIn(asked.query) : []).map(({ value }) => value)]
    .flatMap((text) => [text, text.replaceAll("'", "''"), text.trim(), text.replace(/^%|%$/g, '')])
    .flatMap((text) => [stringifyJson(stringifyJson(text)).slice(3, -3), stringifyJson(text).slice(1, -1), text])
    .filter((text) => text.length > 3);
}

function textsIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap((element) => textsIn(element));
  if (isJsonObject(value)) return Object.values(value).flatMap((member = null) => textsIn(member));
  return typeof value === 'string' ? [value] : [];
}

/** Whether the value of an argument is to be masked. */
export function isSecret(
  { name, value }: Pick<Argument, 'name' | 'value'>,
  api: Api | undefined,
  registry: Registry,
): boolean {
  const { root = name, steps = [] } = memberOf(name) ?? {};
  const keys = [root, ...steps.flatMap(({ key }) => (typeof key === 'string' ? key : []))];
  const param = api && paramsOf(api).find((each) => each.name === root);
  const member = (param && memberField(param, steps, registry)) ?? { name: keys.at(-1) ?? name };
  return value !== '' && (keys.some((key) => namesSecret(key)) || isSecretText(member, value));
}
