import { isArray, isJsonObject, type Json } from './json/json.ts';
import { type Line, quoteWord, readLine, type Word } from './language/words.ts';
import type { Registry } from './registry/registry.ts';
import { secretNames } from './registry/secret.ts';
import { mask } from './request/secret.ts';
import { secretSpans } from './secrets.ts';

/**
 * The line as it may be kept: without the values of secret parameters, so that they are asked for when it is entered
 * again, and without what looks like a secret in JSON, in an address or after an option.
 */
export function withoutSecrets(line: Line, registry: Registry): string {
  const inner = line.words.map((word) => ({ word, kept: withoutInner(word, registry) }));
  const spans = [
    ...secretSpans(line, registry).map((span) => ({ ...span, text: '' })),
    // The line that an alias or a saved query stands for begins further behind.
    ...secretSpans({ ...line, words: fromApi(line, registry) }, registry).map((span) => ({ ...span, text: '' })),
    ...inner.flatMap(({ word, kept }) => (kept === word.raw ? [] : [{ start: word.start, end: word.end, text: kept }])),
  ].sort((one, other) => other.start - one.start || other.end - one.end);
  let text = line.text;
  let last = Number.POSITIVE_INFINITY;
  for (const { start, end, text: kept } of spans) {
    if (end > last) continue;
    text = text.slice(0, start) + kept + text.slice(end);
    last = start;
  }
  return text
    .replace(secretMember, (_, name: string) => `${name}${mask}`)
    .replace(secretOption, (_, option: string) => option)
    .replace(/(:\/\/[^\s/:@'"]*):[^\s/@'"]+@/g, '$1@');
}

function fromApi({ words }: Line, registry: Registry): Line['words'] {
  const at = words.findIndex(({ text }, index) => index < mostBefore && registry.api(text) !== undefined);
  return at < 0 ? [] : words.slice(at);
}

/** A word that holds a line of its own: `up='LogInByAccount password=…'`. */
function withoutInner(word: Word, registry: Registry): string {
  const [, name = '', body = ''] = /^([\w-]*=)?(\S+\s[\s\S]*)$/.exec(word.text) ?? [];
  if (body === '' || !/['"\\]/.test(word.raw)) return word.raw;
  const kept = withoutSecrets(readLine(body), registry);
  return kept === body ? word.raw : quoteWord(name + kept);
}

/** Words that may stand before the API: `query save name`. */
const mostBefore = 5;

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
