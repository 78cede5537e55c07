import { describe, expect, it } from 'vitest';
import { memorySource } from '../../src/registry/file.ts';
import { pack } from '../../src/registry/pack.ts';
import { openRegistry } from '../../src/registry/registry.ts';
import type { Inventory, Join } from '../../src/registry/types.ts';
import { api, data, inventory, must, nothing, registry } from './sample.ts';

const inventoryOf = (name: string): Inventory => must(registry.inventory(name), name);
const known = data.inventories.map((each) => inventoryOf(each.name));

describe('records by name', () => {
  it('finds each API as written and without case', () => {
    for (const each of data.apis) {
      expect(registry.api(each.name)).toEqual(each);
      expect(registry.api(each.name.toLowerCase())).toBe(registry.api(each.name));
    }
  });

  it('finds each inventory with and without its ending and by its entity', () => {
    for (const { name, resource } of data.inventories) {
      expect(registry.inventory(name)?.name).toBe(name);
      expect(registry.inventory(name.replace('Inventory', '').toUpperCase())?.name).toBe(name);
      expect(registry.inventory(resource)?.resource).toBe(resource);
    }
    expect(registry.inventory('VxlanNetwork')?.name).toBe('L2VxlanNetworkInventory');
    expect(registry.inventory('SshKeyPair')?.name).toBe('SshKeyPairInventory');
  });

  it('finds structs, enums, errors, metrics and removed APIs', () => {
    for (const each of data.structs) expect(registry.struct(each.name)).toEqual(each);
    for (const each of data.enums) expect(registry.enumType(each.name.toLowerCase())).toEqual(each);
    for (const each of data.errors) expect(registry.error(each.code)).toEqual(each);
    for (const each of data.removed) expect(registry.removed(each.name)).toEqual(each);
    for (const each of data.metrics) expect(registry.metrics(each.namespace)).toContainEqual(each);
    expect(registry.error('sys.1006')?.code).toBe('SYS.1006');
  });

  it('gives the texts of all records of a kind', () => {
    const namesOf = (kind: 'api' | 'inventory'): readonly string[] =>
      registry
        .texts(kind)
        .flatMap((text) => JSON.parse(text) as readonly { name: string }[])
        .map(({ name }) => name)
        .sort();
    expect(namesOf('api')).toEqual(data.apis.map(({ name }) => name).sort());
    expect(namesOf('inventory')).toEqual(data.inventories.map(({ name }) => name).sort());
    expect(registry.texts('error').flatMap((text) => JSON.parse(text))).toHaveLength(data.errors.length);
    expect(registry.errorCodes()).toEqual(data.errors.map(({ code }) => code));
    expect(openRegistry(memorySource(pack(nothing))).texts('api')).toEqual([]);
  });

  it('says each metric once', () => {
    const all = registry.metricNamespaces().flatMap((namespace) => registry.metrics(namespace));
    expect(registry.metricNamespaces()).toHaveLength(28);
    expect(new Set(all.map((metric) => JSON.stringify(metric))).size).toBe(all.length);
  });

  it('tells names whose case is all that differs apart', () => {
    const twins = openRegistry(memorySource(pack({ ...nothing, apis: [api('GetIp'), api('GetIP')] })));
    expect(twins.api('GetIP')?.name).toBe('GetIP');
    expect(twins.api('GetIp')?.name).toBe('GetIp');
    expect(twins.api('getip')?.name).toBe('GetIp');
  });

  it('lists names in order and by a part of them', () => {
    expect(registry.apiNames()).toEqual(data.apis.map((each) => each.name));
    expect(registry.inventoryNames()).toEqual(data.inventories.map((each) => each.name));
    expect(registry.apisContaining('databasebackup')).toContain('QueryDatabaseBackup');
    expect(registry.apisContaining('databasebackup').every((name) => /databasebackup/i.test(name))).toBe(true);
    expect(registry.apisContaining('no such part')).toEqual([]);
  });

  it('knows nothing else', () => {
    for (const name of [
      '',
      'QueryVmInstanc',
      'QueryVmInstances',
      '__proto__',
      'constructor',
      '*apis',
      'a\tb',
      '\n',
      '虚拟机',
    ])
      expect([registry.api(name), registry.inventory(name), registry.struct(name), registry.removed(name)]).toEqual(
        Array(4).fill(undefined),
      );
    expect(registry.metrics('ZStack/Nothing')).toEqual([]);
  });
});

