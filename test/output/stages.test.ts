import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExactNumber, type Json, type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts';
import { rowsOf } from '../../src/json/rows.ts';
import { type FormatName, formatNames } from '../../src/output/format.ts';
import { limited } from '../../src/output/limit.ts';
import { projected, projectedSubject, readColumns } from '../../src/output/project.ts';
import { searchOf } from '../../src/output/search.ts';
import type { Rest, Writer } from '../../src/output/shown.ts';
import { sorted } from '../../src/output/sort.ts';
import { searching, sorting } from '../../src/output/stages.ts';
import { writers } from '../../src/output/writers.ts';
import { backup, kind, pipe } from './shown.ts';

const jsonl = (): Writer => writers.jsonl({}, pipe);

/** Rows come in two batches, then the rest. */
async function textOf(writer: Writer, rows: readonly Json[], rest: Rest = { envelope: { inventories: [] } }) {
  const half = Math.ceil(rows.length / 2);
  let text = '';
  for (const batch of [rows.slice(0, half), rows.slice(half)].filter(({ length }) => length > 0)) {
    for await (const chunk of writer.rows(rowsOf(batch))) text += Buffer.from(chunk).toString();
  }
  for await (const chunk of writer.end(rest)) text += Buffer.from(chunk).toString();
  return text;
}

describe('--columns', () => {
  const row = { a: 1, b: { c: 2, d: [{ e: 3 }, { e: 4 }] }, 'x.y': 5, z: null };
  test.each([
    ['a', '{"a":1}'],
    ['z,a,nothing', '{"z":null,"a":1,"nothing":null}'],
    ['b.c', '{"b.c":2}'],
    ['b.d.e', '{"b.d.e":[3,4]}'],
    ['x.y', '{"x.y":5}'],
    ['-b,-x.y', '{"a":1,"z":null}'],
    ['-b.c,-z,-b.d.e,-x.y', '{"a":1,"b":{"d":[{},{}]}}'],
    ['a,b,-b.d', '{"a":1,"b":{"c":2}}'],
    [' a , ,-', '{"a":1}'],
  ])('%s', async (columns, line) => {
    expect(await textOf(projected(jsonl(), readColumns(columns)), [row])).toBe(`${line}\n`);
    expect(await textOf(projected(jsonl(), readColumns(columns)), [], { envelope: { inventory: row } })).toBe(
      `${line}\n`,
    );
    expect(await textOf(projected(jsonl(), readColumns(columns)), [], { value: [row] })).toBe(`${line}\n`);
  });

  test('decide the order of a table, and leave nothing out', async () => {
    const columns = readColumns('size,name');
    const table = writers.table(projectedSubject({ inventory: kind('DatabaseBackup') }, columns), pipe);
    expect(await textOf(projected(table, columns), [backup(2)])).toBe(
      'size  name\n────────────────────\n   5  before upgrade\n',
    );
  });

  test('keep odd names apart', async () => {
    const odd = parseJson('{"__proto__":{"a":1},"constructor":2}') as JsonObject;
    expect(await textOf(projected(jsonl(), readColumns('__proto__,constructor,toString')), [odd])).toBe(
      '{"__proto__":{"a":1},"constructor":2,"toString":null}\n',
    );
  });
});

describe('--sort', () => {
  const by = (keys: string, rows: readonly JsonObject[]): readonly Json[] =>
    sorted(rows, keys).map((row) => (row as JsonObject).id ?? null);
  test.each<[string, readonly Json[], readonly number[]]>([
    ['numbers', [10, 9, 100], [1, 0, 2]],
    [
      'every digit',
      [new ExactNumber('9007199254740993'), 9007199254740992, new ExactNumber('9007199254740990.5')],
      [2, 1, 0],
    ],
    ['texts by their characters', ['b', 'B', 'a', '10', '9'], [3, 4, 1, 2, 0]],
    [
      'dates of the server',
      ['Feb 1, 2026 1:00:00 AM', 'Jan 31, 2026 12:30:00 PM', 'Jan 31, 2026 12:30:00 AM'],
      [2, 1, 0],
    ],
    ['booleans', [true, false], [1, 0]],
    ['lists and objects by their text', [{ a: new ExactNumber('2.50') }, { a: new ExactNumber('1.50') }], [1, 0]],
    ['what is empty last', ['', 'b', null, 'a', []], [3, 1, 0, 2, 4]],
    ['numbers before texts', ['a', 1], [1, 0]],
  ])('%s', (_, values, order) => {
    expect(
      by(
        'v',
        values.map((v, id) => ({ v, id })),
      ),
    ).toEqual(order);
  });

  test('downwards leaves what is empty at the end', () => {
    expect(
      by(
        '-v',
        [null, 1, 2, ''].map((v, id) => ({ v, id })),
      ),
    ).toEqual([2, 1, 0, 3]);
  });

  test('is stable and takes several columns, joined ones too', () => {
    const rows = Array.from({ length: 300 }, (_, id) => ({ id, a: id % 3, b: { c: id % 2 } }));
    const expected = rows.toSorted((x, y) => y.a - x.a || x.b.c - y.b.c || x.id - y.id).map(({ id }) => id);
    expect(by('-a,b.c', rows)).toEqual(expected);
  });

  test('sorts rows that came in pieces, and the list of any answer', async () => {
    const rows = [3, 1, 2].map((n) => ({ n }));
    const text = '{"n":1}\n{"n":2}\n{"n":3}\n';
    expect(await textOf(sorting(jsonl(), 'n'), rows)).toBe(text);
    expect(await textOf(sorting(jsonl(), 'n'), [], { envelope: { values: rows } })).toBe(text);
    expect(await textOf(sorting(jsonl(), 'n'), [], { envelope: { total: 3 } })).toBe('{"total":3}\n');
  });
});

