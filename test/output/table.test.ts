import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/json/json.ts';
import { chosenFormat } from '../../src/output/format.ts';
import { widthOf } from '../../src/output/width.ts';
import { backup, kind, leftOut, lines, pipe, rowsOf, table, terminal, uuids } from './shown.ts';

const backups = { ...rowsOf(backup(0), backup(1), backup(2)), inventory: kind('DatabaseBackup') };

describe('rows on a terminal', () => {
  test('the most telling columns of the kind, aligned, under a thin rule', async () => {
    expect(await table(backups, terminal(120))).toBe(
      `
name            uuid                              state    status       size  createDate           backupStorageRefs
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
nightly         742a7c7d4a4f3a01b206632a40ac414f  Enabled  Ready       13107  2026-01-01 02:00:00  1
夜间备份-北京   9f5010336a233d6ebbd82594a6d56e7c  Enabled  Error   987654321  2026-01-01 02:00:00  1
before upgrade  296a7da913333dd992d89bf30d9304ed  Enabled  Ready           5  2026-01-01 02:00:00  1
`.trim(),
    );
    expect(await leftOut(backups, terminal(120))).toEqual(['lastOpDate']);
  });

  test('what does not fit 80 columns is left out from the right, and named', async () => {
    expect(await table(backups, terminal(80))).toBe(
      `
name            uuid                              state    status       size
────────────────────────────────────────────────────────────────────────────
nightly         742a7c7d4a4f3a01b206632a40ac414f  Enabled  Ready       13107
夜间备份-北京   9f5010336a233d6ebbd82594a6d56e7c  Enabled  Error   987654321
before upgrade  296a7da913333dd992d89bf30d9304ed  Enabled  Ready           5
`.trim(),
    );
    expect(await leftOut(backups, terminal(80))).toEqual(['createDate', 'backupStorageRefs', 'lastOpDate']);
  });

  test('40 columns have no room for a uuid beside a name', async () => {
    expect(await table(backups, terminal(40))).toBe(
      `
name            state    status
───────────────────────────────
nightly         Enabled  Ready
夜间备份-北京   Enabled  Error
before upgrade  Enabled  Ready
`.trim(),
    );
    expect(await leftOut(backups, terminal(40))).toContain('uuid');
  });

  test('columns that somebody chose take the place of the usual ones, as far as there is room, and no others follow', async () => {
    const chosen = { ...backups, usual: ['status', 'name', 'description', 'uuid'] };
    expect(lines(await table(chosen, terminal(120)))[0]?.trim()).toMatch(/^status +name +description +uuid$/);
    expect(await leftOut(chosen, terminal(120))).toEqual([]);
    expect(lines(await table(chosen, terminal(40)))[0]?.trim()).toMatch(/^status +name +description$/);
    expect(await leftOut(chosen, terminal(40))).toEqual(['uuid']);
    expect(lines(await table({ ...chosen, fields: ['uuid'] }, terminal(80)))[0]?.trim()).toBe('uuid');
  });

  test('long names are shortened, uuids never', async () => {
    const shown = rowsOf(backup(0, { name: '数据库备份-上海-测试环境-长名字的备份任务' }), backup(1));
    const text = await table(shown, terminal(60));
    expect(text).toContain('数据库备份-上海-…  742a7c7d4a4f3a01b206632a40ac414f');
  });

  test('columns that are empty in all rows disappear', async () => {
    const text = await table(
      rowsOf({ name: 'a', url: '', tags: [], labels: {}, note: null }, { name: 'b' }),
      terminal(80),
    );
    expect(text).toBe('name\n────\na\nb');
  });

  test('a kind nobody chose columns for follows the general rule', async () => {
    const row = {
      lastOpDate: 'Jan 1, 2026 2:00:00 AM',
      hostUuid: uuids[0],
      extra: 'x',
      type: 'T',
      state: 'Up',
      name: 'n',
    };
    expect(lines(await table(rowsOf(row), pipe))[0]?.split(/ +/)).toEqual([
      'name',
      'state',
      'type',
      'extra',
      'hostUuid',
      'lastOpDate',
    ]);
  });

  test('a child takes the columns of its parent', async () => {
    const shown = {
      ...rowsOf({ totalMemoryCapacity: 7, name: 'host', managementIp: '10.0.0.1', osVersion: '7' }),
      inventory: kind('KVMHost', { parent: 'HostInventory' }),
    };
    expect(lines(await table(shown, pipe))[0]).toBe('name  managementIp  totalMemoryCapacity  osVersion');
  });

  test('references come first where there is neither a name nor a uuid', async () => {
    const shown = rowsOf({ status: 'Ready', backupStorageUuid: uuids[0] });
    expect(lines(await table(shown, terminal(80)))[0]).toMatch(/^backupStorageUuid {17}status$/);
  });

  test('fields= decides the columns and their order, empty ones too', async () => {
    const shown = {
      ...rowsOf({ uuid: uuids[0], size: 5, name: 'n' }),
      fields: ['size', 'description', 'name', 'uuid'],
    };
    expect(await table(shown, terminal(80))).toBe(
      `
size  description  name  uuid
─────────────────────────────────────────────────────────────
   5               n     742a7c7d4a4f3a01b206632a40ac414f
`
        .trim()
        .replace(/─+/, '─'.repeat(57)),
    );
  });

  test('asked-for fields that do not fit stand below each other', async () => {
    const row = { name: 'n', uuid: uuids[0], hostUuid: uuids[1], zoneUuid: uuids[2] };
    const shown = { ...rowsOf(row, row), fields: ['name', 'uuid', 'hostUuid', 'zoneUuid'] };
    const block = `
name      n
uuid      742a7c7d4a4f3a01b206632a40ac414f
hostUuid  9f5010336a233d6ebbd82594a6d56e7c
zoneUuid  296a7da913333dd992d89bf30d9304ed`;
    expect(await table(shown, terminal(80))).toBe(`${block}\n${block}`.trim());
    expect(await leftOut(shown, terminal(80))).toEqual([]);
  });

  test('keys of the prototype are keys like others', async () => {
    const row = JSON.parse('{"__proto__":"p","constructor":"c","toString":null}');
    expect(await table(rowsOf(row), terminal(80))).toBe('__proto__  constructor\n──────────────────────\np          c');
  });
});

