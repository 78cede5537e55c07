import { CliError, type ExpectedValue } from '../errors.ts';
import { ExactNumber, isArray, isJsonObject, type Json, type JsonObject, numberOf } from '../json/json.ts';
import { nearest } from '../registry/near.ts';
import type { Struct } from '../registry/types.ts';
import { checkList, checkText, legalSpelling, shownValue } from './limits.ts';
import { memberPath } from './member.ts';
import { type Described, type Reading, readReference } from './reading.ts';
import { type Shape, shapeOf } from './shape.ts';

/**
 * Gives a value the shape that its parameter or member must have and holds it against what the registry states. Texts
 * become numbers and booleans where those are due. Everything wrong is added to the reading; the value then stays as it is.
 */
export function settle(value: Json, of: Described, path: string, reading: Reading): Json {
  return settleAs(shapeOf(of, reading.registry), value, of, path, reading);
}

function settleAs(shape: Shape, value: Json, of: Described, path: string, reading: Reading): Json {
  const refuse = (expected: ExpectedValue): Json => {
    if (value === '' && expected !== 'object' && expected !== 'map') {
      reading.errors.push(new CliError('empty-value', { name: path, what: 'string' }, reading.place(path)));
      return value;
    }
    const shown = shownValue(value, of, reading.registry);
    reading.errors.push(new CliError('bad-value', { name: path, value: shown, expected }, reading.place(path)));
    return value;
  };
  switch (shape.kind) {
    case 'any':
      return typeof value === 'string' ? settleText(value, of, path, reading) : value;
    case 'string':
      if (value === null || isArray(value) || isJsonObject(value)) return refuse('string');
      return settleText(String(value), of, path, reading);
    case 'int':
    case 'long': {
      const number = wholeNumber(value, shape.kind === 'int' ? 31n : 63n);
      if (number === undefined) return refuse(shape.kind);
      checkText(String(number), of, path, reading);
      return number;
    }
    case 'double': {
      const number = realNumber(value);
      if (number === undefined) return refuse('double');
      checkText(String(number), of, path, reading);
      return number;
    }
    case 'bool':
      if (!/^(?:true|false)$/i.test(String(value))) return refuse('bool');
      return String(value).toLowerCase() === 'true';
    case 'list':
      if (!isArray(value)) return refuse('list');
      checkList(value, of, path, reading);
      return value.map((element, index) => settleAs(shape.of, element, of, memberPath(path, index), reading));
    case 'map': {
      if (!isJsonObject(value)) return refuse(of.type === 'map' ? 'map' : 'object');
      const entries = Object.entries(value).map(([key, member]): [string, Json] => {
        const bare = { name: key, type: 'string' } as const;
        return [key, settleAs(shape.of, member ?? null, bare, memberPath(path, key), reading)];
      });
      return Object.fromEntries(entries);
    }
    case 'struct':
      return isJsonObject(value) ? settleStruct(shape.struct, value, path, reading) : refuse('object');
  }
}

/** A member that is null is left out, as the server does it itself. */
function settleStruct(struct: Struct, value: JsonObject, path: string, reading: Reading): JsonObject {
  const given = Object.entries(value).filter((entry): entry is [string, Json] => (entry[1] ?? null) !== null);
  const names = new Set(given.map(([name]) => name));
  const missing = struct.fields.filter(({ name, required }) => required && !names.has(name)).map(({ name }) => name);
  if (missing.length > 0)
    reading.errors.push(new CliError('missing-members', { name: path, names: missing }, reading.place(path)));
  const members = given.map(([name, member]): [string, Json] => {
    const field = struct.fields.find((field) => field.name === name);
    const inner = memberPath(path, name);
    if (field) return [name, settle(member, field, inner, reading)];
    const near = nearest(
      name,
      struct.fields.map((field) => field.name),
    );
    reading.errors.push(
      new CliError('unknown-member', { name: path, member: name, nearest: near }, reading.place(inner, 'name')),
    );
    return [name, member];
  });
  return Object.fromEntries(members);
}

function settleText(text: string, of: Described, path: string, reading: Reading): string {
  const kind = reading.registry.referenced(of);
  if (kind && text.startsWith('@')) {
    try {
      return readReference(text, kind, path, reading.place(path), reading);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      reading.errors.push(error);
      return text;
    }
  }
  const spelled = legalSpelling(text, of);
  checkText(spelled, of, path, reading);
  return spelled;
}

function wholeNumber(value: Json, bits: bigint): number | ExactNumber | undefined {
  const text = scalarText(value);
  if (text === undefined || !/^[+-]?\d+$/.test(text)) return undefined;
  const whole = BigInt(text.replace(/^\+/, ''));
  return whole >= -(2n ** bits) && whole < 2n ** bits ? numberOf(String(whole)) : undefined;
}

/** Keeps the digits where they are those of JSON. */
function realNumber(value: Json): number | ExactNumber | undefined {
  const text = scalarText(value);
  if (text === undefined || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined;
  if (!Number.isFinite(Number(text))) return undefined;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? numberOf(text) : Number(text);
}

function scalarText(value: Json): string | undefined {
  if (value instanceof ExactNumber) return value.text;
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
}
