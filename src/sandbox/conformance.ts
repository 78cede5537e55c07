import { createHash } from 'node:crypto';
import { adminUuid, type SeedTable } from './seed.ts';

/**
 * A cloud made to tell one reading of the query language from another: NULL beside empty, wildcards and quotes in
 * values, relations that are not there. The uuid of a row is the MD5 of its short name, such as `v1`; passwords are the
 * accounts' names, and admin's is `password`.
 */
export function conformance(): readonly SeedTable[] {
  return [...accounts(), ...places(), ...machines(), ...storages(), ...tags(), ...ownership()];
}

/** The uuid of a row by its short name; admin has the one that it has everywhere. */
export function conformanceUuid(id: string): string {
  return id === 'admin' ? adminUuid : createHash('md5').update(id).digest('hex');
}

type Row = SeedTable['rows'][number];

/** Columns whose values are short names of other rows. */
const isReference = (column: string) => column === 'uuid' || column.endsWith('Uuid');

const TIME = '2020-01-01 00:00:00';

/** Columns are separated by spaces, `-` is NULL, and numbers are numbers. */
function table(inventory: string, columns: string, lines: readonly string[], common: Row = {}): SeedTable {
  const names = columns.split(' ');
  return {
    inventory,
    rows: lines.map((line) => {
      const cells = line.split(/ +/).map((cell, index) => [names[index], cellOf(names[index] ?? '', cell)] as const);
      return { createDate: TIME, lastOpDate: TIME, ...common, ...Object.fromEntries(cells) };
    }),
  };
}

function cellOf(column: string, cell: string): Row[string] {
  if (cell === '-') return null;
  if (isReference(column)) return conformanceUuid(cell);
  if (cell === 'true' || cell === 'false') return cell === 'true';
  return /^\d+$/.test(cell) ? Number(cell) : cell.replaceAll('~', ' ');
}

function accounts(): readonly SeedTable[] {
  const lines = ['admin admin SystemAdmin password', 'acc1 acc1 Normal acc1', 'acc2 acc2 Normal acc2'];
  const { inventory, rows } = table('AccountInventory', 'uuid name type password', lines);
  const digested = rows.map((row) => ({
    ...row,
    password: createHash('sha512').update(String(row.password)).digest('hex'),
  }));
  return [{ inventory, rows: digested }];
}

function places(): readonly SeedTable[] {
  const hosts = 'uuid name zoneUuid clusterUuid managementIp state status';
  const kvm = `${hosts} username sshPort totalCpuCapacity availableCpuCapacity`;
  return [
    table(
      'ZoneInventory',
      'uuid name description state isDefault',
      ['z1 zone-a east Enabled  true', 'z2 zone-b west Disabled false', 'z3 Zone_C -    Enabled  false'],
      { type: 'zstack' },
    ),
    table(
      'ClusterInventory',
      'uuid name zoneUuid hypervisorType',
      ['c1 cluster-1 z1 KVM', 'c2 cluster-2 z1 KVM', 'c3 cluster-3 z2 Simulator'],
      { state: 'Enabled', type: 'zstack' },
    ),
    table(
      'KVMHostInventory',
      kvm,
      [
        'h1 host-1 z1 c1 10.0.0.1 Enabled  Connected root  22 400 400',
        'h2 host-2 z1 c2 10.0.0.2 Disabled Connected admin 22 160 160',
      ],
      { hypervisorType: 'KVM', cpuSockets: 1, cpuNum: 16, totalMemoryCapacity: 0, availableMemoryCapacity: 0 },
    ),
    table('SimulatorHostInventory', hosts, ['h3 host-3 z2 c3 10.0.1.1 Enabled Disconnected'], {
      hypervisorType: 'Simulator',
    }),
  ];
}

