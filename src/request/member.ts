import type { Json, JsonObject } from '../json/json.ts';
import { isArray, isJsonObject, own } from '../json/json.ts';

/** The key of an object or the index of a list, and where it stands in the name that was typed. */
export interface Step {
  readonly key: string | number;
  readonly at: number;
  readonly length: number;
}

/** A name such as `rules[0].protocol`: the parameter and the way into its value. */
export interface MemberName {
  readonly root: string;
  readonly steps: readonly Step[];
}

/**
 * Splits a name at its dots and brackets; `["a.b"]` is a key with a dot in it. Undefined where brackets do not fit or a
 * step is empty.
 */
export function memberOf(name: string): MemberName | undefined {
  const root = /^[^.[\]]*/.exec(name)?.[0] ?? '';
  const steps: Step[] = [];
  let at = root.length;
  while (at < name.length) {
    stepToken.lastIndex = at;
    const found = stepToken.exec(name);
    if (!found) return undefined;
    const { index, quoted, key } = found.groups as Record<string, string | undefined>;
    const step = index === undefined ? (key ?? textOf(quoted as string)) : Number(index);
    if (step === undefined) return undefined;
    steps.push({ key: step, at, length: found[0].length });
    at += found[0].length;
  }
  return root === '' ? undefined : { root, steps };
}

/** As `memberOf` reads it back: `rules`, `0` is `rules[0]`. */
export function memberPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return /^[^.[\]]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** A value with another one put at that place; undefined where something that is there has no such place. */
export function put(into: Json | undefined, [step, ...rest]: readonly Step[], value: Json): Json | undefined {
  if (step === undefined) return value;
  const { key } = step;
  if (typeof key === 'number') {
    if (into !== undefined && !isArray(into)) return undefined;
    const inner = put(into?.[key], rest, value);
    const list = into ?? [];
    // A list grows by one: it has no gaps.
    if (inner === undefined || key > list.length) return undefined;
    return list.toSpliced(key, 1, inner);
  }
  if (into !== undefined && !isJsonObject(into)) return undefined;
  const inner = put(into && own(into, key), rest, value);
  return inner === undefined ? undefined : ({ ...into, [key]: inner } as JsonObject);
}

function textOf(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

const stepToken = /\.(?<key>[^.[\]]+)|\[(?:(?<index>\d{1,6})|(?<quoted>"(?:[^"\\]|\\.)*"))\]/y;
