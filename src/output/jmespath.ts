import { CliError } from '../errors.ts';
import { ExactNumber, isArray, isJsonObject, type Json, type JsonObject } from '../json/json.ts';

/** A JMESPath expression ready to be used. Throws `bad-query` where it is none, or fails on a document. */
export async function searchOf(expression: string): Promise<(document: Json) => Json> {
  const { search } = await import('@aws-lambda-powertools/jmespath');
  const run = (document: unknown): unknown => {
    try {
      return search(expression, document as Parameters<typeof search>[1]);
    } catch (error) {
      throw new CliError('bad-query', { expression, reason: reasonOf(error, expression) }, undefined, { cause: error });
    }
  };
  try {
    run({});
  } catch (error) {
    // An expression may be sound and still not fit an empty document.
    const { cause } = error as CliError;
    if (cause instanceof Error && /^(?:Lexer|Parse|EmptyExpression|IncompleteExpression|Unknown|Arity)/.test(cause.name)) throw error;
  }
  return (document) => {
    const doubles = new Doubles();
    return doubles.restored(run(doubles.lent(document)));
  };
}

/**
 * JMESPath computes with doubles. Each number that has more digits travels as a double that no other number of the
 * document has, so near to it that the order stays, and gets its digits back where it comes out unchanged.
 */
class Doubles {
  readonly #texts = new Map<number, string>();
  readonly #doubles = new Map<string, number>();

  lent(document: Json): unknown {
    const texts = new Set<string>();
    collect(document, texts);
    for (const text of [...texts].sort(ascending)) this.#lend(text);
    return this.#doubles.size === 0 ? document : replaced(document, (number) => this.#doubles.get(number.text));
  }

  restored(value: unknown): Json {
    if (typeof value === 'number') {
      const text = this.#texts.get(value);
      return text === undefined ? value : new ExactNumber(text);
    }
    if (Array.isArray(value)) return value.map((element) => this.restored(element));
    if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.restored(member)]));
  }

  #lend(text: string): void {
    let double = Number(text);
    while (this.#texts.has(double)) double = next(double);
    this.#texts.set(double, text);
    this.#doubles.set(text, double);
  }
}

function collect(value: Json | undefined, texts: Set<string>): void {
  if (value instanceof ExactNumber) texts.add(value.text);
  else if (isArray(value)) for (const element of value) collect(element, texts);
  else if (isJsonObject(value)) for (const member of Object.values(value)) collect(member, texts);
}

function replaced(value: Json | undefined, number: (exact: ExactNumber) => number | undefined): unknown {
  if (value instanceof ExactNumber) return number(value);
  if (isArray(value)) return value.map((element) => replaced(element, number));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, member]) => [key, replaced(member, number)]));
}

function ascending(one: string, other: string): number {
  const difference = Number(one) - Number(other);
  if (difference !== 0 || !/^-?\d+$/.test(one) || !/^-?\d+$/.test(other)) return difference;
  return BigInt(one) < BigInt(other) ? -1 : 1;
}

/** The next larger double. */
function next(double: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, double);
  view.setBigInt64(0, view.getBigInt64(0) + (double < 0 ? -1n : 1n));
  return view.getFloat64(0);
}

/** The library repeats the expression. */
function reasonOf(error: unknown, expression: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(` in expression: ${expression}`, '').replace(/^(?:Bad|Invalid) jmespath expression: /i, '');
}
