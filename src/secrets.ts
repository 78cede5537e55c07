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

/** Whether what that parameter is given must not be shown. */
export function isSecretParam(api: string, name: string, registry: Registry): boolean {
  return (
    secretName.test(name) ||
    (registry.api(api)?.params.some((param) => param.secret === true && param.name === name) ?? false)
  );
}

/** Where in the line the values of secret parameters stand. */
export function secretSpans(line: Line, registry: Registry): readonly Span[] {
  const [verb, ...rest] = line.words;
  const api = (verb && registry.api(verb.text)) ?? (rest[0] && registry.api(rest[0].text));
  const isSecret = (name: string): boolean =>
    secretName.test(name) || (api?.params.some((param) => param.secret === true && param.name === name) ?? false);
  return rest.flatMap((word) => {
    const argument = readArgument(word);
    return 'valueSpan' in argument && isSecret(argument.name) && argument.value !== '' ? [argument.valueSpan] : [];
  });
}

/**
 * The line as it may be kept: without the values of secret parameters, so that they are asked for when it is entered
 * again, and without what looks like a secret in JSON, in an address or after an option.
 */
export function withoutSecrets(line: Line, registry: Registry): string {
  let text = line.text;
  for (const { start, end } of secretSpans(line, registry).toReversed()) text = text.slice(0, start) + text.slice(end);
  return text
    .replace(secretMember, (_, name: string) => `${name}${mask}`)
    .replace(secretOption, (_, option: string) => option)
    .replace(/(:\/\/[^\s/:@'"]*):[^\s/@'"]+@/g, '$1@');
}

/** What the server answered as it may be kept: secret fields masked, and the uuid of a session, which is a key. */
export function maskedValue(value: Json, inSession = false): Json {
  if (isArray(value)) return value.map((element) => maskedValue(element, inSession));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isSecret = secretName.test(name) || (inSession && name === 'uuid');
      if (member === undefined || member === null || typeof member === 'boolean') return [name, member];
      return [name, isSecret && !isJsonObject(member) ? mask : maskedValue(member, inSession)];
    }),
  );
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

const secretNames =
  'password|passwd|secret|credential|token|privatekey|privkey|authkey|appkey|encryptkey|sm[34]key|psk|sessionuuid';
const secretName = new RegExp(secretNames, 'i');
/** `"password": "…"`, also where the quotes are escaped. */
const secretMember = new RegExp(
  String.raw`(\w*(?:${secretNames})\w*\\?["']?\s*:\s*\\?["'])(?:[^"'\\]|\\(?!["']))+`,
  'gi',
);
/** `--password …` and `--token=…` of other programs. */
const secretOption = new RegExp(String.raw`(--?[\w-]*(?:${secretNames})[\w-]*[ =]+)("[^"]*"|'[^']*'|[^\s"'|>]+)`, 'gi');

function maskedAt(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined) return mask;
  if (isArray(value)) return value.map((element, index) => (String(index) === key ? maskedAt(element, rest) : element));
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: maskedAt(value[key] as Json, rest) } as JsonObject;
}
