import { ExactNumber, type Json, stringifyJson } from '../json/json.ts';
import { isEmpty } from './cell.ts';
import { timeOf } from './human.ts';
import { valueAt } from './project.ts';

/**
 * The rows in the order of `col,-col`, `-` meaning descending: numbers by their value with every digit, dates of the
 * server by their time, texts by their characters. What is empty comes last; rows that are equal keep their order.
 */
export function sorted(rows: readonly Json[], by: string): readonly Json[] {
  const keys = by
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => ({ name: name.replace(/^[-+]/, ''), sign: name.startsWith('-') ? -1 : 1 }));
  const placed = rows.map((row) => ({ row, values: keys.map(({ name }) => keyOf(valueAt(row, name))) }));
  placed.sort((one, other) => {
    for (const [at, { sign }] of keys.entries()) {
      const order = compare(one.values[at] as Key, other.values[at] as Key, sign);
      if (order !== 0) return order;
    }
    return 0;
  });
  return placed.map(({ row }) => row);
}

/** Values of one class compare with each other; the classes follow each other in this order. */
type Key =
  | { readonly class: 0; readonly value: number | ExactNumber }
  | { readonly class: 1; readonly value: number }
  | { readonly class: 2; readonly value: string }
  | { readonly class: 3 };

function keyOf(value: Json | undefined): Key {
  if (isEmpty(value) || value === undefined || value === null) return { class: 3 };
  if (typeof value === 'number' || value instanceof ExactNumber) return { class: 0, value };
  if (typeof value === 'boolean') return { class: 0, value: Number(value) };
  if (typeof value !== 'string') return { class: 2, value: stringifyJson(value) };
  const time = looksLikeDate.test(value) ? timeOf(value) : undefined;
  return time === undefined ? { class: 2, value } : { class: 1, value: time };
}

function compare(one: Key, other: Key, sign: number): number {
  if (one.class === 3 || other.class === 3) return one.class - other.class;
  if (one.class !== other.class) return sign * (one.class - other.class);
  if (one.class === 2 || other.class === 2) {
    const [left, right] = [one.value as string, other.value as string];
    return left === right ? 0 : left < right ? -sign : sign;
  }
  return sign * compareNumbers(one.value, other.value as number | ExactNumber);
}

function compareNumbers(one: number | ExactNumber, other: number | ExactNumber): number {
  const [left, right] = [Number(one), Number(other)];
  if (left !== right) return left < right ? -1 : 1;
  const [whole, second] = [String(one), String(other)];
  if (!integer.test(whole) || !integer.test(second)) return 0;
  const difference = BigInt(whole) - BigInt(second);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const integer = /^-?\d+$/;
const looksLikeDate = /^(?:[A-Z][a-z]{2} \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2}[T ]\d{2}:)/;
