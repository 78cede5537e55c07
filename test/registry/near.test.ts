import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/registry/near.ts';
import { must, registry } from './sample.ts';

const apis = registry.apiNames();
const vm = must(registry.inventory('VmInstance'), 'VmInstance');
const fields = [...vm.fields, ...vm.joins].map((each) => each.name);

describe('nearest', () => {
  it.each([
    ['QeuryVmInstanec', 'QueryVmInstance'],
    ['QueryDatabaseBackups', 'QueryDatabaseBackup'],
    ['queryvminstance', 'QueryVmInstance'],
    ['QeuryDatabaseB', 'QueryDatabaseBackup'],
    ['QueryDatabaseB', 'QueryDatabaseBackup'],
    ['LogInByAcount', 'LogInByAccount'],
    ['QueryHosts', 'QueryHost'],
    ['QDB', 'QueryDatabaseBackup'],
    ['QVmIns', 'QueryVmInstance'],
    ['QueryDB', 'QueryDatabaseBackup'],
    ['StopVm', 'StopVmInstance'],
  ])('%s is %s', (word, name) => expect(nearest(word, apis)[0]).toBe(name));

  it.each([
    ['nmae', 'name'],
    ['uid', 'uuid'],
    ['createdate', 'createDate'],
    ['create_date', 'createDate'],
    ['hostuuid', 'hostUuid'],
    ['nic', 'vmNics'],
    ['volumes', 'allVolumes'],
    ['memory', 'memorySize'],
  ])('%s is the field %s', (word, name) => expect(nearest(word, fields)[0]).toBe(name));

  it('offers several beginnings, the shortest first', () =>
    expect(nearest('QueryVm', apis)).toEqual(['QueryVmNic', 'QueryVmCdRom', 'QueryVmInstance']));

  it('offers a part of the name', () => {
    expect(nearest('DatabaseBackup', apis, 30)).toContain('QueryDatabaseBackup');
    expect(nearest('DatabaseBackup', apis, 30).every((name) => name.includes('DatabaseBackup'))).toBe(true);
  });

  it.each(['', 'x', 'xyzzy', 'hello', 'qqqqqqqqqqqqqqqqqqqqqq', 'QueryNothingOfThatKindEver', '查询', '__proto__'])(
    'has nothing for %j',
    (word) => expect(nearest(word, apis)).toEqual([]),
  );

  it('offers names by their humps, those with fewer left out first', () =>
    expect(nearest('QBackup', ['QueryVolumeSnapshotBackup', 'QueryVolumeBackup', 'AddBackup'])).toEqual([
      'QueryVolumeBackup',
      'QueryVolumeSnapshotBackup',
    ]));

  it('drops what is much farther than the best', () => {
    const longer = ['QueryVmInstance', 'QueryVmInstancePciDeviceSpecRef', 'QueryVmInstanceMdevDeviceSpecRef'];
    expect(longer.every((name) => apis.includes(name))).toBe(true);
    expect(nearest('queryvminstance', apis)).toEqual(['QueryVmInstance']);
    expect(nearest('queryvminstanc', longer)).toEqual(['QueryVmInstance']);
  });

  it('keeps the order of what is equally near, names each once and no more than asked for', () => {
    expect(nearest('cat', ['bat', 'car', 'bat', 'hat'])).toEqual(['bat', 'car', 'hat']);
    expect(nearest('cat', ['hat', 'car', 'bat'], 2)).toEqual(['hat', 'car']);
    expect(nearest('cat', [])).toEqual([]);
  });

  it('finds any longer name with two neighbours swapped, a letter dropped, doubled or replaced', () => {
    const mistakes: readonly ((name: string, at: number) => string)[] = [
      (name, at) => name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
      (name, at) => name.slice(0, at) + name.slice(at + 1),
      (name, at) => name.slice(0, at) + name.charAt(at) + name.slice(at),
      (name, at) => `${name.slice(0, at)}_${name.slice(at + 1)}`,
    ];
    const folded = new Set(apis.map((name) => name.toLowerCase()));
    fc.assert(
      fc.property(
        fc.constantFrom(...apis),
        fc.nat({ max: 100 }),
        fc.constantFrom(...mistakes),
        (name, place, mistake) => {
          const word = mistake(name, place % (name.length - 1));
          // Some names are a mistake away from another one, which is then what was meant.
          fc.pre(word.toLowerCase() === name.toLowerCase() || !folded.has(word.toLowerCase()));
          expect(nearest(word, apis, 10)).toContain(name);
        },
      ),
    );
  });
});