describe('queries', () => {
  it('finds what each query answers', () => {
    const queries = data.apis.filter((each) => each.kind === 'query');
    for (const query of queries) {
      const answer = must(registry.queried(query), query.name);
      expect(answer.queryApi).toBe(query.name);
    }
    expect(registry.queried(must(registry.api('LogInByAccount'), 'LogInByAccount'))).toBeUndefined();
  });

  it('maps every path', () => {
    const paths = data.apis.flatMap((each) => (each.path ? [each.path, ...(each.optionalPaths ?? [])] : []));
    expect(registry.routes()).toHaveLength(paths.length);
    expect(registry.routes()).toContainEqual({
      method: 'GET',
      path: '/database-backups/{uuid}',
      api: 'QueryDatabaseBackup',
    });
    expect(registry.routes().every((route) => /^\//.test(route.path))).toBe(true);
  });

  it('knows the pseudo fields and the release', () => {
    expect(registry.common().tagConditions).toEqual(['__systemTag__', '__userTag__', '__tagUuid__']);
    expect(registry.release).toBe('5.2.1');
  });
});

describe('joins', () => {
  it('walks every join of every inventory', () => {
    for (const from of known)
      for (const join of from.joins)
        expect(registry.walk(from, [join.name])?.name, `${from.name}.${join.name}`).toBe(join.to);
  });

  it('replaces every alias by real joins that end where it says', () => {
    const aliases = known.flatMap((from) => from.joins.filter(isAlias).map((join) => ({ from, join })));
    expect(aliases.length).toBeGreaterThanOrEqual(87);
    for (const { from, join } of aliases) {
      const hops = must(registry.hops(from, [join.name]), `${from.name}.${join.name}`);
      expect(hops.map((hop) => hop.name)).toEqual((join.alias ?? join.aliasGuess)?.split('.'));
      expect(hops.at(-1)?.to).toBe(join.to);
    }
    expect(registry.hops(inventoryOf('BackupStorage'), ['zone'])?.map((hop) => hop.name)).toEqual(['zoneRef', 'zone']);
    expect(registry.hops(inventoryOf('DatabaseBackup'), ['backupStorage', 'zone'])?.map((hop) => hop.to)).toEqual([
      'DatabaseBackupStorageRefInventory',
      'BackupStorageInventory',
      'BackupStorageZoneRefInventory',
      'ZoneInventory',
    ]);
  });

  it('inherits what its superclass and its parent can be joined with', () => {
    for (const child of known)
      for (const base of [child.extends, child.parent].flatMap((name) => (name ? inventoryOf(name) : [])))
        for (const join of base.joins)
          expect(registry.join(child, join.name), `${child.name}.${join.name}`).toMatchObject({ name: join.name });
    expect(registry.join(inventoryOf('GpuDevice'), 'host')).toMatchObject({ inherited: 'PciDeviceInventory' });
    expect(registry.join(inventoryOf('PciDevice'), 'host')).not.toHaveProperty('inherited');
  });

  it('inherits through several classes, its own join first, and survives a circle', () => {
    const hop = (name: string, to: string): Join => ({ name, to });
    const family = openRegistry(
      memorySource(
        pack({
          ...nothing,
          inventories: [
            inventory('AInventory', { extends: 'CInventory', joins: [hop('x', 'AInventory'), hop('y', 'AInventory')] }),
            inventory('BInventory', { extends: 'AInventory', joins: [hop('y', 'BInventory')] }),
            inventory('CInventory', { extends: 'BInventory' }),
          ],
        }),
      ),
    );
    const joins = must(family.inventory('C'), 'C').joins;
    expect(joins).toEqual([
      { name: 'y', to: 'BInventory', inherited: 'BInventory' },
      { name: 'x', to: 'AInventory', inherited: 'AInventory' },
    ]);
  });

  it('walks to any depth and in circles', () => {
    const vm = inventoryOf('VmInstance');
    expect(registry.walk(vm, [])).toBe(vm);
    expect(registry.walk(vm, ['vmNics', 'l3Network', 'zone'])?.name).toBe('ZoneInventory');
    const circles = Array(50).fill(['vmNics', 'vmInstance']).flat();
    expect(registry.walk(vm, circles)).toBe(vm);
    expect(registry.hops(vm, circles)).toHaveLength(100);
  });

  it('stops at a join that is not there, and compares case', () => {
    const vm = inventoryOf('VmInstance');
    expect(registry.walk(vm, ['vmNics', 'nothing', 'zone'])).toBeUndefined();
    expect(registry.hops(vm, ['vmNics', 'nothing'])).toBeUndefined();
    expect(registry.walk(vm, ['VMNICS'])).toBeUndefined();
    expect(registry.join(vm, 'vmnics')).toBeUndefined();
    expect(registry.field(vm, 'UUID')).toBeUndefined();
    expect(registry.field(vm, 'uuid')).toEqual({ name: 'uuid', type: 'string' });
  });
});

describe('children', () => {
  it.each([
    ['Host', 'KVM', 'KVMHostInventory'],
    ['VmInstance', 'ApplianceVm', 'ApplianceVmInventory'],
    ['ApplianceVm', 'VirtualRouter', 'VirtualRouterVmInventory'],
    ['BackupStorage', 'Ceph', 'CephBackupStorageInventory'],
    ['PrimaryStorage', 'Ceph', 'CephPrimaryStorageInventory'],
    ['L2Network', 'VxlanNetwork', 'L2VxlanNetworkInventory'],
  ])('of %s by %s', (parent, type, child) => expect(registry.child(inventoryOf(parent), type)?.name).toBe(child));

  it('are found for every inventory that names a parent', () => {
    const children = data.inventories.filter((each) => each.parent);
    expect(children).toHaveLength(11);
    for (const { name, parent, parentType } of children)
      expect(registry.child(inventoryOf(must(parent, name)), must(parentType, name))?.name).toBe(name);
  });

  it('compares the value exactly and does not reach grandchildren', () => {
    const vm = inventoryOf('VmInstance');
    expect(registry.child(vm, 'appliancevm')).toBeUndefined();
    expect(registry.child(vm, 'VirtualRouter')).toBeUndefined();
    expect(registry.children(vm).map((child) => child.name)).toEqual(['ApplianceVmInventory']);
    expect(registry.children(inventoryOf('ApplianceVm')).map((child) => child.name)).toEqual([
      'VirtualRouterVmInventory',
    ]);
    expect(registry.children(inventoryOf('KVMHost'))).toEqual([]);
  });
});

describe('references', () => {
  const param = (of: string, name: string) =>
    must(
      registry.api(of)?.params.find((each) => each.name === name),
      `${of} ${name}`,
    );
  const field = (of: string, name: string) => must(registry.field(inventoryOf(of), name), `${of} ${name}`);

  it('of parameters, stated and guessed', () => {
    expect(registry.referenced(param('ExpungeImage', 'backupStorageUuids'))?.name).toBe('BackupStorageInventory');
    expect(param('AckAlarmData', 'alarmUuid').resourceGuess).toBe('Alarm');
    expect(registry.referenced(param('AckAlarmData', 'alarmUuid'))?.name).toBe('AlarmInventory');
    expect(registry.referenced(param('AckAlarmData', 'dataType'))).toBeUndefined();
  });

  it('of fields, by key and by join', () => {
    expect(registry.referenced(field('VmInstance', 'hostUuid'))?.name).toBe('HostInventory');
    expect(registry.referenced(field('VmInstance', 'name'))).toBeUndefined();
    const vmUuid = field('PciDevice', 'vmInstanceUuid');
    expect(registry.referenced(vmUuid)).toBeUndefined();
    expect(registry.referenced(vmUuid, inventoryOf('PciDevice'))?.name).toBe('VmInstanceInventory');
    const several = field('LocalStorageResourceRef', 'resourceUuid');
    expect(registry.referenced(several, inventoryOf('LocalStorageResourceRef'))).toBeUndefined();
  });

  it('lead to an inventory wherever one is known', () => {
    const lost = new Set<string>();
    for (const each of data.apis)
      for (const param of each.params) {
        const entity = param.resource ?? param.resourceGuess;
        if (entity && registry.referenced(param)?.resource !== entity) lost.add(entity);
      }
    for (const each of data.inventories)
      for (const field of each.fields)
        if (field.ref && registry.referenced(field)?.resource !== field.ref) lost.add(field.ref);
    expect([...lost]).toEqual(['Captcha', 'SharedBlockGroup']);
  });
});

function isAlias(join: Join): boolean {
  return join.alias !== undefined || join.aliasGuess !== undefined;
}
