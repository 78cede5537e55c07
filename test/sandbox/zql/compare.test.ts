import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql } from '../../../src/sandbox/sql.ts';
import type { SqlValue } from '../../../src/sandbox/sqlite.ts';
import { type Column, compare, type Mode } from '../../../src/sandbox/zql/compare.ts';
import type { List, Literal, Operator } from '../../../src/sandbox/zql/syntax.ts';
import { openSeeded, type Seeded } from '../seeded.ts';

const kinds = { text: 'text', uuid: 'uuid', whole: 'integer', real: 'real', flag: 'boolean', time: 'time' } as const;

type Kinds = typeof kinds;

const values: { readonly [column in keyof Kinds]: readonly SqlValue[] } = {
  text: [
    'abc',
    'ABC',
    'abc ',
    ' abc',
    '',
    'é',
    'E',
    'ß',
    's',
    'a%b',
    'a_b',
    'a\\b',
    '0',
    '2abc',
    '中文',
    'ＡＢＣ',
    null,
  ],
  uuid: ['36c27e8ff05c4780bf6d2fa65700f22e', 'FF', null],
  whole: [0, 1, 2, -1, 10, 9007199254740993n, null],
  real: [0, 2, 2.5, -0.25, null],
  flag: [0, 1, null],
  time: ['2020-01-01 00:00:00', '2020-02-01 02:00:00', '1999-05-06 07:08:09', null],
};

const types: Readonly<Record<string, string>> = {
  uuid: 'TEXT COLLATE NOCASE',
  whole: 'INTEGER',
  real: 'REAL',
  flag: 'INTEGER',
};

let cloud: Seeded;
beforeAll(async () => {
  cloud = await openSeeded([]);
  await cloud.run((db) => {
    for (const [column, all] of Object.entries(values)) {
      db.run(`CREATE TABLE ${column} (value ${types[column] ?? 'TEXT'})`);
      for (const value of all) db.run(`INSERT INTO ${column} VALUES (?)`, [value]);
    }
  });
});
afterAll(() => cloud.close());

/** `'x'`, `5`, `true`, or several of them in parentheses. */
function literalOf(text: string): Literal | List {
  if (text.startsWith('(')) {
    const members = text.slice(1, -1).split(',');
    return { kind: 'list', values: members.map((member) => literalOf(member)) };
  }
  return { kind: text.startsWith("'") ? 'string' : /^[tf]/.test(text) ? 'boolean' : 'number', text };
}

/** The values that satisfy it. */
async function matches(column: keyof Kinds, operator: Operator, value: string, mode: Mode = 'faithful') {
  const of: Column = { text: 'value', kind: kinds[column], name: column };
  return cloud.run((db) => {
    const test = compare(of, operator, value === '' ? undefined : literalOf(value), mode);
    const { text, values: bound } = sql`SELECT value FROM ${raw(column)} WHERE ${test} ORDER BY rowid`;
    return db.all(text, bound).map((row) => row.value);
  });
}