function machines(): readonly SeedTable[] {
  const vm =
    'uuid name description zoneUuid clusterUuid hostUuid lastHostUuid rootVolumeUuid memorySize cpuNum state createDate';
  const nic = 'uuid vmInstanceUuid l3NetworkUuid ip deviceId';
  const volume = 'uuid name vmInstanceUuid type status size actualSize deviceId isShareable';
  return [
    table(
      'VmInstanceInventory',
      vm,
      [
        'v1 web-1 first      z1 c1 h1 h1 vol1 2147483648 2 Running 2020-01-10~08:00:00',
        'v2 web-2 second     z1 c2 h2 -  vol3 4294967296 4 Running 2020-01-11~08:00:00',
        "v3 db_1  it's~a~db  z1 c1 -  h1 vol4 8589934592 4 Stopped 2020-01-12~08:00:00",
        'v4 WEB-4 -          z2 c3 h3 -  vol5 1073741824 1 Running 2020-01-13~08:00:00',
      ],
      { type: 'UserVm' },
    ),
    table(
      'ApplianceVmInventory',
      `uuid name zoneUuid memorySize cpuNum state createDate`,
      ['v5 100%_off z2 1073741824 2 Destroyed 2020-01-14~08:00:00'],
      { description: '', type: 'ApplianceVm', applianceVmType: 'vpcvrouter' },
    ),
    table('VmNicInventory', nic, [
      'n1 v1 l3a 192.168.0.11 0',
      'n2 v1 l3b 10.1.0.11    1',
      'n3 v2 l3a 192.168.0.12 0',
      'n4 v3 l3b 10.1.0.13    0',
    ]),
    table('VolumeInventory', volume, [
      'vol1 ROOT-web-1 v1 Root Ready           10737418240 1073741824 0 false',
      'vol2 DATA-web-1 v1 Data Ready           21474836480 2147483648 1 true',
      'vol3 ROOT-web-2 v2 Root Ready           10737418240 1073741824 0 false',
      'vol4 ROOT-db_1  v3 Root Ready           42949672960 1073741824 0 false',
      'vol5 ROOT-WEB-4 v4 Root Ready           10737418240 -          0 false',
      'vol6 spare      -  Data NotInstantiated 5368709120  -          - false',
    ]),
  ];
}

function storages(): readonly SeedTable[] {
  const storage = { state: 'Enabled', status: 'Connected' };
  return [
    table('ImageStoreBackupStorageInventory', 'uuid name availableCapacity', ['b1 bs1 500', 'b3 bs3 3000'], {
      ...storage,
      type: 'ImageStoreBackupStorage',
    }),
    table('SftpBackupStorageInventory', 'uuid name availableCapacity hostname', ['b2 bs2 100 10.0.0.100'], {
      ...storage,
      type: 'SftpBackupStorage',
    }),
    table('BackupStorageZoneRefInventory', 'id backupStorageUuid zoneUuid', ['1 b1 z1', '2 b2 z1', '3 b2 z2']),
    table(
      'DatabaseBackupInventory',
      'uuid name description status size createDate',
      [
        'd1 zstack-2020-01-01 nightly Ready    100 2020-01-01~02:00:00',
        'd2 zstack-2020-02-01 nightly Ready    200 2020-02-01~02:00:00',
        'd3 manual-backup     -       Creating 0   2020-02-15~10:30:00',
      ],
      { state: 'Enabled' },
    ),
    table('DatabaseBackupStorageRefInventory', 'databaseBackupUuid backupStorageUuid status exportUrl', [
      'd1 b1 Ready   -',
      'd1 b2 Deleted http://x/d1',
      'd2 b2 Ready   -',
    ]),
  ];
}

function tags(): readonly SeedTable[] {
  return [
    table('TagPatternInventory', 'uuid name value', ['tp1 production prod', 'tp2 webtier web'], { type: 'simple' }),
    table(
      'UserTagInventory',
      'uuid resourceUuid resourceType tag tagPatternUuid',
      [
        'ut1 v1 VmInstanceVO     prod   tp1',
        'ut2 v1 VmInstanceVO     web    -',
        'ut3 v2 VmInstanceVO     web    tp2',
        'ut4 h1 HostVO           rack-1 tp1',
        'ut5 d1 DatabaseBackupVO keep   -',
      ],
      { type: 'User' },
    ),
    table(
      'SystemTagInventory',
      'uuid resourceUuid resourceType tag inherent',
      [
        'st1 v1 VmInstanceVO    hostname::web-1         false',
        'st2 v3 VmInstanceVO    hostname::db1           false',
        'st3 b1 BackupStorageVO remote                  true',
        'st4 h1 HostVO          capability:liveSnapshot true',
      ],
      { type: 'System' },
    ),
  ];
}

function ownership(): readonly SeedTable[] {
  const acc1 = ['v1', 'n1', 'n2', 'vol1', 'vol2'];
  const owned = (prefix: string, last: number, type: string) =>
    Array.from({ length: last }, (_, index) => `${prefix}${index + 1}`).map(
      (id) => `${acc1.includes(id) ? 'acc1' : 'admin'} ${id} ${type}`,
    );
  const vms = owned('v', 5, 'VmInstanceVO');
  const refs = [...vms, ...owned('n', 4, 'VmNicVO'), ...owned('vol', 6, 'VolumeVO')];
  const shares = ['admin acc1 false VmInstanceVO v2', 'admin - true VmInstanceVO v3'];
  return [
    table('AccountResourceRefInventory', 'accountUuid resourceUuid resourceType', refs),
    table('SharedResourceInventory', 'ownerAccountUuid receiverAccountUuid toPublic resourceType resourceUuid', shares),
  ];
}
