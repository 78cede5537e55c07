import { CliError } from '../errors.ts';
import { readExpression } from '../json/jmespath.ts';
import { ExactNumber, isArray, isJsonObject, type Json } from '../json/json.ts';

/** A JMESPath expression ready to be used. Throws `bad-query` where it is none, or fails on a document. */
export async function searchOf(expression: string): Promise<(document: Json) => Json> {
  const refuse = (error: unknown): never => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError('bad-query', { expression, reason }, undefined, { cause: error });
  };
  const found = await readExpression(expression).catch(refuse);
  return (document) => {
    const doubles = new Doubles(document);
    try {
      return doubles.restored(found.search(doubles.lent(document)));
    } catch (error) {
      return refuse(error);
    }
  };
}

/**
 * JMESPath computes with doubles. Each number that has more digits travels as a double that no other number of the
 * document has, so near to it that the order stays, and gets its digits back where it comes out unchanged.
 */
class Doubles {
  readonly #texts = new Map<number, string>();
  readonly #doubles = new Map<string, number>();

  constructor(document: Json) {
    const texts = new Set<string>();
    const plain = new Set<number>();
    collect(document, texts, plain);
    for (const text of [...texts].sort(ascending)) {
      let double = Number(text);
      const isSame = digitsOf(text) === digitsOf(String(double));
      const isTaken = (): boolean => plain.has(double) || this.#texts.has(double);
      // A text like 5.0 differs from 5 in its spelling only, which may be lost; digits may not.
      if (!isSame) while (isTaken()) double = next(double);
      this.#doubles.set(text, double);
      if (!isTaken()) this.#texts.set(double, text);
    }
  }

  lent(value: Json): Json {
    if (this.#doubles.size === 0) return value;
    if (value instanceof ExactNumber) return this.#doubles.get(value.text) ?? Number(value.text);
    if (isArray(value)) return value.map((element) => this.lent(element));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.lent(member ?? null)]));
  }

  restored(value: Json | undefined): Json {
    if (typeof value === 'number') {
      const text = this.#texts.get(value);
      return text === undefined ? value : new ExactNumber(text);
    }
    if (isArray(value)) return value.map((element) => this.restored(element));
    if (!isJsonObject(value)) return value ?? null;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.restored(member)]));
  }
}

function collect(value: Json | undefined, texts: Set<string>, plain: Set<number>): void {
  if (value instanceof ExactNumber) texts.add(value.text);
  else if (typeof value === 'number') plain.add(value);
  else if (isArray(value)) for (const element of value) collect(element, texts, plain);
  else if (isJsonObject(value)) for (const member of Object.values(value)) collect(member, texts, plain);
}

function ascending(one: string, other: string): number {
  const difference = Number(one) - Number(other);
  if (difference !== 0 || !isInteger(one) || !isInteger(other)) return difference;
  return BigInt(one) < BigInt(other) ? -1 : 1;
}

function isInteger(text: string): boolean {
  return /^-?\d+$/.test(text);
}

/** Sign, digits without zeros at either end, and the power of ten of the last of them: equal for equal values. */
function digitsOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? '0' : `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

/** The next larger double. */
function next(double: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, double);
  view.setBigInt64(0, view.getBigInt64(0) + (double < 0 ? -1n : 1n));
  return view.getFloat64(0);
}
