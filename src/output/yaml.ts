import { ExactNumber, isArray, isJsonObject, type Json, stringifyJson } from '../json/json.ts';
import { coalesced } from './chunks.ts';
import { codeUnits, escapeHidden } from './sanitize.ts';
import type { Format } from './shown.ts';

/**
 * The answer as YAML 1.2 that a YAML 1.1 reader understands alike, a row at a time. A text that any reader could take
 * for something else stands in double quotes, with the escapes of JSON.
 */
export const yamlWriter: Format = () => {
  let isBegun = false;
  return {
    *rows(rows) {
      if (rows.count === 0) return;
      if (!isBegun) yield 'inventories:\n';
      isBegun = true;
      yield* coalesced(rows.values().map((value) => `  - ${blockOf(value, '    ')}\n`));
    },
    *end(rest) {
      if ('value' in rest) return yield `${blockOf(rest.value, '')}\n`;
      const { inventories, ...others } = rest.envelope;
      const left = isBegun ? others : rest.envelope;
      if (!isBegun || Object.keys(left).length > 0) yield `${blockOf(left, '')}\n`;
    },
  };
};

/** The lines of a value, the first without its margin and the last without its end. */
function blockOf(value: Json, margin: string): string {
  if (isArray(value) && value.length > 0)
    return value.map((element) => `- ${blockOf(element, `${margin}  `)}`).join(`\n${margin}`);
  if (!isJsonObject(value)) return scalarOf(value);
  const members = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  if (members.length === 0) return '{}';
  return members.map(([key, member]) => `${textOf(key)}:${memberOf(member, margin)}`).join(`\n${margin}`);
}

function memberOf(value: Json, margin: string): string {
  const isNested = (isArray(value) && value.length > 0) || (isJsonObject(value) && Object.keys(value).length > 0);
  if (!isNested) return ` ${scalarOf(value)}`;
  const inner = `${margin}  `;
  return `\n${inner}${blockOf(value, inner)}`;
}

function scalarOf(value: Json): string {
  if (typeof value === 'string') return textOf(value);
  if (value instanceof ExactNumber) return value.text;
  return isJsonObject(value) ? '{}' : stringifyJson(value);
}

function textOf(text: string): string {
  if (plain.test(text) && !taken.test(text)) return text;
  return escapeHidden(JSON.stringify(text), codeUnits);
}

/** Letters and what cannot be mistaken for a sign of YAML, a blank only between them. */
const plain = /^[\p{L}_/][\p{L}\p{N}_./+@%()=-]*(?: [\p{L}\p{N}_./+@%()=-]+)*$/u;
/** Words that are no text to some reader. */
const taken = /^(?:y|n|yes|no|on|off|true|false|null|\.?nan|\.?inf)$/i;
