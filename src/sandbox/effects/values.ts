import type { Json } from '../reply.ts';

/** A parameter that is there and says something. */
export function text(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

export function texts(value: Json): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Objects of a list whose elements nobody has checked. */
export function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}