describe('--query', () => {
  const rows = [
    { name: 'a', size: new ExactNumber('9223372036854775807'), rate: new ExactNumber('1.10') },
    { name: 'b', size: new ExactNumber('9223372036854775806'), rate: 5 },
    { name: 'c', size: 5, rate: new ExactNumber('5.0') },
  ];
  const ask = async (expression: string): Promise<string> =>
    textOf(searching(writers.json({}, { ...pipe }), await searchOf(expression)), rows, {
      envelope: { inventories: [], total: 3 },
    });

  test.each([
    ['inventories[0].name', '"a"\n'],
    ['total', '3\n'],
    ['inventories[].size', '[\n  9223372036854775807,\n  9223372036854775806,\n  5\n]\n'],
    ['sort_by(inventories, &size)[].name', '[\n  "c",\n  "b",\n  "a"\n]\n'],
    ['max_by(inventories, &size).size', '9223372036854775807\n'],
    ['inventories[?size > `5`].name | [-1]', '"b"\n'],
    ['inventories[0].{n: name, r: rate}', '{\n  "n": "a",\n  "r": 1.10\n}\n'],
    ['inventories[2].rate', '5\n'],
    ['nothing', 'null\n'],
    ['length(inventories)', '3\n'],
  ])('%s', async (expression, text) => {
    expect(await ask(expression)).toBe(text);
  });

  test.each(['inventories[', '', 'a b', 'nosuch(@)'])('refuses %j before anything is sent', async (expression) => {
    await expect(searchOf(expression)).rejects.toMatchObject({ code: 'bad-query', facts: { expression } });
  });

  test('refuses what does not fit the answer', async () => {
    await expect(ask('sum(inventories)')).rejects.toMatchObject({ code: 'bad-query' });
  });

  test('gives back every number that it passes on', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.bigInt({ min: -(1n << 64n), max: 1n << 64n }).map(String),
            fc.integer().map((n) => `${n}.50`),
            fc.constantFrom('9007199254740992', '9007199254740993', '-9007199254740993'),
          ),
          {
            maxLength: 12,
          },
        ),
        async (texts) => {
          const document = parseJson(`[${texts.join(',')}]`);
          const same = (await searchOf('[*]'))(document);
          const value = (text: string): string => text.replace(/\.50$/, '.5');
          expect(value(stringifyJson(same))).toBe(value(stringifyJson(document)));
          const largest = (await searchOf('max(@)'))(document);
          const by = (a: string, b: string): number =>
            BigInt(Math.trunc(Number(a) * 2)) < BigInt(Math.trunc(Number(b) * 2)) ? -1 : 1;
          const integers = texts.every((text) => !text.includes('.'));
          if (integers && texts.length > 0)
            expect(stringifyJson(largest)).toBe(
              texts.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : by(a, b))).at(-1),
            );
        },
      ),
    ));
});

describe('--max-bytes', () => {
  const rows = Array.from({ length: 40 }, (_, at) => backup(at));
  const limit = async (name: FormatName, bytes: number, all: readonly Json[] = rows) => {
    const left: (readonly [number, number])[] = [];
    const writer = limited(
      () => writers[name]({}, pipe),
      bytes,
      (shown, total) => left.push([shown, total]),
    );
    return { text: await textOf(writer, all), left };
  };

  test.each(formatNames.filter((name) => name !== 'none'))('%s shows as many rows as fit, whole', async (name) => {
    const whole = (await limit(name, 1e6)).text;
    for (const bytes of [0, 1, 40, 333, 2000, 5000]) {
      const { text, left } = await limit(name, bytes);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes);
      const shown = left[0]?.[0] ?? rows.length;
      if (text !== '') expect(text).toBe((await limit(name, 1e6, rows.slice(0, shown))).text);
      if (whole.length > bytes) {
        expect(left).toEqual([[shown, 40]]);
        expect(Buffer.byteLength((await limit(name, 1e6, rows.slice(0, shown + 1))).text)).toBeGreaterThan(bytes);
      }
    }
  });

  test('json stays one document', async () => {
    expect(JSON.parse((await limit('json', 3000)).text).inventories.length).toBeGreaterThan(2);
  });

  test('an answer that fits is untouched and told nothing about', async () => {
    expect(await limit('jsonl', 1e6)).toEqual({
      text: rows.map((row) => `${stringifyJson(row)}\n`).join(''),
      left: [],
    });
  });

  test('an object that does not fit is left out', async () => {
    const left: (readonly [number, number])[] = [];
    const writer = limited(jsonl, 10, (shown, total) => left.push([shown, total]));
    expect(await textOf(writer, [], { envelope: { inventory: backup(0) } })).toBe('');
    expect(left).toEqual([[0, 1]]);
  });
});