describe('rows in a pipe', () => {
  test('no cell is cut and no column left out', async () => {
    const name = 'n'.repeat(300);
    const shown = { ...rowsOf(backup(0, { name })), inventory: kind('DatabaseBackup') };
    const [header, , row] = lines(await table(shown, pipe));
    expect(header?.trim().split(/ +/)).toHaveLength(8);
    expect(row).toContain(name);
    expect(row).not.toContain('…');
    expect(await leftOut(shown, pipe)).toEqual([]);
  });

  test('lists are complete', async () => {
    const vmNics = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'].map((ip) => ({ ip, uuid: uuids[0] }));
    expect(await table(rowsOf({ vmNics }), pipe)).toContain('10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4');
  });
});

describe('cells', () => {
  const cell = async (name: string, value: string, columns = 80): Promise<string> =>
    lines(await table(rowsOf({ [name]: parseJson(value) }), terminal(columns)))[2] ?? '';

  test.each([
    ['createDate', '"Jan 1, 2026 12:00:00 AM"', '2026-01-01 00:00:00'],
    ['createDate', '"Dec 31, 2025, 12:05:09 PM"', '2025-12-31 12:05:09'],
    ['createDate', '"Feb 9, 2026, 11:59:59\u202fPM"', '2026-02-09 23:59:59'],
    ['createDate', '"2026-01-01T00:00:00Z"', '2026-01-01T00:00:00Z'],
    ['createDate', '"Foo 9, 2026, 11:59:59 PM"', 'Foo 9, 2026, 11:59:59 PM'],
    ['name', '"Jan 1, 2026 2:00:00 AM"', 'Jan 1, 2026 2:00:00 AM'],
    ['size', '9223372036854775807', '9223372036854775807'],
    ['rate', '13107.0', '13107.0'],
    ['isDefault', 'false', 'false'],
    ['vmNics', '[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}]', '10.0.0.1, 10.0.0.2'],
    [
      'vmNics',
      '[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"},{"ip":"10.0.0.3"},{"ip":"10.0.0.4"}]',
      '10.0.0.1, 10.0.0.2, 10.0.0.3 +1',
    ],
    ['allVolumes', `[{"uuid":"${uuids[0]}","name":"root"}]`, 'root'],
    ['backupStorageRefs', `[{"backupStorageUuid":"${uuids[0]}"},{"backupStorageUuid":"${uuids[1]}"}]`, '2'],
    ['attachedClusterUuids', `["${uuids[0]}"]`, '1'],
    ['dns', '["8.8.8.8","1.1.1.1"]', '8.8.8.8, 1.1.1.1'],
    ['rules', '[{"port":1},{"port":2}]', '2'],
    ['labels', '{"zone":"a","n":5,"none":null,"deep":{"x":[1]}}', 'zone=a, n=5, deep={"x":[1]}'],
    ['image', `{"uuid":"${uuids[0]}","name":"CentOS"}`, 'CentOS'],
    ['note', '"two\\nlines\\u001b[31m"', 'two\\nlines\\u001b[31m'],
  ])('%s %s is shown as %s', async (name, value, expected) => {
    expect(await cell(name, value)).toBe(expected);
  });

  test('a list gives up whole elements, not parts of them', async () => {
    const vmNics = '[{"ip":"192.168.0.1"},{"ip":"192.168.0.2"},{"ip":"192.168.0.3"}]';
    expect(await cell('vmNics', vmNics, 30)).toBe('192.168.0.1, 192.168.0.2 +1');
    expect(await cell('vmNics', vmNics, 20)).toBe('192.168.0.1 +2');
  });
});

