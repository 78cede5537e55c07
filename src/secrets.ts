import type { Span } from './errors.ts';
import { isArray, isJsonObject, type Json, type JsonObject } from './json/json.ts';
import { readArgument } from './language/statement.ts';
import type { Line } from './language/words.ts';
import type { Registry } from './registry/registry.ts';
import type { ShownLine } from './report.ts';
import type { HttpRequest } from './request/request.ts';

/** What stands in the place of a secret. */
export const mask = '***';

/**
 * The line with the values of secret parameters masked: those that the registry marks, and everything whose name says
 * so, because the API may be mistyped.
 */
export function shownLine(line: Line, registry: Registry): ShownLine {
  const [verb, ...rest] = line.words;
  const api = (verb && registry.api(verb.text)) ?? (rest[0] && registry.api(rest[0].text));
  const isSecret = (name: string): boolean =>
    secretName.test(name) || (api?.params.some((param) => param.secret === true && param.name === name) ?? false);
  const hidden: Span[] = rest.flatMap((word) => {
    const argument = readArgument(word);
    return 'valueSpan' in argument && isSecret(argument.name) && argument.value !== '' ? [argument.valueSpan] : [];
  });
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

const secretName = /password|passwd|secret|credential|token|privatekey|sessionuuid/i;

function maskedAt(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined) return mask;
  if (isArray(value)) return value.map((element, index) => (String(index) === key ? maskedAt(element, rest) : element));
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: maskedAt(value[key] as Json, rest) } as JsonObject;
}
