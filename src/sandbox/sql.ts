import type { SqlValue } from './sqlite.ts';

/** A piece of SQL and the values of its parameters. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** SQL out of pieces and of values, which become parameters. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | SqlValue)[]): Sql {
  const pieces = parts.map((part) => (isSql(part) ? part : { text: '?', values: [part] }));
  return {
    text: strings.map((string, index) => string + (pieces[index]?.text ?? '')).join(''),
    values: pieces.flatMap(({ values }) => values),
  };
}

/** Text that is SQL already: names and operators, never what somebody typed. */
export function raw(text: string): Sql {
  return { text, values: [] };
}

export function joined(parts: readonly Sql[], separator: string): Sql {
  return {
    text: parts.map(({ text }) => text).join(separator),
    values: parts.flatMap(({ values }) => values),
  };
}

/** All of them; none is true. */
export function allOf(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? raw('1') : joined(parts, ' AND ');
}

function isSql(part: Sql | SqlValue): part is Sql {
  return typeof part === 'object' && part !== null;
}
