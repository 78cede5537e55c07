import { isArray, isJsonObject, type Json, stringifyJson } from '../json/json.ts';
import { isEmpty } from './cell.ts';
import { codeUnits, escapeHidden } from './sanitize.ts';
import type { Format } from './shown.ts';

/**
 * The answer as one line of JSON in which nothing empty stands: no null, no empty text, list or object. It has the shape
 * of the whole answer and costs a reader, or a model, the least.
 */
export const compactWriter: Format = (_subject, { terminal }) => {
  let between = '{"inventories":[';
  let isBegun = false;
  const text = (value: Json): string => {
    const json = stringifyJson(filled(value));
    return terminal ? escapeHidden(json, codeUnits) : json;
  };
  return {
    *rows(rows) {
      for (const value of rows.values()) {
        yield between + text(value);
        between = ',';
        isBegun = true;
      }
    },
    *end(rest) {
      if ('value' in rest) return yield `${text(rest.value)}\n`;
      const { inventories, ...others } = rest.envelope;
      if (!isBegun) return yield `${text(rest.envelope)}\n`;
      const more = text(others);
      yield `]${more === '{}' ? '' : `,${more.slice(1, -1)}`}}\n`;
    },
  };
};

/** A list keeps its length: only members of objects are left out. */
function filled(value: Json): Json {
  if (isArray(value)) return value.map((element) => filled(element));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(
    ([key, member]) => [key, member === undefined ? null : filled(member)] as const,
  );
  return Object.fromEntries(members.filter(([key, member]) => !isEmpty(member) || key === 'inventories'));
}
