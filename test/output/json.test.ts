import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts';
import type { Style } from '../../src/output/shown.ts';
import { writers } from '../../src/output/writers.ts';

const pipe: Style = { columns: 80, colors: 0, terminal: false };
const terminal: Style = { columns: 80, colors: 0, terminal: true };

async function json(envelope: JsonObject, style = pipe): Promise<string> {
  let text = '';
  for await (const chunk of writers.json({}, style).end({ envelope })) text += chunk;
  return text;
}

function envelope(text: string): JsonObject {
  const value = parseJson(text);
  if (!isJsonObject(value)) throw new TypeError('not an object');
  return value;
}

describe('json', () => {
  test('keeps the order of the server, its unknown fields and every digit', async () => {
    const text = '{"total":2,"inventories":[{"uuid":"u","size":9223372036854775807,"rate":13107.0,"brandNew":{}}]}';
    expect(await json(envelope(text))).toBe(`{
  "total": 2,
  "inventories": [
    {
      "uuid": "u",
      "size": 9223372036854775807,
      "rate": 13107.0,
      "brandNew": {}
    }
  ]
}
`);
  });

  test.each([
    ['{}', '{}\n'],
    ['{"inventories":[]}', '{\n  "inventories": []\n}\n'],
    ['{"inventory":{}}', '{\n  "inventory": {}\n}\n'],
    ['{"total":3}', '{\n  "total": 3\n}\n'],
    ['{"uuids":["a","b"]}', '{\n  "uuids": [\n    "a",\n    "b"\n  ]\n}\n'],
    ['{"__proto__":1,"a":null}', '{\n  "__proto__": 1,\n  "a": null\n}\n'],
  ])('%s', async (text, expected) => {
    expect(await json(envelope(text))).toBe(expected);
  });

  const value = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 4 });
  const anyEnvelope = fc
    .dictionary(fc.string({ unit: 'grapheme', maxLength: 5 }), value, { maxKeys: 4 })
    .map((sample) => envelope(JSON.stringify(sample, integersOnly)));

  test('is laid out as JSON.stringify does with two spaces', async () => {
    await fc.assert(
      fc.asyncProperty(anyEnvelope, async (envelope) => {
        expect(await json(envelope)).toBe(`${JSON.stringify(envelope, null, 2)}\n`);
      }),
    );
  });

  test.runIf(hasJq())('is byte for byte what jq prints', async () => {
    const envelopes = fc.sample(anyEnvelope, 300);
    const input = envelopes.map((one) => stringifyJson(one)).join('\n');
    const expected = execFileSync('jq', ['.'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    const actual = await Promise.all(envelopes.map((one) => json(one)));
    expect(actual.join('')).toBe(expected);
  });

  test('escapes for a terminal what it would act on, and reads back as the same value', async () => {
    const value = { name: 'a\u007f\u0085\u202e\u2028\u200b\u001b[31m', fine: '云主机 👨‍👩‍👧', 'k\u009b': '\n' };
    const text = await json(value, terminal);
    expect(text).toContain('"a\\u007f\\u0085\\u202e\\u2028\\u200b\\u001b[31m"');
    expect(text).toContain('"fine": "云主机 👨‍👩‍👧"');
    expect(text).toContain('"k\\u009b": "\\n"');
    expect(JSON.parse(text)).toEqual(value);
  });

  test('leaves characters alone in a pipe', async () => {
    expect(await json({ name: 'a\u0085\u202e\u2028' })).toBe('{\n  "name": "a\u0085\u202e\u2028"\n}\n');
  });

  test('never writes a raw control character to a terminal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const shown = await json({ [text]: text }, terminal);
        expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify({ [text]: text })));
      }),
      { numRuns: 1000 },
    );
  });

  test('colours change nothing but colours', async () => {
    const value = envelope(
      '{"a\\"b:":"x: \\"1\\" {","n":[1,-2.50,12345678901234567890,true,false,null,{},[]],"o":{"k":"v"}}',
    );
    const painted = await json(value, { ...terminal, colors: 1 });
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(await json(value, terminal));
    expect(painted).toContain('\u001b[34m"a\\"b:"\u001b[39m: \u001b[32m"x: \\"1\\" {"\u001b[39m');
    expect(painted).toContain('\u001b[33m12345678901234567890\u001b[39m');
    expect(await json(value, { ...terminal, colors: 0 })).not.toContain('\u001b');
  });

  test('long answers come in chunks', async () => {
    const inventories = Array.from({ length: 2000 }, (_, at) => ({ uuid: String(at), name: 'n'.repeat(50) }));
    const chunks: string[] = [];
    for await (const chunk of writers.json({}, pipe).end({ envelope: { inventories } })) chunks.push(String(chunk));
    expect(chunks.length).toBeGreaterThan(2);
    expect(JSON.parse(chunks.join(''))).toEqual({ inventories });
  });
});

/** jq prints some doubles with more digits than they need. */
function integersOnly(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.trunc(value) % 1e15 || 0 : value;
}

function hasJq(): boolean {
  return spawnSync('jq', ['--version']).status === 0;
}
