import { isArray, isJsonObject, type Json } from './json/json.ts';
import type { Line } from './language/words.ts';
import type { Registry } from './registry/registry.ts';
import { mask, secretNames, secretSpans } from './secrets.ts';

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

/** Whether what that parameter is given must not be shown. */
export function isSecretParam(api: string, name: string, registry: Registry): boolean {
  const param = registry.api(api)?.params.find((each) => each.name === name);
  return secretName.test(name) || param?.secret === true;
}

const secretName = new RegExp(secretNames, 'i');
/** `"password": "…"`, also where the quotes are escaped. */
const secretMember = new RegExp(
  String.raw`(\w*(?:${secretNames})\w*\\?["']?\s*:\s*\\?["'])(?:[^"'\\]|\\(?!["']))+`,
  'gi',
);
/** `--password …` and `--token=…` of other programs. */
const secretOption = new RegExp(
  String.raw`(--?[\w-]*(?:${secretNames})[\w-]*(?:=| +))("[^"]*"|'[^']*'|[^\s"'|>-][^\s"'|>]*)`,
  'gi',
);
