import { isArray, isJsonObject, type Json, own } from '../json/json.ts';
import type { Choice, Choices } from './editor/state.ts';
import type { Earlier } from './references.ts';

/** An earlier result as it may be offered. */
export interface Offered {
  readonly number: number;
  readonly line: string;
}

/** What may stand where a reference to a result is being typed: `$`, `$3.inv`, `$_.inventories[0].`; `undefined` elsewhere. */
export function resultChoices(
  text: string,
  cursor: number,
  earlier: Earlier,
  offered: () => readonly Offered[],
): Choices | undefined {
  const [whole, which = '', steps = '', last = ''] = reference.exec(text.slice(0, cursor)) ?? [];
  if (whole === undefined) return undefined;
  const choices = (from: number, candidates: readonly Choice[]): Choices => ({
    ...{ from, to: cursor, candidates },
    insert: (choice) => choice.text,
  });
  if (steps === '' && last === '') {
    const numbers = offered().map(({ number, line }) => choice(`$${number}`, line));
    const all = numbers.length > 0 ? [choice('$_', numbers.at(-1)?.what ?? ''), ...numbers.toReversed()] : [];
    return choices(
      cursor - whole.length,
      all.filter(({ text: name }) => name.startsWith(`$${which}`)),
    );
  }
  const value = valueAt(earlier.result(which === '_' ? earlier.last : Number(which)), steps);
  const typed = last.slice(1);
  if (last.startsWith('[')) {
    const count = isArray(value) ? Math.min(value.length, most) : 0;
    const indexes = ['[]', ...Array.from({ length: count }, (_, at) => `[${at}]`)];
    return choices(
      cursor - last.length,
      indexes.filter((index) => index.startsWith(last)).map((index) => choice(index, '')),
    );
  }
  const names = isJsonObject(value) ? Object.keys(value) : [];
  return choices(
    cursor - typed.length,
    names.filter((name) => name.startsWith(typed)).map((name) => choice(name, '', typed.length)),
  );
}

const reference = /\$(_|\d*)((?:\.[A-Za-z_]\w*(?=[.[])|\[-?\d*\])*)(\.\w*|\[\d*)?$/;
const most = 20;

function choice(text: string, what: string, matched = 0): Choice {
  return { text, what, group: 'values', kind: 'result', matched: Array.from({ length: matched }, (_, at) => at) };
}

function valueAt(value: Json | undefined, steps: string): Json | undefined {
  return (steps.match(/\.\w+|\[-?\d*\]/g) ?? []).reduce<Json | undefined>((at, step) => {
    const index = /^\[(-?\d*)\]$/.exec(step)?.[1];
    if (index === undefined) return isJsonObject(at) ? own(at, step.slice(1)) : undefined;
    return isArray(at) ? at.at(Number(index || 0)) : undefined;
  }, value);
}