describe('objects and the rest', () => {
  test('an inventory is a listing of names and values, the telling ones first', async () => {
    const inventory = backup(0, {
      backupStorageRefs: [{ backupStorageUuid: uuids[1] }, { backupStorageUuid: uuids[2] }],
    });
    expect(await table({ envelope: { inventory }, inventory: kind('DatabaseBackup') }, terminal(80))).toBe(
      `
name               nightly
uuid               742a7c7d4a4f3a01b206632a40ac414f
state              Enabled
status             Ready
size               13107
createDate         2026-01-01 02:00:00
backupStorageRefs  9f5010336a233d6ebbd82594a6d56e7c
                   296a7da913333dd992d89bf30d9304ed
lastOpDate         2026-01-02 14:00:00
`.trim(),
    );
  });

  test('long values continue in their own column on a terminal, on one line in a pipe', async () => {
    const envelope = {
      inventory: { name: 'n', description: '数据库备份 在维护窗口之前创建', rootVolumeUuid: uuids[0] },
    };
    expect(await table({ envelope }, terminal(40))).toBe(
      `
name            n
rootVolumeUuid  742a7c7d4a4f3a01b206632a40ac414f
description     数据库备份
                在维护窗口之前创建
`.trim(),
    );
    expect(await table({ envelope }, pipe)).toContain('数据库备份 在维护窗口之前创建');
  });

  test.each([
    ['nothing', {}, ''],
    ['success only', { success: true }, ''],
    ['no rows', { inventories: [] }, ''],
    ['a count', { total: 30 }, 'total  30'],
    ['a scalar', { version: '5.2.1' }, 'version  5.2.1'],
    ['a list of texts', { uuids: ['a', 'b'] }, 'uuids\n─────\na\nb'],
    ['failure', { success: false }, 'success  false'],
    ['rows and a count', { inventories: [{ name: 'a' }], total: 9 }, 'name\n────\na\n\ntotal  9'],
    ['several lists', { on: [{ name: 'a' }], off: [{ name: 'b' }] }, 'on\nname\n────\na\n\noff\nname\n────\nb'],
    ['a mixed list', { all: [{ name: 'a' }, 5] }, 'all\n──────\nname=a\n5'],
  ])('%s', async (_, envelope, expected) => {
    expect(await table({ envelope } as never, terminal(80))).toBe(
      expected.replace('all\n───\na', 'all\n──────\nname=a'),
    );
  });

  test('fields= says nothing about the count beside the rows', async () => {
    const shown = { envelope: { inventories: [{ name: 'a' }], total: 9 }, fields: ['name'] };
    expect(await table(shown, terminal(80))).toBe('name\n────\na\n\ntotal  9');
  });
});

