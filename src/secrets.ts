import type { Span } from './errors.ts';
import { isArray, isJsonObject, type Json, type JsonObject } from './json/json.ts';
import { type Argument, readArgument } from './language/statement.ts';
import { type Line, readLine, spanWithin, type Word } from './language/words.ts';
import type { Registry } from './registry/registry.ts';
import type { Api } from './registry/types.ts';
import type { ShownLine } from './report.ts';
import type { HttpRequest } from './request/request.ts';

/** What stands in the place of a secret. */
export const mask = '***';

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

/** Where in the line the values of secret parameters stand; `explain` takes a whole line as one word. */
export function secretSpans(line: Line, registry: Registry): readonly Span[] {
  const [verb, only, ...more] = line.words;
  const isWhole = verb?.text === 'explain' && only !== undefined && more.length === 0;
  if (!isWhole) return spansAmong(line.words, registry);
  return spansAmong(readLine(only.text).words, registry).map(({ start, end }) => spanWithin(only, start, end));
}

/** The API is the first word, or the second where a command comes first. */
function spansAmong(words: readonly Word[], registry: Registry): readonly Span[] {
  const [first, second] = words;
  const api = (first && registry.api(first.text)) ?? (second && registry.api(second.text));
  return words.flatMap((word) => {
    const argument = readArgument(word);
    return 'valueSpan' in argument && isSecret(api, argument) ? [argument.valueSpan] : [];
  });
}

/** The request as it may be shown: secrets of query and body masked. */
export function shownRequest(request: HttpRequest): HttpRequest {
  const { secrets, body, query } = request;
  if (secrets.length === 0) return request;
  return {
    ...request,
    query: query.map(([name, value]) => [name, secrets.includes(name) ? mask : value] as const),
    ...(body !== undefined && { body: secrets.reduce((masked, place) => maskedAt(masked, place.split('.')), body) }),
  };
}

/** Whether a value of that name is to be masked. */
export function isSecret(api: Api | undefined, { name, value }: Pick<Argument, 'name' | 'value'>): boolean {
  if (value === '') return false;
  const param = api?.params.find((each) => each.name === name);
  return secretName.test(name) || param?.secret === true || (param?.secretUri === true && value.includes('@'));
}

/** Parts of names by which a value is a secret, as a regular expression. */
export const secretNames =
  'password|passwd|secret|credential|token|privatekey|privkey|authkey|appkey|encryptkey|sm[34]key|psk|sessionuuid|sessionid|signature|requestip';
const secretName = new RegExp(secretNames, 'i');

/** Whether whatever stands under that name is not for everybody's eyes. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

function maskedAt(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined) return mask;
  if (isArray(value)) return value.map((element, index) => (String(index) === key ? maskedAt(element, rest) : element));
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: maskedAt(value[key] as Json, rest) } as JsonObject;
}