/** As MariaDB 10.11 with utf8_general_ci answers. */
const cases: readonly (readonly [
  column: keyof Kinds,
  operator: Operator,
  value: string,
  expected: readonly SqlValue[],
])[] = [
  ['text', '=', "'abc'", ['abc', 'ABC', 'abc ']],
  ['text', '=', "'ABC  '", ['abc', 'ABC', 'abc ']],
  ['text', '=', "' abc'", [' abc']],
  ['text', '=', "''", ['']],
  ['text', '=', "'e'", ['é', 'E']],
  ['text', '=', "'S'", ['ß', 's']],
  ['text', '=', "'ss'", []],
  ['text', '=', "'ａｂｃ'", ['ＡＢＣ']],
  [
    'text',
    '=',
    '0',
    ['abc', 'ABC', 'abc ', ' abc', '', 'é', 'E', 'ß', 's', 'a%b', 'a_b', 'a\\b', '0', '中文', 'ＡＢＣ'],
  ],
  ['text', '=', '2', ['2abc']],
  ['text', '=', 'true', []],
  ['text', '>', "'s'", ['中文', 'ＡＢＣ']],
  ['text', '<', "'2'", [' abc', '', '0']],
  ['text', 'like', "'abc'", ['abc', 'ABC']],
  ['text', 'like', "'abc%'", ['abc', 'ABC', 'abc ']],
  ['text', 'like', "'É'", ['é', 'E']],
  ['text', 'like', "'a\\\\%b'", ['a%b']],
  ['text', 'like', "'a\\_b'", ['a_b']],
  ['text', 'like', "'a_b'", ['a%b', 'a_b', 'a\\b']],
  ['text', 'like', "'a\\\\\\\\b'", ['a\\b']],
  ['text', 'like', "'%\\\\'", []],
  ['text', 'like', "'__'", ['中文']],
  ['text', 'like', '0', ['0']],
  ['text', 'not like', "'%'", []],
  ['text', 'in', "('abc','中文')", ['abc', 'ABC', 'abc ', '中文']],
  ['text', 'in', "(2,'s')", ['ß', 's', '2abc']],
  ['text', 'not in', "('abc','e','s','')", [' abc', 'a%b', 'a_b', 'a\\b', '0', '2abc', '中文', 'ＡＢＣ']],
  ['text', 'is null', '', [null]],
  ['uuid', '=', "'36C27E8FF05C4780BF6D2FA65700F22E '", ['36c27e8ff05c4780bf6d2fa65700f22e']],
  ['uuid', 'in', "('ff')", ['FF']],
  ['uuid', 'like', "'%F%'", ['36c27e8ff05c4780bf6d2fa65700f22e', 'FF']],
  ['whole', '=', "'02'", [2]],
  ['whole', '=', "'2abc'", [2]],
  ['whole', '=', "'x'", [0]],
  ['whole', '=', "'9007199254740993'", [9007199254740993n]],
  ['whole', '>=', "'10GB'", [10, 9007199254740993n]],
  ['whole', '<', "'2.5'", [0, 1, 2, -1]],
  ['whole', '>', "'99999999999999999999'", []],
  ['whole', 'like', "'%1%'", [1, -1, 10, 9007199254740993n]],
  ['whole', 'like', "'_'", [0, 1, 2]],
  ['whole', 'in', "('1','x',10)", [0, 1, 10]],
  ['whole', 'not in', "('1')", [0, 2, -1, 10, 9007199254740993n]],
  ['whole', '!=', "'0'", [1, 2, -1, 10, 9007199254740993n]],
  ['real', '=', "'2.50'", [2.5]],
  ['real', 'like', "'2'", [2]],
  ['real', 'like', "'%.%'", [2.5, -0.25]],
  ['flag', '=', "'true'", [1]],
  ['flag', '=', "'FALSE'", [0]],
  ['flag', '!=', "'1'", [0]],
  ['flag', '=', 'true', [1]],
  ['flag', '=', "'2'", []],
  ['flag', '=', "'null'", [null]],
  ['flag', '!=', "'NULL'", [0, 1]],
  ['flag', 'like', "'true'", [1]],
  ['flag', 'in', "('true')", [0]],
  ['flag', 'in', '(true)', [1]],
  ['flag', 'not in', "('true')", [1]],
  ['time', '=', "'2020-01-01'", ['2020-01-01 00:00:00']],
  ['time', '>=', "'2020-01-01T00:00:01'", ['2020-02-01 02:00:00']],
  ['time', '=', "'garbage'", []],
  ['time', '!=', "'garbage'", ['2020-01-01 00:00:00', '2020-02-01 02:00:00', '1999-05-06 07:08:09']],
  ['time', '<', "'garbage'", []],
  ['time', '<', "'2020-02-31'", ['2020-01-01 00:00:00', '2020-02-01 02:00:00', '1999-05-06 07:08:09']],
  ['time', 'like', "'2020-02%'", ['2020-02-01 02:00:00']],
  ['time', '>', '20200101', ['2020-02-01 02:00:00']],
  ['time', 'in', "('2020-1-1','x')", ['2020-01-01 00:00:00']],
];

describe('a comparison', () => {
  it.each(cases)('%s %s %s', async (column, operator, value, expected) => {
    expect(await matches(column, operator, value)).toEqual(expected);
  });

  it('with a list longer than SQLite has parameters', async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => `'x${index}'`).join(',');
    expect(await matches('text', 'in', `(${many},'abc')`)).toEqual(['abc', 'ABC', 'abc ']);
    const numbers = Array.from({ length: 200 }, (_, index) => String(index + 100)).join(',');
    expect(await matches('whole', 'in', `(${numbers},9007199254740993)`)).toEqual([9007199254740993n]);
  });
});

describe('no comparison', () => {
  it.each([
    ['text', '=', ''],
    ['text', 'is null', "'x'"],
    ['text', 'in', "'x'"],
    ['text', '=', "('a','b')"],
    ['text', 'has', "('a')"],
    ['flag', '=', "'yes'"],
    ['flag', '=', "''"],
    ['flag', 'like', "'%true%'"],
  ] as const)('%s %s %s', async (column, operator, value) => {
    await expect(matches(column, operator, value)).rejects.toThrow(/unexpected token|SQL syntax/);
  });
});

describe('in a friendly cloud', () => {
  it.each([
    ['whole', '=', "'x'", 'the value[x] of the query condition on field[whole] is not a number'],
    ['whole', 'in', "('1','2x')", 'the value[2x] of the query condition on field[whole] is not a number'],
    ['time', '>', "'garbage'", 'the value[garbage] of the query condition on field[time] is not a time'],
    ['flag', 'in', "('yes')", 'the value[yes] of the query condition on field[flag] is not a number'],
  ] as const)('%s %s %s is refused', async (column, operator, value, text) => {
    await expect(matches(column, operator, value, 'friendly')).rejects.toThrow(text);
  });

  it('words in a list are booleans', async () => {
    expect(await matches('flag', 'in', "('true')", 'friendly')).toEqual([1]);
    expect(await matches('flag', 'not in', "('TRUE')", 'friendly')).toEqual([0]);
  });
});
