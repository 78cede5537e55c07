import { isArray, isJsonObject, type Json, type JsonObject } from '../json/json.ts';
import { toldOf } from './result.ts';

/** A part of an answer: rows side by side in a table, or one object as a listing of names and values. */
export type Section =
  | { readonly kind: 'rows'; readonly title: string; readonly rows: readonly JsonObject[] }
  | { readonly kind: 'object'; readonly title: string; readonly object: JsonObject };

/**
 * The parts of an envelope: each list is a table, each object a listing, and what remains, such as `total`, is one
 * listing at the end. Success alone and empty values are no part.
 */
export function sectionsOf(envelope: JsonObject): readonly Section[] {
  const entries = toldOf(envelope);
  const sections = entries.flatMap(([title, value]) => sectionOf(title, value) ?? []);
  const rest = entries.filter(([title, value]) => !sectionOf(title, value));
  return rest.length > 0 ? [...sections, { kind: 'object', title: '', object: Object.fromEntries(rest) }] : sections;
}

function sectionOf(title: string, value: Json): Section | undefined {
  if (isJsonObject(value)) return { kind: 'object', title, object: value };
  if (!isArray(value)) return undefined;
  if (value.every((element) => isJsonObject(element))) return { kind: 'rows', title, rows: value };
  return { kind: 'rows', title: '', rows: value.map((element) => ({ [title]: element })) };
}
