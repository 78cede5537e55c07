import { CliError } from '../errors.ts';
import { isArray, isJsonObject, type Json, own, stringifyJson } from '../json/json.ts';
import { scanned } from '../language/scan.ts';
import { quoteWord } from '../language/words.ts';

/** Earlier results by number; `undefined` for one that is not there. */
export interface Earlier {
  /** Number of the latest, 0 where there is none. */
  readonly last: number;
  result(number: number): Json | undefined;
}

/**
 * Puts earlier results into a line: `$_` is the last, `$3` the third, `.name`, `[0]` and `[-1]` lead into it, `[]` to all
 * elements, which become a comma list. Single quotes and a backslash keep a `$` as it is. Throws `no-result` and
 * `no-such-part`.
 */
export function withResults(text: string, earlier: Earlier): string {
  let written = '';
  let from = 0;
  for (const { text: character, at, quote } of scanned(text)) {
    const found = character === '$' && quote !== "'" && at >= from ? reference.exec(text.slice(at)) : null;
    if (!found) continue;
    const end = at + found[0].length;
    const value = insertOf(found, earlier, { start: at, end });
    written +=
      text.slice(from, at) + (quote === '"' ? value.replace(/["\\]/g, (special) => `\\${special}`) : quoteWord(value));
    from = end;
  }
  return written + text.slice(from);
}

const reference = /^\$(_|\d+)((?:\.[A-Za-z_]\w*|\[-?\d*\])*)/;

function insertOf(
  [typed, which, path = '']: RegExpExecArray,
  earlier: Earlier,
  span: { readonly start: number; readonly end: number },
): string {
  const number = which === '_' ? earlier.last : Number(which);
  const result = earlier.result(number);
  if (result === undefined) throw new CliError('no-result', { number, last: earlier.last }, span);
  const steps: readonly string[] = path.match(/\.\w+|\[-?\d*\]/g) ?? [];
  const found = steps.reduce<readonly Json[]>(
    (values, step) => values.flatMap((value) => stepInto(value, step)),
    [result],
  );
  const many = steps.includes('[]');
  const [first] = found;
  if (first === undefined && !many) throw new CliError('no-such-part', { reference: typed }, span);
  return many ? found.map((value) => textOf(value)).join(',') : textOf(first as Json);
}

function stepInto(value: Json, step: string): readonly Json[] {
  const index = /^\[(-?\d*)\]$/.exec(step)?.[1];
  if (index === '') return isArray(value) ? value : [];
  const next =
    index === undefined
      ? isJsonObject(value)
        ? own(value, step.slice(1))
        : undefined
      : isArray(value)
        ? value.at(Number(index))
        : undefined;
  return next === undefined ? [] : [next];
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : stringifyJson(value);
}
