import { CliError, type ExpectedValue, type Span } from '../errors.ts';
import { type ExactNumber, isArray, isJsonObject, type Json, numberOf, parseJson } from '../json/json.ts';
import { nearest } from '../registry/near.ts';
import type { Param } from '../registry/types.ts';

/**
 * Turns typed text into the JSON value of a parameter. Nothing is evaluated: lists are comma-separated (`\,` for a comma)
 * or JSON, maps and objects are JSON.
 */
export function readValue(param: Param, text: string, span: Span): Json {
  return readAs(param.type, param, text, span);
}

function readAs(type: Param['type'], param: Param, text: string, span: Span): Json {
  const refuse = (expected: ExpectedValue): never => {
    throw new CliError('bad-value', { name: param.name, value: text, expected }, span);
  };
  switch (type) {
    case 'string':
      checkListed(param, text, span);
      return text;
    case 'int':
      return wholeNumber(text, -(2n ** 31n), 2n ** 31n - 1n) ?? refuse('int');
    case 'long':
      return wholeNumber(text, -(2n ** 63n), 2n ** 63n - 1n) ?? refuse('long');
    case 'double':
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : refuse('double');
    case 'bool':
      if (!/^(?:true|false)$/i.test(text)) return refuse('bool');
      return text.toLowerCase() === 'true';
    case 'list':
      return readList(param, text, span);
    case 'map':
    case 'object': {
      const value = jsonOf(text);
      return isJsonObject(value) ? value : refuse(type);
    }
  }
}

function readList(param: Param, text: string, span: Span): readonly Json[] {
  if (/^\s*\[/.test(text)) {
    const value = jsonOf(text);
    if (!isArray(value)) throw new CliError('bad-value', { name: param.name, value: text, expected: 'list' }, span);
    return value;
  }
  if (text === '') return [];
  const type = elementType(param.elem);
  return splitList(text).map((element) => readAs(type, param, element, span));
}

/** Splits at commas that no backslash precedes. */
export function splitList(text: string): readonly string[] {
  return text.split(/(?<!\\),/).map((piece) => piece.replaceAll('\\,', ','));
}

function elementType(elem: string | undefined): Param['type'] {
  if (elem === 'int' || elem === 'long' || elem === 'double' || elem === 'bool') return elem;
  return elem === undefined || elem === 'string' ? 'string' : 'object';
}

function checkListed(param: Param, text: string, span: Span): void {
  const { name, values } = param;
  if (!values || values.some((legal) => legal.toLowerCase() === text.toLowerCase())) return;
  throw new CliError('not-one-of', { name, value: text, values, nearest: nearest(text, values) }, span);
}

function wholeNumber(text: string, least: bigint, most: bigint): number | ExactNumber | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text);
  return value >= least && value <= most ? numberOf(String(value)) : undefined;
}

function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
