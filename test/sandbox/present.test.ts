import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformance, conformanceUuid } from '../../src/sandbox/conformance.ts';
import { present, type Shown } from '../../src/sandbox/present.ts';
import { ensureTable, insertRow, rootOf } from '../../src/sandbox/schema.ts';
import { registry } from '../request/registry.ts';
import { openSeeded, type Seeded } from './seeded.ts';

let cloud: Seeded;
beforeAll(async () => {
  cloud = await openSeeded(conformance());
});
afterAll(() => cloud.close());

/** The rows of an inventory with that uuid. */
async function shown(name: string, id: string): Promise<Shown> {
  const inventory = registry.inventory(name);
  if (!inventory) throw new Error(`no inventory ${name}`);
  const [found] = await cloud.run((db) => {
    ensureTable(db, registry, inventory);
    const rows = db.all(`SELECT * FROM "${rootOf(registry, inventory).resource}" WHERE uuid = ?`, [
      conformanceUuid(id),
    ]);
    return present(db, registry, inventory, rows);
  });
  if (!found) throw new Error(`no ${name} ${id}`);
  return found;
}

describe('a row', () => {
  it('is shown with what ZStack fetches with it', async () => {
    const { value, classes } = await shown('VmInstance', 'v1');
    expect(value).toMatchObject({
      name: 'web-1',
      memorySize: 2147483648,
      createDate: 'Jan 10, 2020 8:00:00 AM',
      vmNics: [
        { ip: '192.168.0.11', deviceId: 0, usedIps: [] },
        { ip: '10.1.0.11', deviceId: 1, usedIps: [] },
      ].sort(() => (conformanceUuid('n1') < conformanceUuid('n2') ? 0 : -1)),
      vmCdRoms: [],
    });
    expect(value.allVolumes).toHaveLength(2);
    expect(new Map(classes)).toEqual(
      new Map([
        ['.vmNics[0]', 'org.zstack.header.vm.VmNicInventory'],
        ['.vmNics[1]', 'org.zstack.header.vm.VmNicInventory'],
        ['.allVolumes[0]', 'org.zstack.header.volume.VolumeInventory'],
        ['.allVolumes[1]', 'org.zstack.header.volume.VolumeInventory'],
        ['', 'org.zstack.header.vm.VmInstanceInventory'],
      ]),
    );
  });

  it('is shown as the most special inventory it is of, the fields of which come first', async () => {
    const { value, classes } = await shown('Host', 'h1');
    expect(classes).toEqual([['', 'org.zstack.kvm.KVMHostInventory']]);
    expect(Object.keys(JSON.parse(JSON.stringify(value))).slice(0, 4)).toEqual([
      'username',
      'sshPort',
      'zoneUuid',
      'name',
    ]);
    expect(value).toMatchObject({ username: 'root', sshPort: 22, totalCpuCapacity: 400, hypervisorType: 'KVM' });
  });

  it('has no fields for NULL, and false where it is false', async () => {
    const { value } = await shown('Zone', 'z3');
    expect(JSON.parse(JSON.stringify(value))).toEqual({
      uuid: conformanceUuid('z3'),
      name: 'Zone_C',
      state: 'Enabled',
      type: 'zstack',
      isDefault: false,
      createDate: 'Jan 1, 2020 12:00:00 AM',
      lastOpDate: 'Jan 1, 2020 12:00:00 AM',
    });
  });

  it('has lists of strings from the rows that tie it to others', async () => {
    expect((await shown('BackupStorage', 'b2')).value.attachedZoneUuids).toEqual(
      expect.arrayContaining([conformanceUuid('z1'), conformanceUuid('z2')]),
    );
    expect((await shown('BackupStorage', 'b3')).value.attachedZoneUuids).toEqual([]);
  });

  it('has one other row inside where the field is that', async () => {
    const { value, classes } = await shown('UserTag', 'ut1');
    expect(value).toMatchObject({ tag: 'prod', tagPattern: { name: 'production' } });
    expect(classes.map(([path]) => path)).toEqual(['.tagPattern', '']);
    expect((await shown('UserTag', 'ut2')).value.tagPattern).toBeUndefined();
  });

  it('never shows a password', async () => {
    const { value } = await shown('Account', 'acc1');
    expect(value).toMatchObject({ name: 'acc1', type: 'Normal' });
    expect(JSON.stringify(value)).not.toMatch(/password|[0-9a-f]{128}/);
  });

  it('has whole numbers of any size, and JSON where a column holds that', async () => {
    const template = registry.inventory('AutoScalingVmTemplate');
    const volume = registry.inventory('Volume');
    if (!template || !volume) throw new Error('no inventory');
    const [one, two] = await cloud.run((db) => {
      ensureTable(db, registry, template);
      insertRow(db, registry, template, { uuid: 'x1', l3NetworkUuids: '["a","b"]' });
      insertRow(db, registry, volume, { uuid: 'x2', size: 9007199254740993n });
      return [
        ...present(db, registry, template, db.all("SELECT * FROM AutoScalingTemplate WHERE uuid = 'x1'")),
        ...present(db, registry, volume, db.all("SELECT * FROM Volume WHERE uuid = 'x2'")),
      ];
    });
    expect(one?.value.l3NetworkUuids).toEqual(['a', 'b']);
    expect(two?.value.size).toBe(9007199254740993n);
  });

  it('of each inventory of the registry can be shown', async () => {
    await cloud.run((db) => {
      for (const name of registry.inventoryNames()) {
        const inventory = registry.inventory(name);
        if (!inventory) throw new Error(name);
        ensureTable(db, registry, inventory);
        const uuid = inventory.fields.some((field) => field.name === 'uuid') ? { uuid: `x${name}` } : {};
        db.attempt(() => insertRow(db, registry, inventory, uuid));
        const rows = db.all(`SELECT * FROM "${rootOf(registry, inventory).resource}" WHERE _lineage LIKE ?`, [
          `%/${inventory.name}/`,
        ]);
        expect(present(db, registry, inventory, rows).length).toBeGreaterThan(0);
      }
    });
  });
});
