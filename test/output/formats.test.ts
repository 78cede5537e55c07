import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { ExactNumber, type Json, type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts';
import { type Rows, rowsOf } from '../../src/json/rows.ts';
import { RowScanner } from '../../src/json/scanner.ts';
import { type FormatName, formatNames } from '../../src/output/format.ts';
import type { Rest, Style, Subject, Writer } from '../../src/output/shown.ts';
import { writers } from '../../src/output/writers.ts';
import { written } from '../../src/output/written.ts';
import { backup, kind, pipe, print, terminal } from './shown.ts';

const subject: Subject = { inventory: kind('DatabaseBackup'), isOpen: true };
const rows = [
  backup(0, { size: new ExactNumber('9223372036854775807'), description: 'a "b", c\\d\n\te ' }),
  backup(1, { description: '=1+2', metadata: {}, backupStorageRefs: [] }),
];

const kinds: readonly (readonly [string, Rest])[] = [
  ['a list', { envelope: { inventories: rows } }],
  ['a list and its total', { envelope: { inventories: rows.slice(1), total: 2 } }],
  ['an object', { envelope: { inventory: rows[0] ?? {} } }],
  ['an empty list', { envelope: { inventories: [] } }],
  ['nothing', { envelope: {} }],
  ['success', { envelope: { success: true } }],
  ['a scalar', { envelope: { total: 5 } }],
  ['scalars', { envelope: { hostname: 'node-1', managed: false, uptime: new ExactNumber('13107.0') } }],
  ['a list of texts', { envelope: { values: ['x86_64', 'aarch64', '云'] } }],
  ['several lists', { envelope: { images: [{ uuid: 'a' }], volumes: [{ uuid: 'b', size: 1 }] } }],
  ['a bare list', { value: ['nightly', 'weekly'] }],
  ['a bare object', { value: { name: 'nightly', refs: [{ uuid: 'a' }, { uuid: 'b' }] } }],
  ['a bare number', { value: new ExactNumber('12345678901234567890') }],
  ['a bare text', { value: 'night\u001bly' }],
  ['a bare null', { value: null }],
];

async function textOf(writer: Writer, rest: Rest): Promise<string> {
  let text = '';
  for await (const chunk of written(writer, rest)) text += Buffer.from(chunk).toString();
  return text;
}

describe('every format on every kind of result', () => {
  test.each(formatNames)('%s', async (name) => {
    let golden = '';
    for (const [what, rest] of kinds) {
      golden += `# ${what}\n${await textOf(writers[name](subject, pipe), rest)}\n`;
    }
    await expect(golden).toMatchFileSnapshot(path.join(import.meta.dirname, 'golden', `${name}.txt`));
  });

  test.each(formatNames)('%s writes nothing to a terminal that it would act on', async (name) => {
    const evil = '\u001b[31m\u0007\u009b1m\u202e\r';
    for (const rest of [{ envelope: { inventories: [{ name: evil, [evil]: [evil] }] } }, { value: evil }]) {
      expect(await textOf(writers[name]({}, terminal(80)), rest)).not.toMatch(/[\u001b\u0007\u009b\u202e\r]/);
    }
  });

  test.each(['table', 'csv', 'tsv'] as const)('%s without its header', async (name) => {
    const whole = await textOf(writers[name](subject, pipe), { envelope: { inventories: rows } });
    const bare = await textOf(writers[name](subject, { ...pipe, header: false }), { envelope: { inventories: rows } });
    const squeezed = (text: string): readonly string[] => text.split('\n').map((line) => line.replace(/ +/g, ' '));
    expect(squeezed(bare)).toEqual(squeezed(whole).slice(name === 'table' ? 2 : 1));
  });
});

const scalars = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'Z', '0', ' ', ',', '"', '\n', '\t', '\\', ':', '#', '-', '云', '😀', "'", '\r', '='),
  }),
  fc.constantFrom(
    'true',
    'no',
    '~',
    '1e3',
    '0x1f',
    '- a',
    'a: b',
    '2026-01-01',
    '.inf',
    '[',
    '{',
    '&a',
    '!t',
    '%',
    '@',
    '`',
    '12:30:45',
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const names = fc.constantFrom('uuid', 'name', 'state', 'size', 'x y', '云', 'on', '1', 'a.b');
const value: fc.Arbitrary<Json> = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    scalars,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(names, tie('any'), { maxKeys: 3 }),
  ),
})).any;
const row = fc.dictionary(names, value, { maxKeys: 5 }).map((object): JsonObject => object as JsonObject);

