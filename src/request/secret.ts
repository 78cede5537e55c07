import { isArray, isJsonObject, type Json, type JsonObject, own } from '../json/json.ts';
import type { Registry } from '../registry/registry.ts';
import { namesSecret } from '../registry/secret.ts';
import type { Described } from './reading.ts';
import { type Shape, shapeOf } from './shape.ts';

/** What stands in the place of a secret. */
export const mask = '***';

/** The keys that lead to a value within another one; of a list, its indexes. */
export type Place = readonly string[];

/** What is known of a value: perhaps nothing but the name of its parameter, member, field or key. */
export type Named = Pick<Described, 'name'> & { readonly secret?: boolean; readonly secretUri?: boolean };

/** Whether a text must not be shown: by what is known of it, or because a secret stands in it. */
export function isSecretText(of: Named, text: string): boolean {
  if (text === '' || text === 'null') return false;
  return (
    of.secret === true || namesSecret(of.name) || (of.secretUri === true && text.includes('@')) || holdsSecret(text)
  );
}

/** A tag `consolePassword::x`, JSON that has a key of such a name, a URL with a password. */
function holdsSecret(text: string): boolean {
  if (/\w:\/\/[^/?#\s:@]*:[^/?#\s]*@/.test(text)) return true;
  return [...text.matchAll(/([\w-]+)["']?\s*:|["']([\w.-]+)["']/g)].some(([, key, quoted]) =>
    namesSecret(key ?? quoted ?? ''),
  );
}

/** Where secrets stand in a value; the empty place is the value itself. */
export function secretPlaces(value: Json, of: Described, registry: Registry): readonly Place[] {
  return placesIn(value, of, shapeOf(of, registry), registry);
}

function placesIn(value: Json, of: Named, shape: Shape, registry: Registry): readonly Place[] {
  if (value === null || value === '' || typeof value === 'boolean') return [];
  if (of.secret || namesSecret(of.name)) return [[]];
  if (typeof value === 'string') return isSecretText(of, value) ? [[]] : [];
  const inner = shape.kind === 'list' || shape.kind === 'map' ? shape.of : any;
  if (isArray(value))
    return value.flatMap((element, at) =>
      placesIn(element, of, inner, registry).map((place) => [String(at), ...place]),
    );
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member = null]) => {
    const field = shape.kind === 'struct' ? shape.struct.fields.find(({ name }) => name === key) : undefined;
    const places = field
      ? placesIn(member, field, shapeOf(field, registry), registry)
      : placesIn(member, { name: key }, inner, registry);
    return places.map((place) => [key, ...place]);
  });
}

const any: Shape = { kind: 'any' };

/** The value with others in the place of its secrets. */
export function replacedAt(value: Json, places: readonly Place[], by: (secret: Json, place: Place) => Json): Json {
  return places.reduce((whole, place) => put(whole, place, (secret) => by(secret, place)), value);
}

function put(value: Json, [key, ...rest]: Place, by: (secret: Json) => Json): Json {
  if (key === undefined) return by(value);
  if (isArray(value)) return value.map((element, at) => (String(at) === key ? put(element, rest, by) : element));
  const member = isJsonObject(value) ? own(value, key) : undefined;
  // Not by assignment: a key may be `__proto__`.
  return member === undefined ? value : ({ ...(value as JsonObject), [key]: put(member, rest, by) } as JsonObject);
}