describe('colours', () => {
  test('a state is painted by its meaning, unknown words stay', async () => {
    const rows = ['Running', 'Stopped', 'Starting', 'Error', 'Purple'].map((state) => ({ name: 'Running', state }));
    const text = await table(rowsOf(...rows), terminal(80, { colors: 1 }));
    expect(lines(text)).toEqual([
      '\u001b[1mname\u001b[22m     \u001b[1mstate\u001b[22m',
      '\u001b[2m─────────────────\u001b[22m',
      'Running  \u001b[32mRunning\u001b[39m',
      'Running  \u001b[2mStopped\u001b[22m',
      'Running  \u001b[33mStarting\u001b[39m',
      'Running  \u001b[31mError\u001b[39m',
      'Running  Purple',
    ]);
  });

  test('no escape sequence without colours', async () => {
    expect(await table(backups, terminal(80))).not.toContain('\u001b');
  });
});

describe('whatever the server sends', () => {
  const value = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('云主机', '👨‍👩‍👧', '\u001b[2J', 'a\nb', uuids[0], null, true, 12),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 12 }), tie('json'), { maxKeys: 4 }),
    ),
  })).json;
  const names = fc.constantFrom(
    'name',
    'uuid',
    'state',
    'size',
    'createDate',
    'vmNics',
    'hostUuid',
    'description',
    '__proto__',
    '云',
  );
  const row = fc.dictionary(fc.oneof(names, fc.string({ unit: 'binary', maxLength: 8 })), value, { maxKeys: 6 });
  const envelope = fc.oneof(
    fc.array(row, { maxLength: 6 }).map((inventories) => ({ inventories })),
    row.map((inventory) => ({ inventory })),
    row,
  );

  test('no control character reaches the terminal, no line ends in spaces', async () => {
    await fc.assert(
      fc.asyncProperty(
        envelope,
        fc.integer({ min: 1, max: 120 }),
        fc.boolean(),
        async (envelope, columns, isTerminal) => {
          const text = await table({ envelope } as never, { ...terminal(columns), terminal: isTerminal });
          expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
          expect(text).not.toMatch(/ $/m);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('rows that begin with a name fit the terminal and stand in line', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const named = fc.record(
      {
        name: text,
        uuid: fc.constantFrom(...uuids),
        state: text,
        size: fc.nat(),
        url: text,
        hostUuid: fc.constantFrom(...uuids),
      },
      { requiredKeys: ['name'] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(named, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 16, max: 200 }),
        fc.boolean(),
        async (rows, columns, ambiguousWide) => {
          const drawn = lines(await table(rowsOf(...rows), terminal(columns, { ambiguousWide })));
          expect(drawn).toHaveLength(rows.length + 2);
          for (const line of drawn) expect(widthOf(line, ambiguousWide)).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the table of formats', () => {
  test('is chosen by what was asked, else by the place', () => {
    expect(chosenFormat(undefined, true)).toBe('table');
    expect(chosenFormat(undefined, false)).toBe('json');
    expect(chosenFormat('json', true)).toBe('json');
    expect(chosenFormat('table', false)).toBe('table');
  });
});
