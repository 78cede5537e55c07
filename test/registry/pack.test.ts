import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fileSource, memorySource, type Source } from '../../src/registry/file.ts';
import { pack } from '../../src/registry/pack.ts';
import { openRegistry } from '../../src/registry/registry.ts';
import type { Api } from '../../src/registry/types.ts';
import { api, data, nothing, packed, registry } from './sample.ts';

describe('the packed file', () => {
  it('is sorted lines of key, tab and JSON', () => {
    const lines = Buffer.from(packed).toString().split('\n');
    expect(lines.pop()).toBe('');
    const keys = lines.map((line) => Buffer.from(line.slice(0, line.indexOf('\t'))));
    const sorted = keys.every((key, index) => index === 0 || Buffer.compare(keys[index - 1] as Buffer, key) < 0);
    expect(sorted).toBe(true);
    for (const line of lines) expect(() => JSON.parse(line.slice(line.indexOf('\t') + 1))).not.toThrow();
  });

  it('is the same for the same data', () => expect(Buffer.compare(pack(data), packed)).toBe(0));

  it('refuses a name that would break a line', () => {
    expect(() => pack({ ...nothing, apis: [api('Get\nA')] })).toThrow('control character');
    expect(() => pack({ ...nothing, apis: [api('Get\tA')] })).toThrow('control character');
  });

  it('is not taken for one when it is something else or cut off', () => {
    expect(() => openRegistry(memorySource(Buffer.from('<html>\n'))).apiNames()).toThrow('damaged');
    expect(() => openRegistry(memorySource(new Uint8Array())).apiNames()).toThrow('damaged');
    expect(() => openRegistry(memorySource(packed.subarray(0, 300_000))).api('ZQLQuery')).toThrow('damaged');
  });
});

describe('looking up', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_]{1,12}$/),
    fc.constantFrom('a', 'A', 'aa', 'ab', 'Get', 'GET', 'get', 'Query'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter((text) => !/[\u0000-\u001f]/.test(text)),
  );
  /** Long and short records, so that halving lands in the middle of both. */
  const record = fc.tuple(name, fc.nat({ max: 3000 })).map(([name, size]) => api(name, { pkg: '包'.repeat(size) }));
  const records = fc.uniqueArray(record, { selector: (each: Api) => each.name, maxLength: 60 });

  it('finds every record again and none that is not there', () => {
    fc.assert(
      fc.property(records, fc.array(name, { maxLength: 20 }), (apis, others) => {
        const opened = openRegistry(memorySource(pack({ ...nothing, apis })));
        for (const each of apis) expect(opened.api(each.name)).toEqual(each);
        const folded = new Set(apis.map((each) => each.name.toLowerCase()));
        for (const other of others) expect(opened.api(other) !== undefined).toBe(folded.has(other.toLowerCase()));
        expect(opened.apiNames()).toEqual(apis.map((each) => each.name));
      }),
    );
  });

  it('reads little, and nothing before it is asked', () => {
    const { source, read } = counting(memorySource(packed));
    const opened = openRegistry(source);
    expect(read()).toBe(0);
    expect(opened.api('QueryDatabaseBackup')?.path).toBe('/database-backups');
    expect(read()).toBeGreaterThan(0);
    for (const name of registry.apiNames()) {
      const { source, read } = counting(memorySource(packed));
      expect(openRegistry(source).api(name)?.name).toBe(name);
      expect(read(), name).toBeLessThan(64 * 1024);
    }
  });

  it('reads and parses a record once', () => {
    const { source, read } = counting(memorySource(packed));
    const opened = openRegistry(source);
    const first = opened.api('QueryVmInstance');
    const after = read();
    expect(opened.api('queryvminstance')).toBe(first);
    expect(read()).toBe(after);
  });
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  const path = join(folder, 'registry.tsv');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read as memory is', () => {
    writeFileSync(path, packed);
    const source = fileSource(path);
    try {
      expect(source.size).toBe(packed.length);
      expect(Buffer.from(source.read(3, 10))).toEqual(Buffer.from(packed.subarray(3, 13)));
      expect(source.read(packed.length - 4, 10)).toHaveLength(4);
      expect(source.read(packed.length + 4, 10)).toHaveLength(0);
      const opened = openRegistry(source);
      expect(opened.api('QueryVmInstance')).toEqual(registry.api('QueryVmInstance'));
      expect(opened.routes()).toEqual(registry.routes());
    } finally {
      source.close();
    }
  });

  it('that is missing is damage', () => expect(() => fileSource(join(folder, 'none'))).toThrow('program-damaged'));
});

function counting(source: Source): { readonly source: Source; read(): number } {
  let bytes = 0;
  const read = (at: number, length: number) => {
    const piece = source.read(at, length);
    bytes += piece.length;
    return piece;
  };
  return { source: { size: source.size, read }, read: () => bytes };
}