/** The same rows in batches of any size, as values or as the bytes that a server would send. */
function batches(all: readonly JsonObject[], sizes: readonly number[], asBytes: boolean): readonly Rows[] {
  const found: Rows[] = [];
  const scanner = new RowScanner('envelope');
  const bytes = Buffer.from(stringifyJson({ inventories: all }));
  const length = asBytes ? bytes.length : all.length;
  for (let at = 0, nth = 0; at < length; nth++) {
    const size = sizes[nth % sizes.length] ?? 1;
    if (asBytes) found.push(...scanner.push(Buffer.from(bytes.subarray(at, at + size))));
    else found.push(rowsOf(all.slice(at, at + size)));
    at += size;
  }
  return found;
}

async function inBatches(name: FormatName, found: readonly Rows[], style: Style): Promise<string> {
  const writer = writers[name](subject, style);
  let text = '';
  for (const rows of found) for await (const chunk of writer.rows(rows)) text += Buffer.from(chunk).toString();
  for await (const chunk of writer.end({ envelope: { inventories: [], total: 9 } }))
    text += Buffer.from(chunk).toString();
  return text;
}

describe('however rows arrive', () => {
  test.each(formatNames)('%s prints the same', async (name) => {
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        sizes,
        fc.boolean(),
        fc.boolean(),
        async (all, sizes, asBytes, onTerminal) => {
          const style = onTerminal ? terminal(60) : pipe;
          const whole = await inBatches(name, [rowsOf(all)], style);
          expect(await inBatches(name, batches(all, sizes, asBytes), style)).toBe(whole);
          expect(await textOf(writers[name](subject, style), { envelope: { inventories: all, total: 9 } })).toBe(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(['table', 'csv', 'tsv', 'vertical'] as const)('%s decides by the same first rows', async (name) => {
    const all = Array.from({ length: 450 }, (_, at) => ({
      uuid: String(at),
      [`only${Math.floor(at / 100)}`]: 'x'.repeat(at % 30),
    }));
    const whole = await inBatches(name, [rowsOf(all)], pipe);
    for (const size of [1, 7, 100, 199, 201])
      expect(await inBatches(name, batches(all, [size], false), pipe)).toBe(whole);
  });
});

describe('what is printed reads back', () => {
  const lists = fc.array(row, { minLength: 1, maxLength: 5 });

  test('from json, jsonl and compact', () =>
    fc.assert(
      fc.asyncProperty(lists, async (all) => {
        const rest = { envelope: { inventories: all } };
        expect(JSON.parse(await print('json', rest, pipe))).toEqual(JSON.parse(stringifyJson({ inventories: all })));
        const lines = (await print('jsonl', rest, pipe)).trimEnd().split('\n');
        expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(stringifyJson(all)));
        expect(JSON.parse(await print('compact', rest, pipe)).inventories).toHaveLength(all.length);
      }),
    ));

  test('from yaml, by a reader of 1.2 and one of 1.1', () =>
    fc.assert(
      fc.asyncProperty(lists, async (all) => {
        const text = await print('yaml', { envelope: { inventories: all } }, pipe);
        const expected = JSON.parse(stringifyJson({ inventories: all }));
        expect(parseYaml(text)).toEqual(expected);
        expect(parseYaml(text, { version: '1.1' })).toEqual(expected);
      }),
    ));

  test('from csv and tsv, but for the difference of null and an empty text', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(names, scalars, { minKeys: 1, maxKeys: 4 }), { minLength: 1, maxLength: 5 }),
        async (all) => {
          const rest = { envelope: { inventories: all as readonly JsonObject[] } };
          for (const [name, read] of [
            ['csv', readCsv],
            ['tsv', readTsv],
          ] as const) {
            const [header = [], ...lines] = read(await print(name, rest, pipe));
            const expected = all.map((row) =>
              header.map((key) => {
                const value = Object.hasOwn(row, key) ? row[key] : null;
                return typeof value === 'string'
                  ? value
                  : value === null || value === undefined
                    ? ''
                    : stringifyJson(value);
              }),
            );
            expect(lines).toEqual(expected);
          }
        },
      ),
    ));
});

/** By the grammar of RFC 4180. */
function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n|$)/gy;
  for (let found = field.exec(text); found && field.lastIndex <= text.length; found = field.exec(text)) {
    records.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\n') records.push([]);
    if (field.lastIndex === text.length) break;
  }
  return records.slice(0, -1);
}

function readTsv(text: string): readonly (readonly string[])[] {
  const unescaped: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) =>
    line.split('\t').map((cell) => cell.replace(/\\(.)/g, (_, letter) => unescaped[letter] ?? '')),
  );
}

test('numbers keep every digit in every format', async () => {
  const digits = ['9223372036854775807', '-9007199254740993', '1.10', '13107.0', '1.099511627776E12'];
  const all = parseJson(
    `[${digits.map((number, at) => `{"name":"n${at}","number":${number}}`).join(',')}]`,
  ) as readonly Json[];
  for (const name of formatNames.filter((name) => name !== 'none' && name !== 'name')) {
    const text = await inBatches(name, batches(all as readonly JsonObject[], [50], true), pipe);
    for (const number of digits) expect(text).toContain(number);
  }
});
