import { describe, expect, it, test } from 'vitest';
import type { CliErrors } from '../../src/errors.ts';
import { readColumnChoice } from '../../src/profiles/columns.ts';
import { judged } from '../../src/profiles/written.ts';
import { chosenColumns } from '../../src/settings/config.ts';
import { registry } from '../registry/sample.ts';

const read = (name: string, text: string) =>
  readColumnChoice(name, text, registry, undefined, (start, end) => ({ start, end }));

describe('columns that somebody chooses', () => {
  test.each(['columns.VmInstance', 'columns.vminstance', 'columns.VmInstanceInventory'])('by %s', (name) => {
    expect(read(name, ' name, state ,hostUuid,name')).toEqual({
      key: 'columns.VmInstance',
      value: 'name,state,hostUuid',
    });
  });

  it('may be those of a kind that is a kind of it', () => {
    expect(read('columns.PrimaryStorage', 'name,mons').value).toBe('name,mons');
  });

  it('are refused each where it stands', () => {
    try {
      read('columns.VmInstance', 'name,stat,hostUuid, hostUid');
      expect.unreachable();
    } catch (error) {
      expect((error as CliErrors).errors.map(({ code, facts, span }) => ({ code, facts, span }))).toEqual([
        expect.objectContaining({
          facts: expect.objectContaining({ inventory: 'VmInstance', name: 'stat' }),
          span: { start: 5, end: 9 },
        }),
        {
          code: 'unknown-column',
          facts: { inventory: 'VmInstance', name: 'hostUid', nearest: expect.arrayContaining(['hostUuid']) },
          span: { start: 20, end: 27 },
        },
      ]);
    }
  });

  test.each([
    ['columns.VmInstnce', 'name', { code: 'unknown-setting', facts: { nearest: ['columns.VmInstance'] } }],
    ['columns.', 'name', { code: 'unknown-setting' }],
    ['columns.Host', ' , ', { code: 'bad-setting', facts: { expected: 'columns' } }],
    ['columns.Host', 'vmNics.ip', { code: 'unknown-column' }],
  ])('%s %j is refused', (name, text, problem) => {
    expect(() => read(name, text)).toThrow(
      expect.objectContaining({
        ...problem,
        ...('facts' in problem && { facts: expect.objectContaining(problem.facts) }),
      }),
    );
  });
});

describe('a config', () => {
  const config = {
    settings: { 'columns.Host': 'name,status', 'columns.Zone': 'name', output: 'json' },
    profiles: { prod: { 'columns.Host': 'name', 'columns.Volume': 7 } },
  };

  it('holds columns for all, and those of the profile in their place', () => {
    expect([...chosenColumns(config, 'prod')]).toEqual([
      ['columns.Host', { value: 'name', origin: 'profile' }],
      ['columns.Zone', { value: 'name', origin: 'config' }],
    ]);
    expect(chosenColumns(config, 'other').get('columns.Host')).toEqual({ value: 'name,status', origin: 'config' });
  });

  it('is told what is wrong in it', () => {
    const wrong = {
      settings: { 'columns.host': 'name', 'columns.Host': 'x', colour: 1 },
      profiles: { p: { output: 'tabel' } },
    };
    expect(judged(wrong, registry).wrong.map(({ name, problem }) => [name, problem.code])).toEqual([
      ['columns.host', 'unknown-setting'],
      ['columns.Host', 'unknown-column'],
      ['colour', 'unknown-setting'],
      ['p.output', 'not-one-of'],
    ]);
    expect(judged(config, registry).wrong.map(({ name }) => name)).toEqual(['prod.columns.Volume']);
  });
});
