import { type Json, stringifyJson } from '../json/json.ts';
import { visibleJson } from './sanitize.ts';

/** One JSON value as it may stand there: a terminal gets escapes for what it must not act on. */
export function jsonFor({ isTerminal }: { readonly isTerminal: boolean }, value: Json, indent = 0): string {
  const text = stringifyJson(value, indent);
  return isTerminal ? visibleJson(text) : text;
}
