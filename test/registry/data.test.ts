import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile, written } from '../../src/registry/compile.ts';
import { brokenReferences } from '../../src/registry/references.ts';
import type { Data, Param } from '../../src/registry/types.ts';
import { api, data, folder, inventory, nothing } from './sample.ts';

describe('the committed data', () => {
  it.each([
    ['apis', 2072],
    ['inventories', 576],
    ['structs', 114],
    ['enums', 227],
    ['errors', 219],
    ['metrics', 1600],
    ['removed', 149],
  ] as const)('holds every record of %s', (kind, count) => expect(data[kind]).toHaveLength(count));

  it('holds every join, query, REST mapping and new API', () => {
    expect(data.inventories.flatMap((inventory) => inventory.joins)).toHaveLength(694);
    expect(data.apis.filter((api) => api.kind === 'query')).toHaveLength(356);
    expect(data.apis.filter((api) => api.method)).toHaveLength(2045);
    expect(data.apis.filter((api) => api.rest === false)).toHaveLength(27);
    expect(data.apis.filter((api) => api.release === 2026)).toHaveLength(140);
    expect(data.inventories.flatMap((inventory) => inventory.queryable ?? []).length).toBeGreaterThan(3615);
  });

  it('keeps guesses marked', () => {
    const count = (of: readonly object[], key: string) => of.filter((record) => key in record).length;
    const params = data.apis.flatMap((api) => api.params);
    const fields = data.inventories.flatMap((inventory) => inventory.fields);
    const joins = data.inventories.flatMap((inventory) => inventory.joins);
    expect(count(data.apis, 'inventoryGuess')).toBe(181);
    expect(count(data.apis, 'optionalPathsGuess')).toBe(242);
    expect(count(data.inventories, 'queryApiGuess')).toBe(152);
    expect(data.inventories.filter((inventory) => inventory.zql === 'guess')).toHaveLength(64);
    expect([count(params, 'resourceGuess'), count(params, 'elemGuess'), count(params, 'typeGuess')]).toEqual([
      1570, 152, 14,
    ]);
    expect([count(fields, 'elemGuess'), count(fields, 'typeGuess')]).toEqual([86, 516]);
    expect([count(joins, 'inferred'), count(joins, 'fkGuess'), count(joins, 'aliasGuess')]).toEqual([51, 136, 2]);
  });

  it('has no reference that leads nowhere', () => expect(brokenReferences(data)).toEqual([]));

  it('is what compiling it again writes', () => {
    const read = (file: string): unknown => {
      const text = readFileSync(join(folder, file), 'utf8');
      return file.endsWith('.json')
        ? JSON.parse(text)
        : text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line));
    };
    for (const [file, text] of written(compile(read)))
      expect(readFileSync(join(folder, file), 'utf8') === text, file).toBe(true);
  });
});

describe('compiling facts', () => {
  const uuid: Param = { name: 'uuid', type: 'string', required: true };
  const facts = (wrong: Partial<Record<keyof Data, unknown>>) => () =>
    compile((file) => ({ ...nothing, ...wrong })[file.replace(/\..*/, '') as keyof Data]);

  it('sorts records and keys, drops where they were found and marks what is new', () => {
    const { apis } = facts({
      apis: [
        {
          params: [{ required: true, type: 'string', name: 'uuid', src: '2026' }],
          sources: ['2026'],
          kind: 'get',
          name: 'GetB',
        },
        { ...api('GetA'), sources: ['sdk5.2.1', '2026'], added: '2015-04-04', fullNameSrc: '2026' },
      ],
    })();
    expect(JSON.stringify(apis)).toBe(
      JSON.stringify([api('GetA'), { name: 'GetB', kind: 'get', params: [{ ...uuid, release: 2026 }], release: 2026 }]),
    );
  });

  it.each<[string, Partial<Record<keyof Data, unknown>>]>([
    ['apis.jsonl GetA: unknown key "colour"', { apis: [{ ...api('GetA'), colour: 'red' }] }],
    [
      'apis.jsonl GetA.params uuid: unknown key "size"',
      { apis: [api('GetA', { params: [{ ...uuid, size: 1 } as Param] })] },
    ],
    ['apis.jsonl GetA.kind: expected', { apis: [{ ...api('GetA'), kind: 'gets' }] }],
    ['apis.jsonl GetA.params: expected a list', { apis: [{ ...api('GetA'), params: undefined }] }],
    [
      'apis.jsonl GetA.params uuid.regex: expected a regular expression',
      { apis: [api('GetA', { params: [{ ...uuid, regex: '(' }] })] },
    ],
    ['apis.jsonl Get A.name: expected a name', { apis: [api('Get A')] }],
    ['apis: GetA is there twice', { apis: [api('GetA'), api('GetA')] }],
    ['GetA: no inventory AInventory', { apis: [api('GetA', { inventory: 'AInventory' })] }],
    ['GetA: no parameter for {name}', { apis: [api('GetA', { method: 'GET', path: '/a/{name}', params: [uuid] })] }],
    ['GetA.uuid: no entity Zone', { apis: [api('GetA', { params: [{ ...uuid, resource: 'Zone' }] })] }],
    ['GetA.uuid: no entity Zone', { apis: [api('GetA', { params: [{ ...uuid, resourceGuess: 'Zone' }] })] }],
    ['GetA.uuid: no enum State', { apis: [api('GetA', { params: [{ ...uuid, enumType: 'State' }] })] }],
    ['GetA.result.inventory: no type list<A>', { apis: [api('GetA', { result: { inventory: 'list<A>' } })] }],
    ['AInventory: not answered by QueryA', { inventories: [inventory('AInventory', { queryApi: 'QueryA' })] }],
    [
      'AInventory: no type field in BInventory',
      { inventories: [inventory('AInventory', { parent: 'BInventory', parentType: 'A' })] },
    ],
    ['AInventory: no inventory BInventory', { inventories: [inventory('AInventory', { extends: 'BInventory' })] }],
    ['AInventory: no field name', { inventories: [inventory('AInventory', { queryable: ['name'] })] }],
    [
      'AInventory.bs: does not lead to BInventory',
      { inventories: [inventory('AInventory', { joins: [{ name: 'bs', to: 'BInventory' }] })] },
    ],
    [
      'AInventory.own: does not lead to AInventory',
      { inventories: [inventory('AInventory', { joins: [{ name: 'own', to: 'AInventory', alias: 'own' }] })] },
    ],
    [
      'A.zoneUuid: no entity Zone',
      { structs: [{ name: 'A', fields: [{ name: 'zoneUuid', type: 'string', resource: 'Zone' }] }] },
    ],
    ['metrics.jsonl Load.labels: expected a list', { metrics: [{ namespace: 'ZStack/A', name: 'Load' }] }],
  ])('refuses: %s', (message, wrong) => {
    expect(facts(wrong)).toThrow(message);
    expect(facts({})).not.toThrow();
  });
});
