import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Inventory } from '../../src/registry/types.ts';
import { awkward } from '../../src/sandbox/demo/awkward.ts';
import { demo, type SeedTable } from '../../src/sandbox/demo.ts';

type Row = SeedTable['rows'][number];

const SCALARS = new Set(['string', 'int', 'long', 'double', 'float', 'bool', 'timestamp']);

/** Columns that are stored but never shown, and so not in the registry. */
const UNSHOWN: Readonly<Record<string, readonly string[]>> = { AccountInventory: ['password'] };

/** Rows of these carry the uuid of what they belong to. */
const BORROWED = ['VirtualRouterVipInventory', 'VipNetworkServicesRefInventory'];

const inventories = new Map(
  readFileSync(join(import.meta.dirname, '../../src/registry/data/inventories.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Inventory)
    .map((inventory) => [inventory.name, inventory]),
);
const tables = demo();

function known(name: string): Inventory {
  const inventory = inventories.get(name);
  if (!inventory) throw new Error(`${name} is not in the registry`);
  return inventory;
}

/** Rows of an inventory and of every inventory that is a special case of it. */
function rows(name: string): readonly Row[] {
  return tables.filter(({ inventory }) => family(inventory).includes(name)).flatMap((table) => table.rows);
}

function family(name: string): readonly string[] {
  const { parent, extends: superclass } = known(name);
  const above = parent ?? superclass;
  return above !== undefined && inventories.has(above) ? [name, ...family(above)] : [name];
}

function column(name: string, field: string): ReadonlySet<unknown> {
  return new Set(rows(name).map((row) => row[field]));
}

function find(name: string, by: Readonly<Record<string, unknown>>): Row {
  const row = rows(name).find((each) => Object.entries(by).every(([field, value]) => each[field] === value));
  if (!row) throw new Error(`no ${name} with ${JSON.stringify(by)}`);
  return row;
}

function where(name: string, field: string, value: unknown): readonly Row[] {
  return rows(name).filter((row) => row[field] === value);
}

function sum(of: readonly Row[], field: string): number {
  return of.reduce((total, row) => total + Number(row[field]), 0);
}

/** One line for every cell: a failure names its table and row. */
function cells() {
  return tables.flatMap(({ inventory, rows: all }) =>
    all.flatMap((row, index) =>
      Object.entries(row).map(([field, value]) => ({ at: `${inventory}[${index}].${field}`, inventory, field, value })),
    ),
  );
}

describe('every row fits the registry', () => {
  it('in tables that exist, each once, none empty', () => {
    const names = tables.map(({ inventory }) => inventory);
    expect(names.filter((name) => !inventories.has(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(tables.filter(({ rows: all }) => all.length === 0).map(({ inventory }) => inventory)).toEqual([]);
  });

  it('in columns that exist and are scalar', () => {
    const strange = cells().filter(({ inventory, field }) => {
      const type = known(inventory).fields.find(({ name }) => name === field)?.type;
      return !(type && SCALARS.has(type)) && !UNSHOWN[inventory]?.includes(field);
    });
    expect(strange).toEqual([]);
  });

  it('with values of the types and enumerations of their columns', () => {
    const wrong = cells().filter(({ inventory, field, value }) => {
      const fact = known(inventory).fields.find(({ name }) => name === field);
      if (!fact || value === null) return false;
      return !fits(fact.type, value) || (fact.enum !== undefined && !fact.enum.includes(String(value)));
    });
    expect(wrong).toEqual([]);
  });

  it('in the table of its child inventory where there is one', () => {
    const children = [...inventories.values()].filter((inventory) => inventory.parentType !== undefined);
    const misplaced = children.flatMap(({ name, parent = '', parentType }) => {
      const { typeField = '' } = known(parent);
      const own = tables.find((table) => table.inventory === parent)?.rows ?? [];
      const inParent = own.filter((row) => row[typeField] === parentType);
      const inChild = rows(name).filter((row) => row[typeField] !== parentType && parent !== 'ApplianceVmInventory');
      return [...inParent, ...inChild];
    });
    expect(misplaced).toEqual([]);
  });
});

function fits(type: string, value: unknown): boolean {
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'int') return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
  if (type === 'long') return typeof value === 'bigint' ? value < 2n ** 63n : Number.isSafeInteger(value);
  if (type === 'double' || type === 'float') return typeof value === 'number';
  if (type === 'timestamp') return /^20\d\d-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d$/.test(String(value));
  return typeof value === 'string';
}

describe('uuids and references', () => {
  const resources = tables.filter(({ inventory }) => !BORROWED.includes(inventory));
  const uuids = resources.flatMap(({ rows: all }) => all.flatMap(({ uuid }) => uuid ?? []));

  it('are of version 4 shape and unique', () => {
    expect(uuids.length).toBeGreaterThan(300);
    expect(uuids.filter((uuid) => !/^[0-9a-f]{12}[1-5][0-9a-f]{3}[89ab][0-9a-f]{15}$/.test(String(uuid)))).toEqual([]);
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  it('point to rows of the resource they name', () => {
    const all = new Set<unknown>(uuids);
    const byResource = (resource: string) => {
      const of = [...inventories.values()].find((inventory) => inventory.resource === resource);
      return resource === 'Resource' || !of ? all : column(of.name, 'uuid');
    };
    const targets = new Map<string, ReadonlySet<unknown>>();
    const dangling = cells().filter(({ inventory, field, value }) => {
      const ref = known(inventory).fields.find(({ name }) => name === field)?.ref;
      if (ref === undefined || value === null) return false;
      if (!targets.has(ref)) targets.set(ref, byResource(ref));
      return !targets.get(ref)?.has(value);
    });
    expect(targets.size).toBeGreaterThan(20);
    expect(dangling).toEqual([]);
  });

  it('point to rows of the inventory that their join leads to', () => {
    const dangling = tables.flatMap(({ inventory, rows: all }) =>
      known(inventory)
        .joins.filter((join) => join.fk && join.fk.target === 'uuid' && join.fk.self !== 'uuid')
        .filter(() => inventory !== 'LocalStorageResourceRefInventory')
        .flatMap(({ name, to, fk }) => {
          const there = column(to, 'uuid');
          return all
            .map((row) => row[fk?.self ?? ''] ?? null)
            .filter((value) => value !== null && !there.has(value))
            .map((value) => `${inventory}.${name} -> ${to} ${value}`);
        }),
    );
    expect(dangling).toEqual([]);
  });

  it('name existing resources in the columns that the registry says nothing of', () => {
    const all = new Set<unknown>(uuids);
    const unnamed = cells().filter(
      ({ field, value }) =>
        /(Uuid|resourceId)$/.test(field) && !['dataUuid'].includes(field) && value !== null && !all.has(value),
    );
    expect(unnamed).toEqual([]);
  });

  it('have no two rows of a table of references alike', () => {
    const twice = tables
      .filter(({ inventory }) => /Ref(Inventory)$/.test(inventory))
      .filter(({ rows: all }) => {
        const keys = all.map((row) =>
          Object.entries(row)
            .filter(([field]) => /Uuid$|Type$/.test(field))
            .join(),
        );
        return new Set(keys).size !== keys.length;
      });
    expect(twice.map(({ inventory }) => inventory)).toEqual([]);
  });
});

describe('virtual machines', () => {
  const vms = rows('VmInstanceInventory');
  const placed = ['Running', 'Paused', 'Unknown'];

  it('stand on a host of their cluster and zone, or remember the last one', () => {
    expect(vms).toHaveLength(40);
    for (const vm of vms) {
      const hostUuid = placed.includes(String(vm.state)) ? vm.hostUuid : vm.lastHostUuid;
      if (!placed.includes(String(vm.state))) expect(vm.hostUuid, String(vm.name)).toBeNull();
      if (vm.state === 'Error') continue;
      const host = find('HostInventory', { uuid: hostUuid });
      expect([vm.clusterUuid, vm.zoneUuid, vm.architecture], String(vm.name)).toEqual([
        host.clusterUuid,
        host.zoneUuid,
        host.architecture,
      ]);
      expect(find('ClusterInventory', { uuid: vm.clusterUuid }).zoneUuid).toBe(vm.zoneUuid);
    }
  });

  it('show many states', () => {
    expect([...column('VmInstanceInventory', 'state')].sort()).toEqual([
      'Destroyed',
      'Error',
      'Paused',
      'Running',
      'Stopped',
      'Unknown',
    ]);
    expect(where('VmInstanceInventory', 'state', 'Running').length).toBeGreaterThan(20);
  });

  it('run nowhere that is in maintenance, and are unknown where the host is lost', () => {
    const lost = find('HostInventory', { status: 'Disconnected' });
    expect([...new Set(where('VmInstanceInventory', 'hostUuid', lost.uuid).map(({ state }) => state))]).toEqual([
      'Unknown',
    ]);
    const maintained = find('HostInventory', { state: 'Maintenance' });
    expect(where('VmInstanceInventory', 'hostUuid', maintained.uuid)).toEqual([]);
  });

  it('have one root volume, in slot 0, on a primary storage of their cluster', () => {
    for (const vm of vms) {
      const volumes = where('VolumeInventory', 'vmInstanceUuid', vm.uuid);
      const roots = volumes.filter(({ type }) => type === 'Root');
      expect(
        roots.map(({ uuid }) => uuid),
        String(vm.name),
      ).toEqual([vm.rootVolumeUuid]);
      const slots = volumes.map(({ deviceId }) => Number(deviceId)).sort((a, b) => a - b);
      expect(slots, String(vm.name)).toEqual(slots.map((_, index) => index));
      const attached = where('PrimaryStorageClusterRefInventory', 'clusterUuid', vm.clusterUuid);
      for (const volume of volumes) {
        expect(attached.map((ref) => ref.primaryStorageUuid)).toContain(volume.primaryStorageUuid);
      }
    }
  });

  it('have nics on networks of their cluster, with addresses in use by nothing else', () => {
    const nics = rows('VmNicInventory');
    expect(new Set(nics.map(({ mac }) => mac)).size).toBe(nics.length);
    for (const nic of nics) {
      const vm = find('VmInstanceInventory', { uuid: nic.vmInstanceUuid });
      const { l2NetworkUuid } = find('L3NetworkInventory', { uuid: nic.l3NetworkUuid });
      const clusters = where('L2NetworkClusterRefInventory', 'l2NetworkUuid', l2NetworkUuid);
      expect(
        clusters.map(({ clusterUuid }) => clusterUuid),
        String(vm.name),
      ).toContain(vm.clusterUuid);
      const used = find('UsedIpInventory', { vmNicUuid: nic.uuid });
      expect([used.ip, used.l3NetworkUuid]).toEqual([nic.ip, nic.l3NetworkUuid]);
    }
    const without = vms.filter((vm) => where('VmNicInventory', 'vmInstanceUuid', vm.uuid).length === 0);
    expect(without.map(({ state }) => state)).toEqual(['Destroyed']);
    for (const vm of vms.filter(({ state }) => state !== 'Destroyed')) {
      const networks = where('VmNicInventory', 'vmInstanceUuid', vm.uuid).map((nic) => nic.l3NetworkUuid);
      expect(networks, String(vm.name)).toContain(vm.defaultL3NetworkUuid);
    }
    const ips = rows('UsedIpInventory').map(({ ip }) => ip);
    expect(new Set(ips).size).toBe(ips.length);
  });

  it('have the processors and memory of their offering', () => {
    for (const vm of vms) {
      const offering = find('InstanceOfferingInventory', { uuid: vm.instanceOfferingUuid });
      expect([vm.cpuNum, vm.memorySize]).toEqual([offering.cpuNum, offering.memorySize]);
    }
  });
});

describe('capacities', () => {
  it('of hosts are what their machines leave', () => {
    for (const host of rows('HostInventory')) {
      const here = where('VmInstanceInventory', 'hostUuid', host.uuid);
      expect(Number(host.availableMemoryCapacity) + sum(here, 'memorySize')).toBe(host.totalMemoryCapacity);
      expect(Number(host.availableCpuCapacity) + sum(here, 'cpuNum')).toBe(host.totalCpuCapacity);
      expect(host.availableMemoryCapacity).toBeGreaterThanOrEqual(0);
    }
  });

  it('of primary storages are what volumes and snapshots leave', () => {
    for (const storage of rows('PrimaryStorageInventory')) {
      const volumes = where('VolumeInventory', 'primaryStorageUuid', storage.uuid);
      const snapshots = where('VolumeSnapshotInventory', 'primaryStorageUuid', storage.uuid);
      const left = Number(storage.availableCapacity);
      expect(left + sum(volumes, 'size') + sum(snapshots, 'size'), String(storage.name)).toBe(storage.totalCapacity);
      expect(left).toBeGreaterThan(0);
      expect(storage.availablePhysicalCapacity).toBeGreaterThanOrEqual(left);
    }
  });

  it('of local storages are the sums over their hosts', () => {
    for (const storage of where('PrimaryStorageInventory', 'type', 'LocalStorage')) {
      const shares = where('LocalStorageHostRefInventory', 'primaryStorageUuid', storage.uuid);
      for (const field of ['totalCapacity', 'availableCapacity', 'availablePhysicalCapacity']) {
        expect(sum(shares, field), `${storage.name} ${field}`).toBe(storage[field]);
      }
    }
  });

  it('of volumes are never less than what is written', () => {
    const over = rows('VolumeInventory').filter(({ size, actualSize = null }) => Number(actualSize) > Number(size));
    expect(over).toEqual([]);
  });
});

describe('database backups', () => {
  const backups = rows('DatabaseBackupInventory');
  const storageOf = (name: string) => find('BackupStorageInventory', { name }).uuid;

  it('are thirty, as the README says', () => {
    expect(backups).toHaveLength(30);
    expect(backups.filter(({ name }) => String(name).startsWith('nightly-'))).toHaveLength(21);
    expect([...column('DatabaseBackupInventory', 'status')].sort()).toEqual(['Creating', 'Deleted', 'Ready']);
  });

  it('answer the query of the README with the five newest nightly ones', () => {
    const newest = backups
      .filter(({ name, createDate }) => String(name).includes('nightly') && String(createDate) > '2026-01-01')
      .sort((a, b) => String(b.createDate).localeCompare(String(a.createDate)))
      .slice(0, 5);
    expect(newest.map(({ name }) => name)).toEqual(
      ['2026-03-12', '2026-03-11', '2026-03-10', '2026-03-09', '2026-03-08'].map((day) => `nightly-${day}`),
    );
  });

  it('lie on one backup storage, on both or on none', () => {
    const on = (storage: string) =>
      new Set(
        where('DatabaseBackupStorageRefInventory', 'backupStorageUuid', storageOf(storage)).map(
          (ref) => ref.databaseBackupUuid,
        ),
      );
    const [beijing, shanghai] = [on('bs-beijing'), on('bs-shanghai')];
    expect([beijing.size, shanghai.size]).toEqual([23, 16]);
    const nowhere = backups.filter(({ uuid = '' }) => !beijing.has(uuid) && !shanghai.has(uuid));
    expect(nowhere.map(({ name }) => name)).toEqual(['manual-2026-03-12']);
  });

  it('have one size that no double holds', () => {
    const sizes = backups.map(({ size }) => size);
    expect(sizes.filter((size) => typeof size === 'bigint')).toEqual([9007199254740993n]);
    expect(Number(awkward.huge)).not.toBe(awkward.huge);
  });
});

describe('accounts', () => {
  it('are admin, with the uuid of every installation, and tenants whose passwords are hashed', () => {
    const admin = find('AccountInventory', { name: 'admin' });
    expect(admin.uuid).toBe('36c27e8ff05c4780bf6d2fa65700f22e');
    expect(admin.password).toBe(createHash('sha512').update('password').digest('hex'));
    expect([...column('AccountInventory', 'name')]).toEqual(['admin', 'ops', '研发部', '财务部']);
    expect(rows('AccountInventory').filter(({ password }) => !/^[0-9a-f]{128}$/.test(String(password)))).toEqual([]);
  });

  it('own every resource that can be owned, each once', () => {
    const refs = rows('AccountResourceRefInventory').map(({ resourceUuid }) => resourceUuid);
    expect(new Set(refs).size).toBe(refs.length);
    const owned = [
      'VmInstance',
      'VmNic',
      'Volume',
      'VolumeSnapshot',
      'Image',
      'InstanceOffering',
      'DiskOffering',
      'L3Network',
    ];
    const free = [...owned, 'Eip', 'Vip', 'SecurityGroup', 'LoadBalancer', 'DatabaseBackup'].flatMap((kind) =>
      rows(`${kind}Inventory`).filter(({ uuid = '' }) => !refs.includes(uuid)),
    );
    expect(free).toEqual([]);
  });

  it('own the nics, volumes and snapshots of their machines', () => {
    const owner = (uuid: unknown) => find('AccountResourceRefInventory', { resourceUuid: uuid }).accountUuid;
    const parts = [
      ['VmNicInventory', 'vmInstanceUuid'],
      ['VolumeInventory', 'vmInstanceUuid'],
      ['VolumeSnapshotInventory', 'volumeUuid'],
    ] as const;
    for (const [name, whole] of parts) {
      for (const row of rows(name).filter((each) => (each[whole] ?? null) !== null)) {
        expect(owner(row.uuid), `${name} ${row.uuid}`).toBe(owner(row[whole]));
      }
    }
    expect(new Set(rows('VmInstanceInventory').map(({ uuid }) => owner(uuid))).size).toBe(4);
  });

  it('own what they share', () => {
    for (const share of rows('SharedResourceInventory')) {
      const ref = find('AccountResourceRefInventory', { resourceUuid: share.resourceUuid });
      expect([ref.accountUuid, ref.resourceType]).toEqual([share.ownerAccountUuid, share.resourceType]);
      expect(share.toPublic).toBe(share.receiverAccountUuid === null);
    }
  });
});

describe('awkward values', () => {
  it('are all in the cloud', () => {
    const values = new Set(cells().map(({ value }) => value));
    expect(Object.values(awkward).filter((value) => !values.has(value))).toEqual([]);
    expect([...awkward.longest]).toHaveLength(255);
  });

  it('are a handful', () => {
    const odd = new Set<unknown>(Object.values(awkward).filter((value) => value !== awkward.empty));
    expect(cells().filter(({ field, value }) => field === 'name' && odd.has(value)).length).toBeLessThan(20);
  });

  it('keep an empty description apart from none', () => {
    const [none, empty] = [null, ''].map((value) => where('VmInstanceInventory', 'description', value).length);
    expect(none).toBeGreaterThan(0);
    expect(empty).toBeGreaterThan(0);
  });
});

describe('always the same', () => {
  const digest = (of: readonly SeedTable[]) =>
    createHash('sha256')
      .update(JSON.stringify(of, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)))
      .digest('hex');

  it('over two loads, whatever the day and without chance', async () => {
    vi.useFakeTimers({ now: new Date('2031-07-01T12:00:00Z') });
    const random = vi.spyOn(Math, 'random').mockImplementation(() => {
      throw new Error('chance');
    });
    vi.resetModules();
    const again = await import('../../src/sandbox/demo.ts').finally(() => {
      vi.useRealTimers();
      random.mockRestore();
    });
    expect(again.demo).not.toBe(demo);
    expect(digest(again.demo())).toBe(digest(tables));
  });

  it('in uuids that people may have noted', () => {
    expect(find('VmInstanceInventory', { name: 'bj-web-01' }).uuid).toBe('429e5d9bbffe4638ae6a7ebc28a47e6c');
    expect(find('BackupStorageInventory', { name: 'bs-beijing' }).uuid).toBe('8ff21c10cb124a40bdc343ee49aef6fc');
    expect(find('DatabaseBackupInventory', { name: 'nightly-2026-01-15' }).uuid).toBe(
      'e0b3027fd47a4d8e894cf25fa6967ece',
    );
  });

  it('in order: nothing before what it belongs to, nothing after the day shown', () => {
    const born = new Map<unknown, string>(
      tables
        .filter(({ inventory }) => !BORROWED.includes(inventory))
        .flatMap(({ rows: all }) => all.filter(({ uuid, createDate }) => uuid && createDate))
        .map(({ uuid, createDate }) => [uuid, String(createDate)]),
    );
    const late = cells().filter(({ field, value }) => /Date$/.test(field) && String(value) > '2026-03-12 10:30:00');
    const orphans = tables.flatMap(({ inventory, rows: all }) =>
      all.flatMap((row) =>
        Object.entries(row)
          .filter(([field, value]) => /Uuid$/.test(field) && 'createDate' in row && born.has(value))
          .filter(([, value]) => String(row.createDate) < (born.get(value) ?? ''))
          .map(([field]) => `${inventory}.${field}`),
      ),
    );
    const reversed = tables.flatMap(({ inventory, rows: all }) =>
      all.filter((row) => 'lastOpDate' in row && String(row.lastOpDate) < String(row.createDate)).map(() => inventory),
    );
    expect([late, orphans, reversed]).toEqual([[], [], []]);
  });
});
